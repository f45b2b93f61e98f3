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

/** What a moderator may do, how the form says it, and what the thing becomes. */
export const GESTES: Readonly<
  Record<
    GesteDeModeration,
    { readonly libelle: string; readonly fait: string; readonly favorable: boolean; readonly vers: EtatPublication }
  >
> = {
  publier: { libelle: 'Publier', fait: 'Publié', favorable: true, vers: 'publie' },
  refuser: { libelle: 'Refuser', fait: 'Refusé', favorable: false, vers: 'refuse' },
  garder: { libelle: 'Laisser en ligne', fait: 'Laissé en ligne', favorable: true, vers: 'publie' },
  retirer: { libelle: 'Retirer', fait: 'Retiré', favorable: false, vers: 'retire' },
  retablir: { libelle: 'Remettre en ligne', fait: 'Remis en ligne', favorable: true, vers: 'publie' }
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

/** One thing to look at: an item, something added to an item, the reason of an opinion. */
export type Cible =
  | { readonly genre: 'item' | 'contribution'; readonly id: string }
  | { readonly genre: 'opinion'; readonly id: number }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** As an address writes it; nothing for what no row can bear. */
export function parseCible(genre: string, id: string): Cible | undefined {
  switch (genre) {
    case 'item':
    case 'contribution':
      return UUID.test(id) ? { genre, id } : undefined
    case 'opinion':
      return /^[1-9]\d{0,14}$/.test(id) ? { genre, id: Number(id) } : undefined
    default:
      return undefined
  }
}

/** Signs of a reason given to an author, of what somebody says in a report, of an answer. */
export const RAISON_DE_MODERATION_MAX = 2_000

/** Why nothing was decided. */
export type RefusDeModerer =
  | { readonly raison: 'inconnu' }
  /** Another réseau's. */
  | { readonly raison: 'interdit' }
  /** Nobody judges their own words. */
  | { readonly raison: 'sien' }
  /** Somebody decided first, or its author took it back. */
  | { readonly raison: 'deja' }
  /** The author has since given the same value again: there would be two. */
  | { readonly raison: 'en-double' }

export function direRefusDeModerer({ raison }: RefusDeModerer): string {
  switch (raison) {
    case 'inconnu':
      return 'Ce texte n’est plus là.'
    case 'interdit':
      return 'Ce texte est dans un réseau où vous ne modérez pas.'
    case 'sien':
      return 'C’est vous qui avez écrit ce texte : une autre personne doit le juger.'
    case 'deja':
      return 'Quelqu’un a décidé entre-temps. Voici où en est ce texte maintenant.'
    case 'en-double':
      return 'Cette personne a donné la même valeur une seconde fois : celle-ci ne peut pas revenir.'
  }
}

const NATURES_EN_MOTS = {
  item: 'proposition',
  article: 'article',
  amendement: 'amendement',
  commentaire: 'commentaire',
  valeur: 'valeur de référence',
  fichier: 'fichier',
  action: 'action associée',
  raison: 'raison d’un avis'
} as const

/** What a thing is called, in small letters. */
export const direNature = (nature: keyof typeof NATURES_EN_MOTS): string => NATURES_EN_MOTS[nature]
