import type { Trx } from '../../../../platform/db/index.ts'
import type { Dossier } from '../../store/adhesion.store.ts'

/** What a vote decided of an opposition. */
export interface Depouillement {
  readonly oppose: boolean
  /** The written reasons, when it opposes. */
  readonly raisons: string
  /** The written decision, when it opposes. */
  readonly pieceId?: string
}

/** Counts, once, the votes cast on a dossier before their closing. */
export type Depouiller = (trx: Trx, dossier: Dossier, cloture: Date) => Promise<Depouillement>

let compter: Depouiller | undefined

/** Who counts the votes. Said once where the features are composed: this one knows of adhesions, not of committees. */
export function confierDepouillement(depouiller: Depouiller): void {
  compter = depouiller
}

export function depouiller(...[trx, dossier, cloture]: Parameters<Depouiller>): Promise<Depouillement> {
  if (!compter) throw new Error('Une adhésion attend un vote que personne ne compte.')
  return compter(trx, dossier, cloture)
}
