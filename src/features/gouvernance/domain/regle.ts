/** The part of the committee that must have voted for a vote to count. */
export const QUORUMS = {
  aucun: { libelle: 'Aucun : une seule voix suffit', en: 'une voix au moins', num: 0, den: 1 },
  quart: { libelle: 'Un quart des membres', en: 'un quart des membres', num: 1, den: 4 },
  tiers: { libelle: 'Un tiers des membres', en: 'un tiers des membres', num: 1, den: 3 },
  moitie: { libelle: 'La moitié des membres', en: 'la moitié des membres', num: 1, den: 2 },
  'deux-tiers': { libelle: 'Deux tiers des membres', en: 'deux tiers des membres', num: 2, den: 3 }
} as const

export type Quorum = keyof typeof QUORUMS

/** How many must be for. Who abstains is there, and is on no side. */
export const MAJORITES = {
  simple: { libelle: 'Plus de « pour » que de « contre »', en: 'plus de « pour » que de « contre »' },
  absolue: { libelle: 'Plus de la moitié des votants', en: '« pour » : plus de la moitié des votants' },
  'deux-tiers': {
    libelle: 'Deux tiers des voix pour ou contre',
    en: '« pour » : au moins deux tiers des voix pour ou contre'
  }
} as const

export type Majorite = keyof typeof MAJORITES

/** By a vote; or one member for all, as before the votes. */
export type ModeDuComite = 'vote' | 'presidence'

/** What a vote is counted by. */
export interface RegleDeVote {
  readonly quorum: Quorum
  readonly majorite: Majorite
}

export interface RegleDuComite extends RegleDeVote {
  readonly mode: ModeDuComite
  /** Whole days that a vote stays open, except on an opposition. */
  readonly jours: number
  /** The account that decides alone, where one does; nobody named: any member may. */
  readonly presidence: string | undefined
}

/** « Default: simple majority of votes cast before the window closes, quorum of one third » (AMB-01). */
export const REGLE_PAR_DEFAUT: RegleDuComite = {
  mode: 'vote',
  quorum: 'tiers',
  majorite: 'simple',
  jours: 15,
  presidence: undefined
}

export const JOURS_DE_VOTE = { min: 1, max: 90 } as const

/** The fewest voters with whom a vote counts: never none. */
export function quorumDe(electeurs: number, quorum: Quorum): number {
  const { num, den } = QUORUMS[quorum]
  return Math.max(1, Math.ceil((electeurs * num) / den))
}

export const parseQuorum = (texte: string | undefined): Quorum | undefined => cleDe(QUORUMS, texte)

export const parseMajorite = (texte: string | undefined): Majorite | undefined => cleDe(MAJORITES, texte)

function cleDe<T extends object>(table: T, texte: string | undefined): keyof T | undefined {
  return texte !== undefined && Object.hasOwn(table, texte) ? (texte as keyof T) : undefined
}
