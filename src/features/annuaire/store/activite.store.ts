import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { ActiviteDeLieu } from '../../../platform/http/feature.ts'
import type { TablesAnnuaire } from './tables.ts'

export async function insertActivite(trx: Trx, { lieu, genre, le }: ActiviteDeLieu): Promise<void> {
  await avecTablesTrx<TablesAnnuaire>(trx).insertInto('fiche_activite').values({ lieu_id: lieu, genre, le }).execute()
}

/** The last sign of life of a lieu, whatever it was. */
export async function findDerniereActivite(db: Db, lieuId: number): Promise<Date | undefined> {
  const ligne = await avecTables<TablesAnnuaire>(db)
    .selectFrom('fiche_activite')
    .select('le')
    .where('lieu_id', '=', lieuId)
    .orderBy('le', 'desc')
    .limit(1)
    .executeTakeFirst()
  return ligne?.le
}
