/** Degrees, WGS 84. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** Where a commune's position comes from: an official file, a city of the npm data, or the mean of its neighbours. */
export type OriginePosition = 'officiel' | 'ville' | 'voisines'

export interface PositionCommune extends Point {
  readonly origine: OriginePosition
}

/** A present-day commune. Codes are INSEE's, with their leading zero; degrees are WGS 84. */
export interface Commune {
  readonly code: string
  readonly nom: string
  readonly departement: string
  readonly region: string
  readonly epci: string | undefined
  readonly population: number | undefined
  readonly codesPostaux: readonly string[]
  readonly centre: PositionCommune | undefined
}

export interface Departement {
  readonly code: string
  readonly nom: string
  readonly region: string
}

/** The communes of France, in memory, as the cleaning rules read them. Every lookup is O(1). */
export interface Geographie {
  /** The present commune of an INSEE code; a former commune or an arrondissement answers with the one it belongs to. */
  commune(code: string): Commune | undefined
  /** True when the code is one of today's communes (false for former communes and arrondissements). */
  estActuelle(code: string): boolean
  /** Communes that share a postcode, most populated first. */
  parCodePostal(codePostal: string): readonly Commune[]
  /**
   * Communes (present or former, arrondissements included) of a name, most populated first. Any spelling that
   * `normaliserNomCommune` brings to the same words will do; the name need not be normalised beforehand.
   */
  parNom(nom: string): readonly Commune[]
  departement(code: string): Departement | undefined
}
