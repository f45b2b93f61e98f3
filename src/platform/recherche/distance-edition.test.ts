import fc from 'fast-check'
import { expect, it } from 'vitest'
import { poids } from './bits.ts'
import { distanceEdition, lettres } from './distance-edition.ts'

it.each([
  ['ordinatuer', 'ordinateur', 1],
  ['mediateque', 'mediatheque', 1],
  ['bibiloteque', 'bibliotheque', 2],
  ['mairie', 'mairie', 0],
  ['emploi', 'poste', 3]
])('entre « %s » et « %s », la distance est de %i (3 : davantage)', (a, b, distance) => {
  expect(distanceEdition(a, b, 2)).toBe(distance)
})

it('une distance est la même dans les deux sens, et ne dépend pas de la limite tant qu’elle la respecte', () => {
  const mot = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(mot, mot, (a, b) => {
      const entiere = distanceEdition(a, b, 10)
      expect(distanceEdition(b, a, 10)).toBe(entiere)
      expect(distanceEdition(a, b, 2)).toBe(Math.min(3, entiere))
      // What lets most of the vocabulary be left aside without comparing.
      expect(poids(lettres(a) ^ lettres(b))).toBeLessThanOrEqual(2 * entiere)
    })
  )
})
