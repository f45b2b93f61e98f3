import { creerBranchement } from '../../../platform/branchement.ts'
import type { Trx } from '../../../platform/db/index.ts'
import type { DeplacementDeNumeros, SurReunion } from '../../../platform/http/feature.ts'
import type { Evenement } from '../store/historique.store.ts'

const contribuees = creerBranchement<readonly SurReunion[]>([])

/**
 * What other features do when lieux become one, or part: whatever hangs on a lieu follows it, in the transaction that
 * moves it. Said once where the features are composed, for pages, jobs and commands alike: a merge that forgot it would
 * lose an adhesion.
 */
export const suivreReunions = contribuees.brancher

export async function tellReunions(
  trx: Trx,
  reunis: readonly { readonly id: number; readonly remplacePar: number }[],
  evenements: readonly Evenement[],
  geste: Parameters<SurReunion>[2]
): Promise<void> {
  const suites = contribuees.lire()
  if (suites.length === 0) return
  const partis = new Set(reunis.map(({ id }) => id))
  const separes = new Map<string, DeplacementDeNumeros>()
  for (const { genre, lieu, autreLieu } of evenements)
    if (genre === 'depart' && autreLieu !== undefined && !partis.has(lieu))
      separes.set(`${lieu} ${autreLieu}`, { genre: 'separation', de: lieu, vers: autreLieu })
  const deplacements = [
    ...reunis.map(({ id, remplacePar }): DeplacementDeNumeros => ({ genre: 'reunion', de: id, vers: remplacePar })),
    ...separes.values()
  ]
  if (deplacements.length > 0) for (const suite of suites) await suite(trx, deplacements, geste)
}
