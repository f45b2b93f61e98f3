import type { Etat } from '../adhesion/situation.ts'

/** Entries of a list: the least that the standard asks, so that one lieu hides among many (Bitstring Status List 1.0, § 3). */
export const PLACES = 131_072
/** Half full, a list leaves room for the lot to be drawn quickly, and the next one begins. */
export const PLACES_DONNEES = PLACES / 2

/** `suspension` may be lifted; `revocation` is for ever. */
export const MOTIFS_DE_STATUT = ['suspension', 'revocation'] as const
export type MotifDeStatut = (typeof MOTIFS_DE_STATUT)[number]

/** Where the membership of a place now stands. */
export interface PlaceLue {
  /** When the membership that has this place began. */
  readonly debut: Date
  readonly etat: Etat
  /** When the present membership of its dossier began; absent where there is none. */
  readonly membreDepuis: Date | undefined
  readonly absorbee: boolean
}

/**
 * What a list says of a place. A dossier taken in by another may come out of it again, when the merge of its fiches is undone:
 * suspended, not revoked.
 */
export function statutDePlace({ debut, etat, membreDepuis, absorbee }: PlaceLue): MotifDeStatut | undefined {
  if (membreDepuis?.getTime() !== debut.getTime()) return 'revocation'
  return absorbee || etat === 'SUSPENDU' ? 'suspension' : undefined
}

/** The list as bytes, the first entry in the highest bit (§ 3.2). */
export function versBits(places: readonly number[]): Uint8Array {
  const bits = new Uint8Array(PLACES / 8)
  for (const place of places) bits[place >> 3] = (bits[place >> 3] ?? 0) | (128 >> (place & 7))
  return bits
}
