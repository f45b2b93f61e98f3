import { creerBranchement } from '../../../platform/branchement.ts'
import type { Trx } from '../../../platform/db/index.ts'
import type { ActiviteDeLieu, SurActivite } from '../../../platform/http/feature.ts'
import { insertActivite } from '../store/activite.store.ts'

const suites = creerBranchement<readonly SurActivite[]>([])

/** What other features do when a lieu gives a sign of life. Said once where the features are composed. */
export const suivreActivites = suites.brancher

/**
 * Keeps a sign of life of a lieu, and lets the other features follow, in one transaction: « activité de mise à jour de la
 * fiche » (national charter, article 3).
 */
export async function noterActivite(trx: Trx, activite: ActiviteDeLieu): Promise<void> {
  await insertActivite(trx, activite)
  for (const suite of suites.lire()) await suite(trx, activite)
}
