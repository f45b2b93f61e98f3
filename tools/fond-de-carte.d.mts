/** What was made, from what, and the compressed size of each file in bytes. */
export function construireFondDeCarte(
  dossierSortie: string,
  geographie: string
): Promise<{
  readonly version: string
  /** False when the files were already those of this version. */
  readonly refait: boolean
  readonly resume: Readonly<Record<string, number>>
}>
