import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceEnMetres } from './distance.ts'

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true })
})

describe('la distance', () => {
  it('met Lyon à 392 km de Paris', () => {
    const km =
      distanceEnMetres({ latitude: 48.8566, longitude: 2.3522 }, { latitude: 45.764, longitude: 4.8357 }) / 1000
    expect(km).toBeCloseTo(391.5, 0)
  })

  it('mesure cent mètres comme trois cents kilomètres', () => {
    const metres = distanceEnMetres({ latitude: 46, longitude: 2 }, { latitude: 46.0009, longitude: 2 })
    expect(metres).toBeCloseTo(100.08, 1)
  })

  it('passe par le plus court autour de la Terre', () => {
    const metres = distanceEnMetres({ latitude: -14, longitude: 179.9 }, { latitude: -14, longitude: -179.9 })
    expect(metres).toBeLessThan(22_000)
  })

  it('est la même dans les deux sens, nulle sur place, jamais plus qu’un demi-tour', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const aller = distanceEnMetres(a, b)
        expect(aller).toBeCloseTo(distanceEnMetres(b, a), 3)
        expect(aller).toBeGreaterThanOrEqual(0)
        expect(aller).toBeLessThanOrEqual(20_015_200)
        expect(distanceEnMetres(a, a)).toBe(0)
      })
    )
  })

  // Near the antipodes, the last bit of the sine is worth twenty centimetres.
  it('n’est jamais plus longue que par un détour', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(distanceEnMetres(a, c)).toBeLessThanOrEqual(distanceEnMetres(a, b) + distanceEnMetres(b, c) + 1)
      })
    )
  })
})
