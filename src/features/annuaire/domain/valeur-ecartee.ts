import type { Valeurs } from './enregistrement.ts'
import type { NomChamp } from './schema.ts'

/** « This value is wrong », said by a person of one record's field. */
export interface ValeurEcartee {
  readonly champ: NomChamp | null
  readonly valeur: unknown
}

/**
 * What a record says without what people set aside. It holds as long as the source repeats that value: what it says
 * instead one day is a new word, and counts.
 */
export function sansEcartees(valeurs: Valeurs, ecartees: readonly ValeurEcartee[]): Valeurs {
  const restent: { -readonly [C in NomChamp]?: Valeurs[C] } = { ...valeurs }
  for (const { champ, valeur } of ecartees)
    if (champ !== null && digest(valeurs[champ]) === digest(valeur)) delete restent[champ]
  return restent as Valeurs
}

// The order of a list says nothing.
const digest = (valeur: unknown) => JSON.stringify(Array.isArray(valeur) ? [...valeur].sort() : valeur)
