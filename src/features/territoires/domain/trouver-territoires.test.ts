import { describe, expect, it } from 'vitest'
import { creerGeographie, type Decoupage } from './geographie.ts'
import { communeApprochee, territoire, trouverTerritoires } from './trouver-territoires.ts'

const commune = (code: string, nom: string, departement: string, population: number, codesPostaux: string[]) => ({
  code,
  nom,
  departement,
  region: departement === '974' ? '04' : departement === '87' ? '75' : '11',
  epci: departement === '87' ? '248719312' : undefined,
  population,
  codesPostaux,
  centre: { latitude: 45 + population / 1e6, longitude: 1, origine: 'officiel' as const }
})

const DECOUPAGE: Decoupage = {
  communes: [
    commune('87085', 'Limoges', '87', 130_000, ['87000', '87100']),
    commune('87113', 'Panazol', '87', 11_000, ['87350']),
    commune('93066', 'Saint-Denis', '93', 112_000, ['93200', '93210']),
    commune('97411', 'Saint-Denis', '974', 154_000, ['97400', '97417'])
  ],
  anciennes: [],
  epcis: [{ code: '248719312', nom: 'CU Limoges Métropole' }],
  departements: [
    { code: '87', nom: 'Haute-Vienne', region: '75' },
    { code: '93', nom: 'Seine-Saint-Denis', region: '11' },
    { code: '974', nom: 'La Réunion', region: '04' }
  ],
  regions: [
    { code: '75', nom: 'Nouvelle-Aquitaine' },
    { code: '11', nom: 'Île-de-France' },
    { code: '04', nom: 'La Réunion' }
  ]
}
const geo = creerGeographie(DECOUPAGE)
const trouver = (texte: string) => trouverTerritoires(geo, texte).map(({ genre, code }) => `${genre} ${code}`)

describe('comprendre où une personne cherche', () => {
  it.each([
    ['Limoges', ['commune 87085']],
    ['limoges ', ['commune 87085']],
    ['87000', ['code_postal 87000']],
    ['87085', ['commune 87085']],
    ['87000 Limoges', ['commune 87085']],
    ['Limoges (Haute-Vienne)', ['commune 87085']],
    ['87', ['departement 87']],
    ['haute vienne', ['departement 87']],
    ['Nouvelle-Aquitaine', ['region 75']],
    ['Limoges Métropole', ['epci 248719312']],
    ['248719312', ['epci 248719312']],
    ['La Réunion', ['departement 974']],
    ['Saint-Denis', ['commune 97411', 'commune 93066']],
    ['Saint-Denis (93)', ['commune 93066']],
    ['saint denis 93200', ['commune 93066']],
    ['Saint-Denis (La Réunion)', ['commune 97411']],
    ['Ailleurs', []],
    ['', []]
  ])('« %s »', (texte, attendu) => {
    expect(trouver(texte)).toEqual(attendu)
  })

  it('place un département là où sont ses habitants', () => {
    const { centre } = territoire(geo, 'departement', '87') ?? {}
    expect(centre?.latitude).toBeCloseTo((45.13 * 130_001 + 45.011 * 11_001) / 141_002, 6)
  })

  it.each([
    ['Limoge', 'Limoges'],
    ['Limgoes', 'Limoges'],
    ['Panasol', 'Panazol'],
    ['Panopticon', undefined],
    ['Lim', undefined]
  ])('« %s » est à une lettre de %s', (tape, nom) => {
    expect(communeApprochee(geo, tape)?.nom).toBe(nom)
  })
})
