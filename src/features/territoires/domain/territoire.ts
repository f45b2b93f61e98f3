import type { Point } from './commune.ts'

export type GenreTerritoire = 'commune' | 'code_postal' | 'departement' | 'region' | 'epci'

/** Somewhere that a person names, with its official code (for a postcode, the postcode itself). */
export interface Territoire {
  readonly genre: GenreTerritoire
  readonly code: string
  /** « Limoges », « 87000 (Limoges) », « Haute-Vienne ». */
  readonly nom: string
  /** What tells it from its homonyms: « Haute-Vienne », « département », « La Réunion ». */
  readonly precision: string
  /** Where its people are, on average; undefined when no commune of it has a known position. */
  readonly centre: Point | undefined
}
