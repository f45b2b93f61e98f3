import { comptabiliser } from './comptabilite.ts'
import type { Declaration } from './declaration.ts'
import type { Enregistrement, Refus } from './enregistrement.ts'

export interface ComptesLivraison {
  /** Non-empty cells. `perdues` is there to be watched: it is always 0. */
  readonly cellules: {
    readonly total: number
    readonly gardees: number
    readonly corrigees: number
    readonly listees: number
    readonly perdues: number
  }
  /** How many times each rule was applied, by « genre/regle ». */
  readonly regles: Readonly<Record<string, number>>
}

/** What became of a delivery's cells and rows, counted for its summary. */
export function compterLivraison(
  declaration: Declaration,
  enregistrements: readonly Enregistrement[],
  refus: readonly Refus[]
): ComptesLivraison {
  const { lues, gardees, corrigees, listees, perdues } = comptabiliser(declaration, enregistrements, refus)
  const regles: Record<string, number> = {}
  const add = (cle: string) => {
    regles[cle] = (regles[cle] ?? 0) + 1
  }
  for (const { remarques } of enregistrements) for (const { genre, regle } of remarques) add(`${genre}/${regle}`)
  for (const { regle } of refus) add(`refuse/${regle}`)
  return { cellules: { total: lues, gardees, corrigees, listees, perdues: perdues.length }, regles }
}
