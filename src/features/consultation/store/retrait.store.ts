import { avecTables, type Db } from '../../../platform/db/index.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>

/** Why an item is no longer seen, as moderators said it. */
export interface Retrait {
  readonly motif: string
  readonly raison: string
  readonly le: Date
}

/** The last time that moderators took an item away, or refused it. */
export async function findRetrait(db: Db, itemId: string): Promise<Retrait | undefined> {
  return t(db)
    .selectFrom('consultation_moderation')
    .select(['motif', 'raison', 'le'])
    .where('item_id', '=', itemId)
    .where('geste', 'in', ['refuser', 'retirer'])
    .orderBy('le', 'desc')
    .limit(1)
    .executeTakeFirst()
}
