import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findContradiction } from './contradiction.ts'
import type { Decision } from './rapprochement/rapprochement.ts'

const dire = (genre: Decision['genre'], a: string, b: string): Decision => ({
  genre,
  a: { source: 's', cle: a },
  b: { source: 's', cle: b }
})

describe('une décision qui en contredit d’autres', () => {
  it('est nommée avec toute la chaîne qui la contredit, et elle seule', () => {
    const prises = [dire('meme', 'a', 'b'), dire('meme', 'x', 'y'), dire('meme', 'b', 'c'), dire('different', 'x', 'a')]
    expect(findContradiction(prises, [dire('different', 'c', 'a')])?.par).toEqual([prises[2], prises[0]])
    expect(findContradiction(prises, [dire('meme', 'c', 'y')])?.par).toEqual([
      prises[2],
      prises[0],
      prises[3],
      prises[1]
    ])
  })

  it('est trouvée parmi celles que l’on prend ensemble', () => {
    const ensemble = [dire('meme', 'a', 'b'), dire('meme', 'b', 'c'), dire('different', 'a', 'c')]
    expect(findContradiction([], ensemble)).toEqual({ nouvelle: ensemble[2], par: [] })
  })

  it('n’est pas vue où il n’y en a pas', () => {
    const prises = [dire('meme', 'a', 'b'), dire('different', 'b', 'c')]
    expect(findContradiction(prises, [dire('meme', 'c', 'd'), dire('different', 'd', 'a')])).toBeUndefined()
    expect(findContradiction(prises, [])).toBeUndefined()
  })
})

const lettre = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const decision = fc
  .tuple(fc.constantFrom('meme' as const, 'different' as const), lettre, lettre)
  .filter(([, a, b]) => a !== b)
  .map(([genre, a, b]) => dire(genre, a, b))

/** True when « same », followed from one to the next, joins two records said to be different. */
function seContredisent(decisions: readonly Decision[]): boolean {
  const chef = new Map<string, string>()
  const trouver = (x: string): string => {
    const y = chef.get(x) ?? x
    return y === x ? x : trouver(y)
  }
  for (const { genre, a, b } of decisions) if (genre === 'meme') chef.set(trouver(a.cle), trouver(b.cle))
  return decisions.some(({ genre, a, b }) => genre === 'different' && trouver(a.cle) === trouver(b.cle))
}

it('n’accepte jamais un ensemble qui se contredit, n’en refuse jamais un qui tient, et refuse avec raison', () => {
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 12 }), fc.array(decision, { maxLength: 4 }), (suite, ensemble) => {
      const prises: Decision[] = []
      for (const nouvelles of [...suite.map((d) => [d]), ensemble]) {
        const contradiction = findContradiction(prises, nouvelles)
        expect(contradiction !== undefined).toBe(seContredisent([...prises, ...nouvelles]))
        if (contradiction) {
          // What is shown is enough to see the contradiction, with what is asked.
          expect(seContredisent([...contradiction.par, ...nouvelles])).toBe(true)
          for (const d of contradiction.par) expect(prises).toContain(d)
        } else prises.push(...nouvelles)
      }
    })
  )
})
