import { sql } from 'kysely'
import { avecTablesTrx, type Trx } from '../../../platform/db/index.ts'
import type { Synonyme } from '../domain/synonymes.ts'
import type { TablesAnnuaire } from './tables.ts'

/** Says what an expression means from now on, in place of what ships. */
export async function saveSynonyme(
  trx: Trx,
  { expression, valeurs, mots }: Synonyme,
  par: string,
  now: Date
): Promise<void> {
  await sql`
    insert into synonyme (expression, valeurs, mots, modifie_le, modifie_par)
    values (${expression}, ${JSON.stringify(valeurs)}::jsonb, ${[...mots]}::text[], ${now}, ${par})
    on conflict (expression) do update set
      valeurs = excluded.valeurs, mots = excluded.mots, modifie_le = excluded.modifie_le, modifie_par = excluded.modifie_par`.execute(
    trx
  )
  await noteChange(trx)
}

/** Forgets what an administrator said of an expression: what ships holds again. False when nobody had said anything. */
export async function deleteSynonyme(trx: Trx, expression: string): Promise<boolean> {
  const { numDeletedRows } = await avecTablesTrx<TablesAnnuaire>(trx)
    .deleteFrom('synonyme')
    .where('expression', '=', expression)
    .executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) await noteChange(trx)
  return numDeletedRows > 0n
}

// Every process that holds the index hears of it.
async function noteChange(trx: Trx): Promise<void> {
  await sql`update annuaire_etat set synonymes = synonymes + 1`.execute(trx)
}
