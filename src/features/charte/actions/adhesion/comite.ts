import { creerBranchement } from '../../../../platform/branchement.ts'
import type { Db, Trx } from '../../../../platform/db/index.ts'
import type { Dossier } from '../../store/adhesion.store.ts'
import type { Piece } from '../../store/piece.store.ts'

/** What a vote decided of an opposition. */
export interface Depouillement {
  readonly oppose: boolean
  /** The written reasons, when it opposes. */
  readonly raisons: string
  /** The written decision, when it opposes. */
  readonly pieceId?: string
}

/** What a committee decides about an adhesion. */
export type GenreDeDecision = 'opposition' | 'levee' | 'reouverture' | 'refus'

/** What one member decided for the committee, where its rule says so. */
export interface DecisionSeule {
  readonly dossier: Dossier
  readonly genre: GenreDeDecision
  readonly raisons: string
  readonly fondement: Piece['fondement']
}

/** The committee, as adhesions know it: this feature knows of adhesions, not of votes. */
export interface Comite {
  /** Counts, once, the votes cast on a dossier before their closing. */
  depouiller(trx: Trx, dossier: Dossier, cloture: Date, now: Date): Promise<Depouillement>
  /** How the committee of a réseau decides: together; or one for all, whoever it is or this account alone. */
  regleDe(
    db: Db,
    reseauId: string
  ): Promise<{ readonly vote: true } | { readonly vote: false; readonly presidence: string | undefined }>
  /** Where a motion about a dossier is raised, or found when one is open. */
  adresse(dossierId: string, genre: Exclude<GenreDeDecision, 'refus'>): string
  /** Keeps what one member decided for all. */
  inscrire(trx: Trx, decision: DecisionSeule, now: Date): Promise<void>
}

/** Where no committee votes: one decides for all, and nobody else keeps what was decided. */
const SANS_VOTE: Comite = {
  async depouiller() {
    throw new Error('Une adhésion attend un vote que personne ne compte.')
  },
  regleDe: async () => ({ vote: false, presidence: undefined }),
  adresse: (dossierId) => `/bureau/adhesions/${dossierId}`,
  inscrire: async () => {}
}

const confie = creerBranchement(SANS_VOTE)

/** Who counts the votes, and keeps the decisions. Said once, where the features are composed. */
export const confierComite = confie.brancher

export const comite = confie.lire
