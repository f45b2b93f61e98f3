import type { Selectable } from 'kysely'
import { avecTables, type Db } from '../../../platform/db/index.ts'
import type { TablesReseaux } from './tables.ts'

export type Reseau = Selectable<TablesReseaux['reseau']>

export const RESEAU_NATIONAL = 'national'

export async function findReseau(db: Db, id: string): Promise<Reseau | undefined> {
  return avecTables<TablesReseaux>(db).selectFrom('reseau').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The national réseau first, then the territorial ones by name. */
export async function listReseaux(db: Db): Promise<Reseau[]> {
  return avecTables<TablesReseaux>(db).selectFrom('reseau').selectAll().orderBy('genre').orderBy('nom').execute()
}
