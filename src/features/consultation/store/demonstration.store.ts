import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesConsultation } from './tables.ts'

const w = avecTablesTrx<TablesConsultation>

export async function hasDemonstration(db: Db): Promise<boolean> {
  const une = await avecTables<TablesConsultation>(db)
    .selectFrom('consultation')
    .select('id')
    .where('demonstration', '=', true)
    .limit(1)
    .executeTakeFirst()
  return une !== undefined
}

export interface OpinionInventee {
  readonly itemId: string
  /** Null: whoever gave it has no account any more. */
  readonly compteId: string | null
  readonly accord: boolean
  readonly le: Date
}

/** Many opinions at once: the counters and the log follow them by trigger, as for any other. */
export async function insertOpinions(trx: Trx, opinions: readonly OpinionInventee[]): Promise<void> {
  if (opinions.length === 0) return
  await sql`
    insert into opinion (item_id, compte_id, sens, raison, eclat, le)
    select item_id, compte_id, sens, '', (row_number() over ()) % 8, le
    from unnest(
      ${opinions.map(({ itemId }) => itemId)}::uuid[], ${opinions.map(({ compteId }) => compteId)}::uuid[],
      ${opinions.map(({ accord }) => (accord ? 'accord' : 'revoir'))}::text[], ${opinions.map(({ le }) => le)}::timestamptz[]
    ) o (item_id, compte_id, sens, le)`.execute(trx)
}

/** Dates at which the past of the demonstration was answered and put away. */
export async function saveFinDeDemonstration(
  trx: Trx,
  id: string,
  fin: { readonly synthese: string; readonly restituee_le: Date | null; readonly archivee_le: Date | null }
): Promise<void> {
  await w(trx).updateTable('consultation').set(fin).where('id', '=', id).execute()
}

/** What was invented and nothing else: consultations of the demonstration, and the words that nobody gives any more. */
export async function deleteDemonstration(trx: Trx): Promise<number> {
  const { numDeletedRows } = await w(trx)
    .deleteFrom('consultation')
    .where('demonstration', '=', true)
    .executeTakeFirst()
  if (numDeletedRows > 0n)
    await sql`delete from valeur where not exists (
      select from consultation_contribution where valeur_id = valeur.id)`.execute(trx)
  return Number(numDeletedRows)
}
