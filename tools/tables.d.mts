interface Fichier {
  readonly chemin: string
  readonly texte: string
}
export function verifierTables(fichiers: readonly Fichier[]): {
  /** Each table with its owner, such as `features/charte`. */
  readonly tables: ReadonlyMap<string, string>
  readonly fautes: readonly string[]
}
export function lireFichiers(): readonly Fichier[]
