import { avecTablesTrx, type Trx } from '../../../platform/db/index.ts'
import type { ActiviteDeLieu } from '../../../platform/http/feature.ts'
import type { TablesAnnuaire } from './tables.ts'

export async function insertActivite(trx: Trx, { lieu, genre, le }: ActiviteDeLieu): Promise<void> {
  await avecTablesTrx<TablesAnnuaire>(trx).insertInto('fiche_activite').values({ lieu_id: lieu, genre, le }).execute()
}
