/** A proposition; an article of a draft; a change proposed to an article. */
export type GenreItem = 'item' | 'article' | 'amendement'

/** What people add to an item. */
export type GenreContribution = 'commentaire' | 'valeur' | 'fichier' | 'action'

/**
 * Whether something is seen: waiting for a moderator; seen; refused before it was seen; taken away by a moderator; taken
 * back by its author. What is not seen leaves its trace.
 */
export type EtatPublication = 'attente' | 'publie' | 'refuse' | 'retire' | 'retire-auteur'

/** `garder`: a report was looked at, and the thing stays. */
export type GesteDeModeration = 'publier' | 'refuser' | 'retirer' | 'retablir' | 'garder'

/** What an item became, as the organiser answers. */
export const SORTS = {
  retenu: 'Retenu',
  'retenu-en-partie': 'Retenu en partie',
  ecarte: 'Écarté',
  'a-l-etude': 'À l’étude'
} as const
export type SortReponse = keyof typeof SORTS
