/** Column title → text exactly as delivered: nothing is trimmed but the byte order mark. */
export type LigneBrute = Readonly<Record<string, string>>

export type Format = 'csv' | 'json' | 'geojson' | 'xlsx'

export interface Forme {
  readonly format: Format
  /** CSV: `,` `;` tab or `|`; found from the file when absent. */
  readonly delimiteur?: string | undefined
  /** CSV and JSON: found from the file when absent; a declared one that does not fit is refused. */
  readonly encodage?: string | undefined
  /** JSON: where the list is, with dots (`data.lieux`); the root when absent. */
  readonly chemin?: string | undefined
  /** XLSX: the name of the sheet; the first one when absent. */
  readonly feuille?: string | undefined
}

export interface Lecture {
  readonly colonnes: readonly string[]
  /** Number of data rows that `lignes()` gives. */
  readonly total: number
  readonly encodage?: string
  readonly delimiteur?: string
  readonly feuille?: string
  /** What was repaired or kept with a doubt while reading. */
  readonly avis: readonly Avis[]
  /**
   * The rows, in order, one at a time. The whole file was checked before, so a refusal never comes from here;
   * it may be called several times and left at any row.
   */
  lignes(): AsyncGenerator<LigneBrute, void, undefined>
}

export interface Avis {
  readonly code: CodeAvis
  readonly message: string
  readonly nombre: number
  /** The first rows concerned (twenty at most), counted from 1 without the title row. */
  readonly lignes: readonly number[]
}

export type CodeAvis =
  | 'titre-en-double'
  | 'titre-vide'
  | 'cellules-en-trop'
  | 'cellules-manquantes'
  | 'lignes-vides'
  | 'caractere-retire'
  | 'double-encodage'
  | 'cle-en-double'
  | 'element-nul'
  | 'centroide'
  | 'geometrie-illisible'
  | 'cellule-en-erreur'

export type RaisonRefus =
  | 'introuvable'
  | 'trop-gros'
  | 'vide'
  | 'page-html'
  | 'autre-format'
  | 'encodage'
  | 'octets-nuls'
  | 'delimiteur'
  | 'guillemets'
  | 'ligne-trop-longue'
  | 'trop-de-lignes'
  | 'trop-de-colonnes'
  | 'json-tronque'
  | 'json-invalide'
  | 'chemin'
  | 'archive'
  | 'archive-piegee'
  | 'feuille'
  | 'illisible'

export interface RefusLecture {
  readonly raison: RaisonRefus
  /** What happened and what to do, ready to be shown. */
  readonly message: string
  /** Line of the file, counted from 1, when one is to blame. */
  readonly ligne?: number
}

export interface Limites {
  /** Bytes on disk, checked before reading. */
  readonly tailleMax: number
  /** Characters of one row: all its cells together. */
  readonly tailleLigne: number
  readonly lignes: number
  readonly colonnes: number
  /** XLSX: entries of the archive, bytes once inflated, and inflated bytes per compressed byte. */
  readonly archiveEntrees: number
  readonly archiveTaille: number
  readonly archiveRapport: number
}

export const LIMITES: Limites = {
  tailleMax: 200_000_000,
  tailleLigne: 1_000_000,
  lignes: 1_000_000,
  colonnes: 500,
  archiveEntrees: 2_000,
  archiveTaille: 400_000_000,
  archiveRapport: 200
}
