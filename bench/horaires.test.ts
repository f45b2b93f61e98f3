import { describe, expect, it } from 'vitest'
import { aDesTextes, lireTextes, mesurer } from './horaires-reel.ts'

const presents = aDesTextes()
if (!presents) console.log('Textes réels absents : la lecture des horaires n’est pas mesurée sur eux.')

describe.skipIf(!presents)('sur les textes réels', () => {
  it.each([
    ['day', 0.97],
    ['week', 0.9]
  ] as const)('lit les textes « %s » qui donnent des heures, et aucun autre', (kind, seuil) => {
    const mesure = mesurer(lireTextes(), kind)
    expect(mesure.sansEtiquette).toBe(0)
    expect(mesure.converties / mesure.heures).toBeGreaterThanOrEqual(seuil)
    expect(mesure.inventees).toEqual([])
    expect(mesure.invalides).toEqual([])
  })
})
