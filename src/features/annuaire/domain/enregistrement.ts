import type { CHAMPS, NomChamp } from './schema.ts'

type ValeurDuGenre = { texte: string; liste: readonly string[]; nombre: number; date: string }

/**
 * What one record says, cleaned, in the official schema. A field the source does not give is absent:
 * never an empty text, never an empty list. `pivot` is a checked SIRET or RNA, `date` an ISO day (YYYY-MM-DD).
 */
export type Valeurs = {
  readonly [C in NomChamp]?: ValeurDuGenre[(typeof CHAMPS)[C]['genre']]
}

/**
 * What happened to a cell that was not simply kept.
 * - `corrige`: a named rule changed it; `apres` is what is kept.
 * - `refuse`: the cell says nothing usable; it stays readable in the raw row, and is listed.
 * - `doute`: kept as it is, but marked (far from its commune, date in the future…).
 * - `hors-schema`: kept beside the fiche, because the schema has no field for it.
 */
export interface Remarque {
  readonly genre: 'corrige' | 'refuse' | 'doute' | 'hors-schema'
  /** The schema's field, or the source's column when no field is concerned. */
  readonly champ: string
  readonly avant: string
  readonly apres: string | undefined
  /** The rule's name, a key of the table of rules (which holds its sentence in French). */
  readonly regle: string
}

/** A raw row as the readers give it: column title → trimmed-nothing text. Lists and objects of JSON are JSON text. */
export type LigneBrute = Readonly<Record<string, string>>

/** One record of one source, ready to be stored and matched. */
export interface Enregistrement {
  /** Its key in its source, unique inside one delivery, stable from one delivery to the next. */
  readonly cle: string
  readonly valeurs: Valeurs
  /** Non-empty cells that the schema cannot say, under their column's title. */
  readonly complements: Readonly<Record<string, string>>
  readonly remarques: readonly Remarque[]
  /** Line numbers in the file (1 = first data row); several when the source writes several rows per lieu. */
  readonly lignes: readonly number[]
  /** The raw rows, as read. */
  readonly brut: readonly LigneBrute[]
}

/** A row that gives neither a name nor a place, or repeats another one exactly. */
export interface Refus {
  readonly ligne: number
  readonly raison: string
  readonly regle: string
  readonly brut: LigneBrute
}
