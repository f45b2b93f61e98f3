import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { SORTS, type SortReponse } from './item.ts'
import { type FauteDeSaisie, lireTexte, type Saisie } from './saisie.ts'

/** What an item became: a criterion of a version of a charter, a decision of a committee, or neither. */
export type Suite =
  | { readonly genre: 'critere'; readonly versionId: number; readonly critereId: string }
  | { readonly genre: 'decision'; readonly decisionId: string }

/** The organiser's answer to an item: its fate, why, and what it became. */
export interface ReponseEcrite {
  readonly sort: SortReponse
  readonly texte: string
  readonly suites: readonly Suite[]
}

export const TEXTE_DE_REPONSE_MAX = 5000
export const SYNTHESE_MAX = 50_000

/** A criterion as a form carries it: « 12:c4 ». */
export const ecrireCritere = (versionId: number, critereId: string): string => `${versionId}:${critereId}`

const CRITERE = /^([1-9]\d{0,8}):([a-z0-9][a-z0-9-]{0,62})$/
const DECISION = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @param saisie `sort`, `texte`, `critere` (« version:critère » or nothing), `decision` (an identifier or nothing) */
export function lireReponse(saisie: Saisie): Result<ReponseEcrite, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const sort = parseSort(saisie.sort)
  if (!sort) fautes.push({ champ: 'sort', message: 'Choisissez ce que devient cette proposition.' })
  const vide = 'Écrivez la raison : les personnes qui ont donné leur avis la liront.'
  const texte = lireTexte(saisie, 'texte', { max: TEXTE_DE_REPONSE_MAX, vide }, fautes)
  const suites: Suite[] = []
  if (saisie.critere) {
    const [, version, critereId] = CRITERE.exec(saisie.critere) ?? []
    if (version && critereId) suites.push({ genre: 'critere', versionId: Number(version), critereId })
    else fautes.push({ champ: 'critere', message: SUITE_INCONNUE.critere })
  }
  if (saisie.decision) {
    if (DECISION.test(saisie.decision)) suites.push({ genre: 'decision', decisionId: saisie.decision })
    else fautes.push({ champ: 'decision', message: SUITE_INCONNUE.decision })
  }
  return sort && fautes.length === 0 ? ok({ sort, texte, suites }) : refuse(fautes)
}

/** What the form says of a criterion or a decision that cannot be linked. */
export const SUITE_INCONNUE: Readonly<Record<Suite['genre'], string>> = {
  critere: 'Ce critère n’est pas dans une charte publiée. Choisissez-en un dans la liste.',
  decision: 'Cette décision n’est pas au registre de ce réseau. Choisissez-en une dans la liste.'
}

const parseSort = (texte: string | undefined): SortReponse | undefined =>
  texte !== undefined && Object.hasOwn(SORTS, texte) ? (texte as SortReponse) : undefined
