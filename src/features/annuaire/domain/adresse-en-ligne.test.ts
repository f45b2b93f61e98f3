import { describe, expect, it } from 'vitest'
import { type AdresseEnLigne, type IndicesAdresse, lireAdresseEnLigne, numeroDeVoie } from './adresse-en-ligne.ts'
import { GEOGRAPHIE } from './nettoyage/geographie.fixture.ts'

const lire = (texte: string, indices?: IndicesAdresse) => lireAdresseEnLigne(texte, GEOGRAPHIE, indices)

describe('Une adresse sur une ligne', () => {
  it.each<[string, Partial<AdresseEnLigne>]>([
    ['8 rue Haute 38240 Meylan', { voie: '8 rue Haute', codePostal: '38240', commune: 'Meylan' }],
    ['8, rue Haute - 38240 - MEYLAN', { voie: '8 rue Haute', codePostal: '38240', commune: 'MEYLAN' }],
    ['45 AVENUE HAUTE---38240-MEYLAN', { voie: '45 AVENUE HAUTE', codePostal: '38240', commune: 'MEYLAN' }],
    ['8 rue Haute\t38240\tMEYLAN', { voie: '8 rue Haute', codePostal: '38240', commune: 'MEYLAN' }],
    ['rue Haute, 38 240 Meylan', { voie: 'rue Haute', codePostal: '38240', commune: 'Meylan' }],
    ['17 rue Haute, Meylan 38240, France', { voie: '17 rue Haute', codePostal: '38240', commune: 'Meylan' }],
    [
      '12 bis place Basse BP 12 38944 MEYLAN CEDEX 9',
      { voie: '12 bis place Basse', complement: 'BP 12', codePostal: '38944', commune: 'MEYLAN', cedex: true }
    ],
    ['9 Rue Haute, 74960, Cran-Gevrier, Annecy, FRA', { voie: '9 Rue Haute', commune: 'Cran-Gevrier' }],
    [
      '10500 chemin des Crêtes, 38240 Meylan',
      { voie: '10500 chemin des Crêtes', numero: '10500', codePostal: '38240' }
    ],
    [
      'Hôtel Exemple, 3e étage, 2 quai Bas, 38240 Meylan',
      { voie: '2 quai Bas', complement: 'Hôtel Exemple, 3e étage', commune: 'Meylan' }
    ],
    [
      'Maison des activités 9 route Haute 38240 Meylan',
      { voie: '9 route Haute', complement: 'Maison des activités', commune: 'Meylan' }
    ],
    ['9 rue, Lesdiguières', { voie: '9 rue Lesdiguières' }],
    ['Zone artisanale', { voie: 'Zone artisanale' }]
  ])('%s', (texte, attendu) => {
    expect(lire(texte)).toMatchObject(attendu)
  })

  it('reconnaît à la fin la commune du code postal donné à côté', () => {
    expect(lire('26 Route Haute Meylan', { codePostal: '38240' })).toMatchObject({
      voie: '26 Route Haute',
      commune: 'Meylan'
    })
  })

  it.each(['14 rue de Meylan', '2 route vers Meylan', '20 rue François Meylan', 'Avenue Meylan', 'RUE MAIRIE'])(
    'ne prend pas pour la commune le nom de la rue : %s',
    (texte) => {
      const { voie, commune } = lire(texte, { codePostal: '38240' })
      expect({ voie, commune }).toEqual({ voie: texte, commune: undefined })
    }
  )

  it('ne prend pas une boîte postale pour un code postal', () => {
    expect(lire('103 AV HAUTE - BP 44029', { codePostal: '38240' })).toEqual({
      voie: '103 AV HAUTE',
      numero: '103',
      complement: 'BP 44029',
      cedex: false
    })
  })

  it('ne perd aucun mot : ce qui n’est ni rue, ni code, ni commune est à côté', () => {
    const { voie, complement, codePostal, commune } = lire(
      'Centre Haut / entrée B, 4 rue Basse (face au parc) - 38240 Meylan'
    )
    expect([voie, complement, codePostal, commune]).toEqual([
      '4 rue Basse (face au parc)',
      'Centre Haut, entrée B',
      '38240',
      'Meylan'
    ])
  })

  it('répond vite à un texte sans fin', () => {
    const debut = performance.now()
    for (const piege of [
      '9 '.repeat(5000),
      'rue '.repeat(5000),
      '- '.repeat(5000),
      'a'.repeat(20_000),
      '38240 '.repeat(2000)
    ])
      lire(piege)
    expect(performance.now() - debut).toBeLessThan(2000)
  })
})

it.each([
  ['12 bis rue Haute', { numero: '12', repetition: 'bis' }],
  ['19 B RTE HAUTE', { numero: '19', repetition: 'b' }],
  ['41B rue Haute', { numero: '41', repetition: 'b' }],
  ['29/31 rue Haute', { numero: '29/31' }],
  ['4 a 8 avenue Haute', { numero: '4a8' }],
  ['rue du 8 mai 1945', {}],
  ['3 allée Haute', { numero: '3' }]
])('le numéro de « %s »', (voie, attendu) => {
  expect(numeroDeVoie(voie)).toEqual(attendu)
})
