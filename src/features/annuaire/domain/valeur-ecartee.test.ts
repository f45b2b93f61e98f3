import { describe, expect, it } from 'vitest'
import { sansEcartees } from './valeur-ecartee.ts'

describe('une valeur dite fausse', () => {
  const valeurs = { nom: 'Le Mélèze', latitude: 45.1, longitude: 3.2, services: ['a', 'b'] }

  it('ne sert plus tant que la source la répète', () => {
    expect(
      sansEcartees(valeurs, [
        { champ: 'latitude', valeur: 45.1 },
        { champ: 'longitude', valeur: 3.2 }
      ])
    ).toEqual({ nom: 'Le Mélèze', services: ['a', 'b'] })
  })

  it('n’empêche pas la source de se corriger', () => {
    expect(sansEcartees(valeurs, [{ champ: 'latitude', valeur: 12 }])).toEqual(valeurs)
  })

  it('est la même dans un autre ordre, quand c’est une liste', () => {
    expect(sansEcartees(valeurs, [{ champ: 'services', valeur: ['b', 'a'] }])).not.toHaveProperty('services')
  })
})
