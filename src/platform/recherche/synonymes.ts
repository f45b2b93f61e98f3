import { motsEcrits } from './decoupage.ts'
import { estVide } from './mots-vides.ts'
import { racine } from './racine.ts'
import type { Synonyme } from './types.ts'

/** An expression by its roots, and what it means. */
export interface ExpressionConnue {
  readonly expression: string
  readonly racines: readonly string[]
  readonly valeurs: readonly { readonly facette: string; readonly valeur: string }[]
  /** Roots of each other expression. */
  readonly autres: readonly (readonly string[])[]
}

/** The synonyms, found by the roots of what was typed: « déclaration d’impôts » is « declaration impot ». */
export class Dictionnaire {
  readonly #parPremiere = new Map<string, ExpressionConnue[]>()
  readonly #racines = new Set<string>()
  readonly mots: readonly string[]

  constructor(synonymes: readonly Synonyme[]) {
    const mots = new Set<string>()
    const parRacines = new Map<string, ExpressionConnue>()
    for (const { expression, valeurs, mots: autres } of synonymes) {
      const pleins = motsPleins(expression)
      if (pleins.length === 0) continue
      for (const mot of pleins) mots.add(mot)
      const racines = pleins.map(racine)
      const cle = racines.join(' ')
      const deja = parRacines.get(cle)
      parRacines.set(cle, {
        expression: deja?.expression ?? expression,
        racines,
        valeurs: [...(deja?.valeurs ?? []), ...valeurs],
        autres: [
          ...(deja?.autres ?? []),
          ...autres.map((autre) => motsPleins(autre).map(racine)).filter((r) => r.length > 0)
        ]
      })
    }
    for (const connue of parRacines.values()) {
      for (const une of connue.racines) this.#racines.add(une)
      const premiere = connue.racines[0]!
      this.#parPremiere.set(premiere, [...(this.#parPremiere.get(premiere) ?? []), connue])
    }
    for (const liste of this.#parPremiere.values()) liste.sort((a, b) => b.racines.length - a.racines.length)
    this.mots = [...mots]
  }

  connait(racine: string): boolean {
    return this.#racines.has(racine)
  }

  /** The longest expression that starts there. */
  plusLongue(racines: readonly (string | undefined)[], debut: number): ExpressionConnue | undefined {
    return this.#parPremiere
      .get(racines[debut] ?? '')
      ?.find((connue) => connue.racines.every((une, i) => racines[debut + i] === une))
  }
}

function motsPleins(texte: string): string[] {
  const mots = motsEcrits(texte).map(({ normal }) => normal)
  const pleins = mots.filter((mot) => !estVide(mot))
  return pleins.length > 0 ? pleins : mots
}
