import { type Comptes, comptabiliser } from '../domain/comptabilite.ts'
import type { Declaration } from '../domain/declaration.ts'
import type { Enregistrement, LigneBrute, Refus } from '../domain/enregistrement.ts'
import { GEOGRAPHIE } from '../domain/nettoyage/geographie.fixture.ts'
import { preparerTransformation } from '../domain/transformation.ts'

/** What a declaration makes of invented rows, on the first of January 2026. */
export function essayer(
  declaration: Declaration,
  lignes: readonly LigneBrute[]
): { enregistrements: readonly Enregistrement[]; refus: readonly Refus[]; comptes: Comptes } {
  const transformation = preparerTransformation(declaration, GEOGRAPHIE, '2026-01-01')
  for (const [i, ligne] of lignes.entries()) transformation.ajouter(ligne, i + 1)
  const fin = transformation.finir()
  return { ...fin, comptes: comptabiliser(declaration, fin.enregistrements, fin.refus) }
}

/** The only record of one invented row, every cell of it accounted for. */
export function essayerUne(declaration: Declaration, ligne: LigneBrute): Enregistrement {
  const { enregistrements, comptes } = essayer(declaration, [ligne])
  const [seul] = enregistrements
  if (!seul) throw new Error('la ligne est refusée')
  if (comptes.perdues.length > 0) throw new Error(`cases perdues : ${JSON.stringify(comptes.perdues)}`)
  return seul
}
