import { describe, expect, it } from 'vitest'
import { toEchange, toExportOfficiel, toFeature, toProvenance } from './echange.ts'
import { adressePage, isComplet, nomAffiche, situer } from './fiche.ts'
import { fusionner } from './fusion.ts'
import { GEOGRAPHIE } from './nettoyage/geographie.fixture.ts'
import { publiable } from './publication.ts'

const NOMS = new Map([
  ['a', 'Annuaire A'],
  ['b', 'Annuaire B']
])
const { valeurs, provenance } = fusionner(
  [
    {
      source: 'a',
      cle: '1',
      date: '2026-01-01',
      doutes: [],
      valeurs: {
        nom: 'Médiathèque',
        commune: 'Bordeaux',
        courriels: ['accueil@exemple.fr', 'camille.durand@exemple.fr'],
        telephone: '+33612345678'
      }
    },
    {
      source: 'b',
      cle: '9',
      date: '2026-02-01',
      doutes: [],
      valeurs: { courriels: ['camille.durand@exemple.fr'], latitude: 44.8, longitude: -0.5 }
    }
  ],
  new Map()
)
const lieu = { id: 12, publiees: publiable(valeurs).valeurs, provenance }

describe('un lieu dans le schéma officiel', () => {
  it('porte le numéro de Maillage, nomme ses sources, et joint ses listes', () => {
    expect(
      toEchange(
        {
          ...lieu,
          publiees: {
            ...lieu.publiees,
            services: ['Aide aux démarches administratives', 'Loisirs et créations numériques']
          }
        },
        NOMS
      )
    ).toMatchObject({
      id: '12',
      source: 'Annuaire A, Annuaire B',
      services: 'Aide aux démarches administratives|Loisirs et créations numériques'
    })
  })

  it('laisse absent ce que personne ne sait, sauf le pivot que l’export exige', () => {
    expect(toEchange(lieu, NOMS)).not.toHaveProperty('pivot')
    expect(toExportOfficiel(lieu, NOMS).pivot).toBe('00000000000000')
  })

  it('tait les contacts personnels, jusque dans la provenance', () => {
    const tout = JSON.stringify([
      toEchange(lieu, NOMS),
      toProvenance(lieu),
      toFeature({ ...lieu, latitude: 1, longitude: 2, position_approchee: false }, NOMS)
    ])
    expect(tout).toContain('accueil@exemple.fr')
    expect(tout).not.toMatch(/camille|612345678/)
    expect(toProvenance(lieu)).not.toHaveProperty('telephone')
  })

  it('en GeoJSON met la longitude d’abord, et rien quand on ne sait pas', () => {
    expect(toFeature({ ...lieu, latitude: 44.8, longitude: -0.5, position_approchee: true }, NOMS)).toMatchObject({
      geometry: { coordinates: [-0.5, 44.8] },
      properties: { position_approchee: true }
    })
    expect(toFeature({ ...lieu, latitude: null, longitude: null, position_approchee: false }, NOMS).geometry).toBeNull()
  })
})

describe('une fiche', () => {
  it('a une adresse lisible, jamais vide, de 80 signes au plus', () => {
    expect(adressePage({ nom: 'Médiathèque « L’Œil »', commune: 'Gap' })).toBe('mediatheque-l-oeil-gap')
    expect(adressePage({ nom: '<script>' })).toBe('script')
    expect(adressePage({})).toBe('lieu')
    expect(adressePage({ nom: '日本' })).toMatch(/./)
    const longue = adressePage({ nom: 'très long nom '.repeat(20) })
    expect(longue.length).toBeLessThanOrEqual(80)
    expect(longue).not.toMatch(/^-|-$/)
  })

  it('sans nom, dit le genre du lieu et sa commune', () => {
    expect(nomAffiche({ typologie: ['BIB'], commune: 'Gap' })).toMatch(/ à Gap$/)
    expect(nomAffiche({})).toBe('Lieu sans nom')
  })

  it('se situe à sa position, ou à défaut au centre de sa commune, et le dit', () => {
    expect(situer({ code_insee: '33063', latitude: 44.8, longitude: -0.5 }, GEOGRAPHIE)).toMatchObject({
      departement: '33',
      latitude: 44.8,
      positionApprochee: false
    })
    expect(situer({ code_insee: '33063' }, GEOGRAPHIE)).toMatchObject({ latitude: 44.8378, positionApprochee: true })
    // Two communes share this postcode: neither is chosen, the département is known.
    expect(situer({ code_postal: '65400' }, GEOGRAPHIE)).toEqual({
      codeInsee: undefined,
      departement: '65',
      latitude: undefined,
      longitude: undefined,
      positionApprochee: false
    })
  })

  it('n’entre dans l’export officiel qu’avec tous les champs que le schéma exige', () => {
    expect(isComplet({ nom: 'A' })).toBe(false)
  })
})
