import type { EtatPublication, GesteDeModeration } from './item.ts'

/** Why something is taken away: the published rules, one by one. */
export const MOTIFS = {
  personne: 'Insulte ou attaque d’une personne',
  illegal: 'Propos illégal',
  'donnee-personnelle': 'Information privée sur une personne',
  publicite: 'Publicité',
  'hors-sujet': 'Sans rapport avec la question',
  doublon: 'Déjà dit au même endroit'
} as const
export type Motif = keyof typeof MOTIFS

/** Why something is seen: it follows the rules, or it was taken away wrongly. */
export const MOTIFS_FAVORABLES = {
  conforme: 'Respecte les règles',
  erreur: 'Écarté par erreur'
} as const

const TOUS: Readonly<Record<string, string>> = { ...MOTIFS, ...MOTIFS_FAVORABLES }

/** In words; what an old row says and no rule has any more is told as it is. */
export const direMotif = (motif: string): string => (Object.hasOwn(TOUS, motif) ? (TOUS[motif] ?? motif) : motif)

export const parseMotif = (texte: string | undefined): Motif | undefined =>
  texte !== undefined && Object.hasOwn(MOTIFS, texte) ? (texte as Motif) : undefined

/** What a moderator may do, in the order of the form, and how the button says it. */
export const GESTES: Readonly<
  Record<GesteDeModeration, { readonly libelle: string; readonly favorable: boolean; readonly vers: EtatPublication }>
> = {
  publier: { libelle: 'Publier', favorable: true, vers: 'publie' },
  refuser: { libelle: 'Refuser', favorable: false, vers: 'refuse' },
  garder: { libelle: 'Laisser en ligne', favorable: true, vers: 'publie' },
  retirer: { libelle: 'Retirer', favorable: false, vers: 'retire' },
  retablir: { libelle: 'Remettre en ligne', favorable: true, vers: 'publie' }
}

export const parseGeste = (texte: string | undefined): GesteDeModeration | undefined =>
  texte !== undefined && Object.hasOwn(GESTES, texte) ? (texte as GesteDeModeration) : undefined

/** A gesture suits its motives: nobody takes away what « respecte les règles ». */
export const motifsDe = (geste: GesteDeModeration): Readonly<Record<string, string>> =>
  GESTES[geste].favorable ? MOTIFS_FAVORABLES : MOTIFS

/** What was decided about one thing, oldest first. */
export interface DecisionPrise {
  readonly id: string
  readonly geste: GesteDeModeration
  readonly repondu_le: Date | null
}

/**
 * What may be done with something in this state. `signalee`: somebody reported it since it was last looked at. What its
 * author took back is nobody's to judge. To take away again confirms, once the author has answered.
 */
export function gestesPossibles(
  etat: EtatPublication,
  { signalee, decisions }: { readonly signalee: boolean; readonly decisions: readonly DecisionPrise[] }
): readonly GesteDeModeration[] {
  const repondue = decisions.at(-1)?.repondu_le != null
  switch (etat) {
    case 'attente':
      return ['publier', 'refuser']
    case 'publie':
      return signalee ? ['garder', 'retirer'] : ['retirer']
    case 'refuse':
      return repondue ? ['retablir', 'refuser'] : ['retablir']
    case 'retire':
      return repondue ? ['retablir', 'retirer'] : ['retablir']
    case 'retire-auteur':
      return []
  }
}

/**
 * The decision that the author may answer: the last one, when it went against them, and they have not yet answered since
 * the thing was last seen. One answer, so that the exchange ends.
 */
export function decisionAContester(decisions: readonly DecisionPrise[]): DecisionPrise | undefined {
  const derniere = decisions.at(-1)
  if (!derniere || GESTES[derniere.geste].favorable) return undefined
  const vue = decisions.findLastIndex(({ geste }) => geste === 'publier' || geste === 'retablir')
  return decisions.slice(vue + 1).some(({ repondu_le }) => repondu_le !== null) ? undefined : derniere
}
