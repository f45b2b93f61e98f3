import { Comparaison } from './comparaison.ts'
import { type Decision, IndexRapprochement, type Paire } from './index-rapprochement.ts'
import { Lexique } from './lexique.ts'
import { SEUIL_MEME, SEUIL_REVOIR } from './poids.ts'
import { expliquerNiveaux, type Preuve } from './preuves.ts'
import { type AComparer, lireTraits, type Options } from './traits.ts'

export {
  type Changements,
  type Cle,
  type Decision,
  IndexRapprochement,
  type Paire
} from './index-rapprochement.ts'
export type { Preuve } from './preuves.ts'
export type { AComparer, Options } from './traits.ts'

export interface Rapprochement {
  /** One group number per record, in the order given. The numbers are of this run only; the groups are of the records. */
  readonly groupes: Int32Array
  readonly paires: readonly Paire[]
}

/** Which records are one lieu: a function of the set of records and of the decisions, whatever the order of both. */
export function rapprocher(
  records: readonly AComparer[],
  decisions: readonly Decision[] = [],
  options: Options = {}
): Rapprochement {
  const index = new IndexRapprochement(records, decisions, options)
  return { groupes: index.groupes(), paires: [...index.paires()] }
}

/**
 * Why two records are, or are not, one lieu, when they are alone in the world: no contact is known to be shared. The
 * index's own `expliquer` knows who else holds them.
 */
export function expliquer(a: AComparer, b: AComparer, options: Options = {}): readonly Preuve[] {
  const lexique = new Lexique()
  const comparaison = new Comparaison(lexique, () => 1)
  const score = comparaison.comparer(lireTraits(a, lexique, options), lireTraits(b, lexique, options))
  return expliquerNiveaux(comparaison, score)
}

/** Whether a person would be asked if these two are one lieu, when they are alone in the world. */
export const seRessemblent = (a: AComparer, b: AComparer, options: Options = {}): boolean =>
  comparerSeuls(a, b, options).issue !== 'different'

/** What matching makes of two records alone in the world: its score in decibans, and what it would do with them. */
export function comparerSeuls(
  a: AComparer,
  b: AComparer,
  options: Options = {}
): { readonly score: number; readonly issue: Paire['issue'] } {
  const lexique = new Lexique()
  const comparaison = new Comparaison(lexique, () => 1)
  const score = comparaison.comparer(lireTraits(a, lexique, options), lireTraits(b, lexique, options))
  return { score, issue: score >= SEUIL_MEME ? 'meme' : score >= SEUIL_REVOIR ? 'a-revoir' : 'different' }
}
