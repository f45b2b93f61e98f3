import { sql } from 'kysely'
import type { Db, Trx } from '../../../platform/db/index.ts'

/** Two servers that start together on one base: the second sees what the first has loaded. */
export async function lockDemonstration(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('charte'), hashtext('demonstration'))`.execute(trx)
}

/** Whether fictional lieux are there, and none of them has ever had to do with a réseau. */
export async function isSansAdhesion(db: Db): Promise<boolean> {
  const { rows } = await sql<{ sans: boolean }>`
    select exists (select 1 from lieu where fictif and retire_le is null)
      and not exists (select 1 from adhesion a join lieu l on l.id = a.lieu_id where l.fictif) as sans`.execute(db)
  return rows[0]?.sans ?? false
}

/** Lists of the demonstration, with their rows. Dossiers and declarations go with their lieux. */
export async function deleteListesFictives(trx: Trx): Promise<void> {
  await sql`delete from liste_de_droit where fictif`.execute(trx)
}
