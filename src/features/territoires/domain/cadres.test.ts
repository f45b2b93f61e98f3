import { describe, expect, it } from 'vitest'
import { CADRES, cadreContenant } from './cadres.ts'

const autour = (latitude: number, longitude: number, marge = 0.1) => ({
  sud: latitude - marge,
  ouest: longitude - marge,
  nord: latitude + marge,
  est: longitude + marge
})

describe('les cadres de la carte', () => {
  it.each([
    ['Limoges', 45.83, 1.26, 'Métropole'],
    ['Bonifacio', 41.39, 9.16, 'Métropole'],
    ['Ouessant', 48.46, -5.1, 'Métropole'],
    ['Dunkerque', 51.03, 2.37, 'Métropole'],
    ['Pointe-à-Pitre', 16.24, -61.53, 'Guadeloupe'],
    ['Marigot (Saint-Martin)', 18.07, -63.08, 'Guadeloupe'],
    ['Gustavia (Saint-Barthélemy)', 17.9, -62.85, 'Guadeloupe'],
    ['Fort-de-France', 14.6, -61.07, 'Martinique'],
    ['Maripasoula', 3.64, -54.03, 'Guyane'],
    ['Saint-Denis', -20.88, 55.45, 'La Réunion'],
    ['Mamoudzou', -12.78, 45.23, 'Mayotte'],
    ['Miquelon', 47.1, -56.38, 'Saint-Pierre-et-Miquelon'],
    ['Nouméa', -22.27, 166.45, 'Nouvelle-Calédonie'],
    ['Papeete', -17.54, -149.57, 'Polynésie française'],
    ['Mata-Utu', -13.28, -176.17, 'Wallis-et-Futuna']
  ])('%s est dans le sien', (_, latitude, longitude, nom) => {
    expect(cadreContenant(autour(latitude, longitude))?.nom).toBe(nom)
  })

  it('des lieux de deux territoires ne tiennent dans aucun', () => {
    expect(cadreContenant({ sud: 14.6, ouest: -61.07, nord: 48.85, est: 2.35 })).toBeUndefined()
    expect(cadreContenant(autour(0, 0))).toBeUndefined()
  })

  it('ne se confondent pas', () => {
    expect(new Set(CADRES.map(({ cle }) => cle)).size).toBe(CADRES.length)
    const codes = CADRES.flatMap(({ departements = [] }) => departements)
    expect(new Set(codes).size).toBe(codes.length)
  })
})
