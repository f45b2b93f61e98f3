import type { Situation } from '../adhesion/situation.ts'

/** Entries of a list: the least that the standard asks, so that one lieu hides among many (Bitstring Status List 1.0, § 3). */
export const PLACES = 131_072
/** Half full, a list leaves room for the lot to be drawn quickly, and the next one begins. */
export const PLACES_DONNEES = PLACES / 2

/** `suspension` may be lifted; `revocation` is for ever. */
export const MOTIFS_DE_STATUT = ['suspension', 'revocation'] as const
export type MotifDeStatut = (typeof MOTIFS_DE_STATUT)[number]

/**
 * What a list says of the membership that began at `membreDepuis`, from where its dossier now stands. A dossier taken in by
 * another may come out of it again, when the merge of its fiches is undone: suspended, not revoked.
 */
export function statutDePlace(
  { situation, absorbee }: { readonly situation: Situation; readonly absorbee: boolean },
  membreDepuis: Date
): MotifDeStatut | undefined {
  const tient = 'membre' in situation && situation.membre.membreDepuis.getTime() === membreDepuis.getTime()
  if (!tient) return 'revocation'
  return absorbee || situation.etat === 'SUSPENDU' ? 'suspension' : undefined
}

/** The list as bytes, the first entry in the highest bit (§ 3.2). */
export function versBits(places: readonly number[]): Uint8Array {
  const bits = new Uint8Array(PLACES / 8)
  for (const place of places) bits[place >> 3] = (bits[place >> 3] ?? 0) | (128 >> (place & 7))
  return bits
}
