/** An opinion, or its withdrawal (CON-05, CON-06, CON-17). */
export type Sens = 'accord' | 'revoir' | 'retrait'

export const parseSens = (texte: string | undefined): Sens | undefined =>
  texte === 'accord' || texte === 'revoir' || texte === 'retrait' ? texte : undefined

/** Gestures of one account that are heard in ten minutes: room for a hesitant hand, none for a machine. */
export const GESTES_MAX = 400
export const GESTES_DUREE_MS = 600_000

/** Signs of a reason. */
export const RAISON_MAX = 2_000

export interface Totaux {
  readonly accord: number
  readonly revoir: number
}
