import { describe, expect, it } from 'vitest'
import { PETITE_FRANCE } from './geographie.fixture.ts'
import { creerGeographie, positionDeCommune } from './geographie.ts'

const france = creerGeographie(PETITE_FRANCE)
const codes = (communes: readonly { readonly code: string }[]) => communes.map(({ code }) => code)

describe('la géographie', () => {
  it('donne la commune d’un code, et celle d’aujourd’hui pour un ancien code ou un arrondissement', () => {
    expect(france.commune('69123')?.nom).toBe('Lyon')
    expect(france.commune('69383')?.nom).toBe('Lyon')
    expect(france.commune('01144')?.nom).toBe('Bâgé-Dommartin')
    expect(france.commune('01025')?.nom).toBe('Bâgé-Dommartin')
    expect(france.commune('99999')).toBeUndefined()
  })

  it('distingue une commune d’aujourd’hui d’une ancienne', () => {
    expect(france.estActuelle('01025')).toBe(true)
    expect(france.estActuelle('01144')).toBe(false)
    expect(france.estActuelle('69383')).toBe(false)
    expect(france.estActuelle('toString')).toBe(false)
  })

  it('donne les communes d’un code postal, la plus peuplée d’abord', () => {
    expect(codes(france.parCodePostal('70120'))).toEqual(['70451', '70450'])
    expect(france.parCodePostal('00000')).toEqual([])
  })

  it('donne les communes d’un nom, quelle que soit son écriture, la plus peuplée d’abord', () => {
    expect(codes(france.parNom('ST DENIS'))).toEqual(['97411', '93066', '30247'])
    expect(codes(france.parNom('rochelle'))).toEqual(['17300', '70450'])
    expect(codes(france.parNom('bâge la ville'))).toEqual(['01025'])
    expect(codes(france.parNom('PIERREFITTE S/ SEINE'))).toEqual(['93066'])
    expect(codes(france.parNom('Lyon 03'))).toEqual(['69123'])
    expect(codes(france.parNom('Bâgédommartin'))).toEqual(['01025'])
    expect(france.parNom('')).toEqual([])
  })

  it('place ce qui n’a pas de coordonnées au centre de sa commune, en disant d’où vient ce centre', () => {
    expect(positionDeCommune(france, '01144')).toEqual({ latitude: 46.32, longitude: 4.98, origine: 'voisines' })
    expect(positionDeCommune(france, '70450')).toBeUndefined()
  })

  it('nomme départements, régions et intercommunalités', () => {
    expect(france.departement('974')).toEqual({ code: '974', nom: 'La Réunion', region: '04' })
    expect(france.region('84')?.nom).toBe('Auvergne-Rhône-Alpes')
    expect(france.epci('200070118')?.nom).toBe('CC Bresse et Saône')
  })
})
