import { expect, it } from 'vitest'
import { estLambert93, lambert93VersDegres } from './rgf93.ts'

// Points that IGN's and EPSG's converters give.
it.each([
  ['l’origine de la projection', 700_000, 6_600_000, 46.5, 3],
  ['Notre-Dame de Paris', 652_381.1, 6_861_674.6, 48.853, 2.3508],
  ['Marseille', 892_390.22, 6_247_035.39, 43.2965, 5.3698]
])('retrouve les degrés de %s', (_, x, y, latitude, longitude) => {
  const point = lambert93VersDegres(x, y)
  expect(point.latitude).toBeCloseTo(latitude, 3)
  expect(point.longitude).toBeCloseTo(longitude, 3)
})

it('ne prend pas des degrés, ni les mètres d’outre-mer, pour du Lambert-93', () => {
  expect(estLambert93(652_381, 6_861_674)).toBe(true)
  expect(estLambert93(2.35, 48.85)).toBe(false)
  expect(estLambert93(340_000, 7_650_000)).toBe(false)
  expect(estLambert93(640_000, 1_800_000)).toBe(false)
})
