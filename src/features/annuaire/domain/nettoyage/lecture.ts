import type { Remarque } from '../enregistrement.ts'
import type { NomChamp } from '../schema.ts'
import type { NomRegle } from './regles.ts'

export type Valeur = string | number | readonly string[]

/** What one cell gives once cleaned. Frozen by habit: the same reading serves every row that has the same cell. */
export interface Lecture {
  readonly dons: readonly (readonly [NomChamp, Valeur])[]
  readonly remarques: readonly Remarque[]
  /** What stays beside the fiche, under the column's title. */
  readonly complement?: string
}

export const RIEN: Lecture = { dons: [], remarques: [] }

/** Longer cells are quoted by their beginning: the raw row keeps the rest. */
export const LIMITE_CITATION = 300

function citer(texte: string): string {
  return texte.length <= LIMITE_CITATION ? texte : `${texte.slice(0, LIMITE_CITATION)}…`
}

export function remarquer(
  genre: Remarque['genre'],
  champ: string,
  avant: string,
  apres: string | undefined,
  regle: NomRegle
): Remarque {
  return { genre, champ, avant: citer(avant), apres: apres === undefined ? undefined : citer(apres), regle }
}

export const refuser = (champ: string, avant: string, regle: NomRegle): Lecture => ({
  dons: [],
  remarques: [remarquer('refuse', champ, avant, undefined, regle)]
})

/** Beside the fiche, and listed. */
export const ecarter = (champ: string, avant: string, regle: NomRegle): Lecture => ({
  dons: [],
  remarques: [remarquer('hors-schema', champ, avant, undefined, regle)],
  complement: avant
})
