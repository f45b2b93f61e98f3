import { sql } from 'kysely'
import type { Trx } from '../../../platform/db/index.ts'

/** Gives these lieux the next number of the touches; those that do not exist are left out. */
export async function saveTouches(trx: Trx, ids: readonly number[]): Promise<void> {
  // Two statements: the second must see what was committed while the first waited for the row.
  const { rows } = await sql<{ numero: number }>`
    update annuaire_touches set numero = numero + 1 returning numero`.execute(trx)
  await sql`
    insert into lieu_touche (lieu_id, numero)
    select id, ${rows[0]?.numero ?? 0} from lieu where id = any(${[...ids]}::bigint[])
    on conflict (lieu_id) do update set numero = excluded.numero`.execute(trx)
}
