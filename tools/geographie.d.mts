export function construireGeographie(dossierSortie: string): {
  /** What the files were made from. */
  readonly version: string
  /** False when they were already those of this version. */
  readonly refait: boolean
  readonly resume: Readonly<Record<string, number>>
}
