import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import type { Declaration } from './declaration.ts'
import type { Confiance } from './fusion.ts'

/** What each source is to be believed on, by its identifier. */
export type Confiances = ReadonlyMap<string, Confiance>

/** What each declared source is to be believed on, as merging reads it. */
export function confiancesOf(declarations: readonly Declaration[]): Confiances {
  return new Map(declarations.map(({ id, confiance }) => [id, { parDefaut: 3, ...confiance }]))
}

/** What must be merged again because sources are now believed otherwise. */
export interface EcartConfiances {
  /** Sources whose word weighs more or less than it did. */
  readonly sources: readonly string[]
  /** Labels that other sources now award. */
  readonly labels: readonly string[]
}

export function comparerConfiances(avant: Confiances, apres: Confiances): EcartConfiances {
  const sources = [...apres].flatMap(([id, confiance]) => {
    const ancienne = avant.get(id)
    return ancienne && weights(ancienne) !== weights(confiance) ? [id] : []
  })
  const [decernesAvant, decernesApres] = [awards(avant), awards(apres)]
  const labels = [...new Set([...decernesAvant.keys(), ...decernesApres.keys()])].filter(
    (label) => decernesAvant.get(label) !== decernesApres.get(label)
  )
  return { sources, labels }
}

const weights = ({ parDefaut, champs = {} }: Confiance) => jsonCanonique({ parDefaut, champs })

function awards(confiances: Confiances): Map<string, string> {
  const parLabel = new Map<string, string>()
  for (const id of [...confiances.keys()].sort())
    for (const label of confiances.get(id)?.decerne ?? []) parLabel.set(label, `${parLabel.get(label) ?? ''} ${id}`)
  return parLabel
}
