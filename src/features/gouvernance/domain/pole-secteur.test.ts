import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estDans } from '../../../kernel/droit.ts'
import type { Attribution, Zone } from '../../../kernel/role.ts'
import { PETITE_FRANCE } from '../../territoires/domain/geographie.fixture.ts'
import { creerGeographie } from '../../territoires/index.ts'
import { zonesDeCommune } from '../../territoires/vocabulaire.ts'
import { compterHabitants } from './pole-habitants.ts'
import { type OutilsDesSecteurs, secteursDe } from './pole-secteur.ts'

const AIN: Zone = { genre: 'departement', code: '01' }
const RHONE: Zone = { genre: 'departement', code: '69' }
const outils: OutilsDesSecteurs = {
  poles: [
    { id: 'montagnes', nom: 'Montagnes', zones: [AIN, RHONE] },
    { id: 'vide', nom: 'Vide', zones: [] }
  ],
  nommerZone: ({ code }) => `zone ${code}`,
  nommerReseau: (id) => `réseau ${id}`
}
const cles = (...attributions: Attribution[]) => secteursDe({ attributions }, outils).map(({ cle }) => cle)

describe('les territoires que quelqu’un tient', () => {
  it('sont le pôle d’un pilote, chaque territoire d’un coordinateur, tout pour qui règle le site', () => {
    expect(cles({ role: 'pilote', reseau: 'national', pole: 'montagnes', territoires: [AIN, RHONE] })).toEqual([
      'pole-montagnes'
    ])
    expect(cles({ role: 'coordinateur', reseau: 'national', territoires: [RHONE, AIN] })).toEqual([
      'departement-01',
      'departement-69'
    ])
    expect(cles({ role: 'administrateur', reseau: 'national' })).toEqual(['pole-montagnes', 'france'])
    expect(cles({ role: 'administrateur', reseau: 'sicoval', perimetre: [AIN] })).toEqual(['reseau-sicoval'])
  })

  it('ne sont rien pour un pôle vide ou fermé, un rôle sans territoire, un autre rôle', () => {
    expect(cles({ role: 'pilote', reseau: 'national', pole: 'vide' })).toEqual([])
    expect(cles({ role: 'pilote', reseau: 'national', pole: 'ferme', territoires: [AIN] })).toEqual([])
    expect(cles({ role: 'coordinateur', reseau: 'national' })).toEqual([])
    expect(cles({ role: 'mediateur', reseau: 'national', territoires: [AIN] })).toEqual([])
  })

  it('dans un réseau territorial, s’arrêtent aussi à ses bords', () => {
    const [secteur] = secteursDe(
      { attributions: [{ role: 'coordinateur', reseau: 'sicoval', perimetre: [AIN], territoires: [RHONE] }] },
      outils
    )
    expect(secteur).toMatchObject({ cle: 'departement-69.sicoval', territoire: 'departement:69' })
    expect(secteur?.champ).toEqual([{ etendue: [[AIN], [RHONE]] }])
  })
})

describe('les habitants d’un territoire', () => {
  const geo = creerGeographie(PETITE_FRANCE)

  it('sont ceux des communes que le droit couvre, chacune une fois', () => {
    const zone = fc.constantFrom<Zone>(...geo.communes.flatMap(({ code }) => zonesDeCommune(geo, code)))
    const etendue = fc.array(fc.array(zone, { maxLength: 4 }), { minLength: 1, maxLength: 2 })
    fc.assert(
      fc.property(fc.array(etendue, { maxLength: 3 }), (etendues) => {
        const attendu = geo.communes
          .filter(({ code }) => etendues.some((une) => estDans(une, zonesDeCommune(geo, code))))
          .reduce((somme, { population = 0 }) => somme + population, 0)
        expect(
          compterHabitants(
            geo.communes,
            etendues.map((une) => ({ etendue: une }))
          )
        ).toBe(attendu)
      })
    )
    expect(compterHabitants(geo.communes, 'partout')).toBe(
      geo.communes.reduce((somme, { population = 0 }) => somme + population, 0)
    )
  })
})
