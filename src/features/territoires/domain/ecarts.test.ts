import { describe, expect, it } from 'vitest'
import { mesurerEcarts } from './ecarts.ts'
import { PETITE_FRANCE } from './geographie.fixture.ts'
import { creerGeographie } from './geographie.ts'

const france = creerGeographie(PETITE_FRANCE)

describe('l’écart aux centres officiels', () => {
  it('se mesure commune par commune et en habitants, selon l’origine des positions', () => {
    const centres = [
      { code: '69123', latitude: 45.7485, longitude: 4.8467 },
      { code: '01025', latitude: 46.42, longitude: 4.98 },
      { code: '70450', latitude: 47.7, longitude: 5.7 }
    ]
    expect(mesurerEcarts(france, centres)).toMatchObject({ communes: 2, p95: expect.closeTo(11_119.5, 0) })
    expect(mesurerEcarts(france, centres)?.partPopulationA5Km).toBeCloseTo(519_127 / (519_127 + 4_050))
    expect(mesurerEcarts(france, centres, 'ville')).toMatchObject({ communes: 1, mediane: 0, partPopulationA5Km: 1 })
    expect(mesurerEcarts(france, [])).toBeUndefined()
  })
})
