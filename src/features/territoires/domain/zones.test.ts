import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { estAutorise } from '../../../kernel/droit.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../actions/obtenir-geographie.ts'
import type { GeographieFrance } from './geographie.ts'
import { choisirTerritoire, nomPrecis, zonesDeCommune, zonesDuDepartement } from './zones.ts'

let geo: GeographieFrance
beforeAll(async () => {
  geo = await obtenirGeographie((await creerBaseDeTest()).db)
})

describe('où est une commune', () => {
  it('se dit de la commune à la région ; nulle part quand personne ne la connaît', () => {
    expect(zonesDeCommune(geo, '31446')).toEqual([
      { genre: 'commune', code: '31446' },
      { genre: 'epci', code: '243100633' },
      { genre: 'departement', code: '31' },
      { genre: 'region', code: '76' }
    ])
    expect(zonesDuDepartement(geo, '2A').map(({ code }) => code)).toEqual(['2A', '94'])
    for (const inconnu of [undefined, null, '', '99999', '__proto__']) {
      expect(zonesDeCommune(geo, inconnu)).toEqual([])
      expect(zonesDuDepartement(geo, inconnu)).toEqual([])
    }
  })

  it('un rôle sur une commune ne permet rien que le même rôle sur ce qui la contient ne permette', () => {
    const octroi = { coordinateur: 'territoire' } as const
    fc.assert(
      fc.property(fc.constantFrom(...geo.communes), fc.constantFrom(...geo.communes), (une, autre) => {
        const objet = { dans: zonesDeCommune(geo, autre.code) }
        const permis = zonesDeCommune(geo, une.code).map((zone) =>
          estAutorise(
            octroi,
            { attributions: [{ role: 'coordinateur', reseau: 'national', territoires: [zone] }] },
            objet
          )
        )
        // From the commune to its région; an intercommunalité may cross the edge of a département.
        const [commune, , region] = [permis[0], permis[1], permis.at(-1)]
        if (commune) expect(permis.every(Boolean)).toBe(true)
        if (permis.at(-2)) expect(region).toBe(true)
      }),
      { numRuns: 500 }
    )
  })
})

describe('un territoire tapé par son nom', () => {
  it.each([
    ['Sicoval', 'epci', '243100633'],
    ['Haute-Garonne', 'departement', '31'],
    ['31', 'departement', '31'],
    ['occitanie', 'region', '76'],
    ['Saint-Denis (La Réunion)', 'commune', '97411'],
    ['Ramonville-Saint-Agne', 'commune', '31446']
  ])('« %s »', (texte, genre, code) => {
    const lu = choisirTerritoire(geo, texte)
    expect('choisi' in lu && { genre: lu.choisi.genre, code: lu.choisi.code }).toEqual({ genre, code })
  })

  it('qui en nomme plusieurs les donne, et chacun se récrit pour être choisi', () => {
    const lu = choisirTerritoire(geo, 'Paris')
    expect('entre' in lu && lu.entre.map(nomPrecis)).toEqual(['Paris (Paris)', 'Paris (département)'])
    for (const un of 'entre' in lu ? lu.entre : [])
      expect(choisirTerritoire(geo, nomPrecis(un))).toEqual({ choisi: un })
    const inconnu = choisirTerritoire(geo, 'Trifouillis-les-Oies')
    expect('entre' in inconnu && inconnu.entre).toEqual([])
  })
})
