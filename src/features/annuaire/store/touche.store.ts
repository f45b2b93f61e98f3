import { sql } from 'kysely'
import type { Trx } from '../../../platform/db/index.ts'

/** They take their number when the transaction commits. Lieux that do not exist are left out. */
export async function insertTouches(trx: Trx, ids: readonly number[]): Promise<void> {
  await sql`
    insert into lieu_touche (lieu_id) select id from lieu where id = any(${[...ids]}::bigint[])`.execute(trx)
}
