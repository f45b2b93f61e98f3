import { describe, expect, it } from 'vitest'
import { normaliser } from '../../../../kernel/texte.ts'
import { champ, NOMS_CHAMPS, type NomChamp, SERVICES, TYPOLOGIES } from '../schema.ts'
import { LIEUX_DES_DOCUMENTS, PUBLICS_DES_DOCUMENTS, SERVICES_DES_DOCUMENTS } from './documents.ts'
import { enClair } from './en-clair.ts'
import { motsCherchables } from './mots-du-lieu.ts'
import { reconnaitrePublic, reconnaitreService, reconnaitreTypeDeLieu } from './reconnaitre.ts'
import { SERVICES_EN_CLAIR } from './services-en-clair.ts'
import { typologiesDuNom } from './typologie-du-nom.ts'

const TABLES = [
  ['SRV', 26, SERVICES_DES_DOCUMENTS],
  ['PUB', 29, PUBLICS_DES_DOCUMENTS],
  ['LIE', 30, LIEUX_DES_DOCUMENTS]
] as const

describe.each(TABLES)('Les mots des documents (%s)', (prefixe, combien, table) => {
  it('sont tous là', () => {
    const ids = table.map(({ id }) => id)
    const attendus = Array.from({ length: combien }, (_, i) => `${prefixe}-${String(i + 1).padStart(2, '0')}`)
    expect(attendus.filter((id) => !ids.includes(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('ne donnent que des valeurs du schéma', () => {
    for (const { id, donne } of table)
      for (const [nom, valeurs] of Object.entries(donne) as [NomChamp, string[]][])
        for (const valeur of valeurs) expect(champ(nom).valeurs, `${id} → ${nom}`).toContain(valeur)
  })

  it('ne mènent jamais à deux endroits', () => {
    const vus = new Map<string, string>()
    const doubles: string[] = []
    for (const { id, libelle, alias } of table)
      for (const mot of [libelle, ...alias].map(normaliser)) {
        const deja = vus.get(mot)
        if (deja !== undefined && deja !== id) doubles.push(`${mot} : ${deja} et ${id}`)
        vus.set(mot, id)
      }
    expect(doubles).toEqual([])
  })

  it('ont un libellé court et sans sigle obscur', () => {
    for (const { libelle } of table) expect(libelle.length).toBeLessThan(60)
  })
})

describe('Les valeurs du schéma', () => {
  it('ont toutes un libellé de tous les jours', () => {
    for (const service of SERVICES) expect(SERVICES_EN_CLAIR[service].court).not.toBe('')
    for (const code of Object.keys(TYPOLOGIES)) expect(enClair('typologie', code)).toMatch(/^\p{Lu}.{1,60}$/u)
    for (const nom of NOMS_CHAMPS)
      for (const valeur of champ(nom).valeurs ?? []) expect(enClair(nom, valeur).length).toBeGreaterThan(2)
  })

  it('d’une même liste ne se disent pas pareil', () => {
    for (const nom of NOMS_CHAMPS) {
      const dites = (champ(nom).valeurs ?? []).map((valeur) => enClair(nom, valeur))
      // Two codes of the schema bear one name.
      const permis = nom === 'typologie' ? 5 : 0
      expect(dites.length - new Set(dites).size, nom).toBeLessThanOrEqual(permis)
    }
  })
})

describe('Reconnaître un mot', () => {
  it.each([
    [reconnaitreService, 'ACCÈS WIFI', { services: ['Accès internet et matériel informatique'] }],
    [reconnaitreService, 'Créer avec le numérique', { services: ['Loisirs et créations numériques'] }],
    [reconnaitreService, 'Repair Café', {}],
    [reconnaitrePublic, 'Demandeur d’emploi', {}],
    [reconnaitrePublic, 'Seniors (+ 65 ans)', { publics_specifiquement_adresses: ['Seniors'] }],
    [reconnaitreTypeDeLieu, 'Médiathèque', { typologie: ['BIB'] }],
    [reconnaitreTypeDeLieu, 'bus', { typologie: ['ENM'], itinerance: ['Itinérant'] }]
  ] as const)('%o : %s', (reconnaitre, texte, donne) => {
    expect(reconnaitre(texte)).toMatchObject({ entier: true, donne })
  })

  it('dans une phrase, et le dit', () => {
    expect(reconnaitreService('On propose une initiation informatique le lundi')).toMatchObject({
      id: 'SRV-04',
      entier: false
    })
  })

  it('ne reconnaît pas ce qui n’est rien de tout cela', () => {
    expect(reconnaitreService('12 rue Haute')).toBeUndefined()
    expect(reconnaitreTypeDeLieu('')).toBeUndefined()
  })

  it('ne confond pas l’illectronisme et l’illettrisme', () => {
    expect(reconnaitrePublic('illectronisme')?.donne).toEqual({})
    expect(reconnaitrePublic('Illettrisme')?.donne).toEqual({ prise_en_charge_specifique: ['Illettrisme'] })
  })
})

describe('Le type de lieu, d’après le nom', () => {
  it.each<[string, string[]]>([
    ['Médiathèque Simone Exemple — France services', ['BIB', 'RFS']],
    ['CCAS de la mairie de Meylan', ['CCAS']],
    ['Mairie de Meylan', ['MUNI']],
    ['Café de la place de la Mairie', []],
    ['Les Amis de la bibliothèque', []],
    ['Conseiller numérique France services', []],
    ['Centre socio-culturel des Tilleuls', ['CSC']],
    ['Point info jeunes', ['PIJ_BIJ']],
    ['Sous-préfecture de Meylan', ['PREF']],
    ['Cafétéria', []],
    ['Point numérique CAF', []],
    ['Maison de l’emploi et de la formation', ['MDEF']],
    ['Le Local', []]
  ])('%s', (nom, certaines) => {
    const lues = typologiesDuNom(nom)
    expect(
      lues
        .filter(({ certaine }) => certaine)
        .map(({ typologie }) => typologie)
        .sort()
    ).toEqual(certaines.sort())
  })

  it('garde pour probable ce que le nom ne fait que suggérer', () => {
    expect(typologiesDuNom('Maison des solidarités')).toEqual([{ typologie: 'MDS', certaine: false }])
    expect(typologiesDuNom('Espace des Tilleuls', 'Mairie de Meylan')).toEqual([{ typologie: 'MUNI', certaine: false }])
  })

  it('ne dit rien d’un nom vide ou sans fin', () => {
    expect(typologiesDuNom('')).toEqual([])
    expect(typologiesDuNom('a '.repeat(10_000))).toEqual([])
  })
})

describe('Les mots d’un lieu, pour la recherche', () => {
  it('gardent ce que le schéma ne peut pas dire', () => {
    expect(motsCherchables({ REPAR_MAT: 'Réparation de matériel', service: 'Repair café' })).toBe(
      'Réparation de matériel Repair café'
    )
  })

  it('ne gardent ni code, ni lien, ni numéro, ni ce qui peut nommer quelqu’un', () => {
    expect(
      motsCherchables({
        objectid: '12',
        result_label: 'Rue Haute',
        trajet: 'https://exemple.example',
        description: 'Par Camille Exemple',
        adresse_mail: 'a@exemple.fr',
        ouverture: 'Oui',
        horaires: 'Appeler le 04 76 00 11 22'
      })
    ).toBe('')
  })
})
