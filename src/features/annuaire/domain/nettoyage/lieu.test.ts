import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GEOGRAPHIE } from './geographie.fixture.ts'
import { type LieuBrut, preparerLecteurDeLieu, ressemblent } from './lieu.ts'

const lire = preparerLecteurDeLieu(GEOGRAPHIE)
const valeurs = (brut: LieuBrut) => Object.fromEntries(lire(brut).dons)
const regles = (brut: LieuBrut) => lire(brut).remarques.map(({ genre, champ, regle }) => `${genre} ${champ} ${regle}`)

describe('Le code postal et la commune', () => {
  it('restent tels quels quand ils vont ensemble', () => {
    const brut = { code_postal: '38240', commune: 'Meylan', code_insee: '38229', adresse: '4 allée des Tilleuls' }
    expect(valeurs(brut)).toEqual(brut)
    expect(regles(brut)).toEqual([])
  })

  it.each<[string, LieuBrut, object, string[]]>([
    [
      'le zéro perdu par un tableur revient',
      { code_postal: '1000', commune: 'BOURG EN BRESSE', code_insee: '1053' },
      { code_postal: '01000', commune: 'Bourg-en-Bresse', code_insee: '01053' },
      [
        'corrige code_postal code-postal-zero-perdu',
        'corrige commune commune-nom-officiel',
        'corrige code_insee code-insee-zero-perdu'
      ]
    ],
    [
      'le CEDEX disparaît de la commune et de son code postal',
      { code_postal: '38944', commune: 'MEYLAN CEDEX 9' },
      { code_postal: '38240', commune: 'Meylan', code_insee: '38229' },
      [
        'corrige code_postal code-postal-cedex',
        'corrige commune commune-nom-officiel',
        'corrige code_insee code-insee-deduit'
      ]
    ],
    [
      'un CEDEX d’une ville à plusieurs codes est gardé, et marqué',
      { code_postal: '38021', commune: 'Grenoble' },
      { code_postal: '38021', commune: 'Grenoble', code_insee: '38185' },
      ['doute code_postal code-postal-inconnu', 'corrige code_insee code-insee-deduit']
    ],
    [
      'une ancienne commune mène à celle d’aujourd’hui',
      { code_postal: '74960', commune: 'Cran-Gevrier', code_insee: '74093' },
      { code_postal: '74960', commune: 'Annecy', code_insee: '74010' },
      ['corrige commune ancienne-commune', 'corrige code_insee code-insee-actuel']
    ],
    [
      'un arrondissement mène à sa ville',
      { code_postal: '75019', commune: 'PARIS 19EME', code_insee: '75119' },
      { code_postal: '75019', commune: 'Paris', code_insee: '75056' },
      ['corrige commune commune-arrondissement', 'corrige code_insee code-insee-actuel']
    ],
    [
      'une faute de frappe se corrige par le code postal',
      { code_postal: '38120', commune: 'Saint Egreve le Haut' },
      { code_postal: '38120', commune: 'Saint-Égrève', code_insee: '38382' },
      ['corrige commune commune-reparee', 'corrige code_insee code-insee-deduit']
    ],
    [
      'un hameau laisse la place à la commune du code postal, et reste à côté',
      { code_postal: '33130', commune: 'Le Dorat' },
      { code_postal: '33130', commune: 'Bègles', code_insee: '33039' },
      ['doute commune commune-deduite', 'corrige code_insee code-insee-deduit']
    ],
    [
      'le code postal départage deux communes du même nom',
      { code_postal: '97400', commune: 'SAINT-DENIS' },
      { code_postal: '97400', commune: 'Saint-Denis', code_insee: '97411' },
      ['corrige commune commune-nom-officiel', 'corrige code_insee code-insee-deduit']
    ],
    [
      'sans code postal, rien ne les départage : c’est dit',
      { commune: 'Saint-Denis' },
      { commune: 'Saint-Denis' },
      ['doute commune commune-ambigue']
    ],
    [
      'le code postal mis à la place du code INSEE est remplacé',
      { code_postal: '38000', commune: 'Grenoble', code_insee: '38000' },
      { code_postal: '38000', commune: 'Grenoble', code_insee: '38185' },
      ['corrige code_insee code-insee-inconnu']
    ],
    [
      'le code INSEE contredit par le nom et le code postal est remplacé',
      { code_postal: '38240', commune: 'Meylan', code_insee: '42218' },
      { code_postal: '38240', commune: 'Meylan', code_insee: '38229' },
      ['corrige code_insee code-insee-contredit']
    ],
    [
      'un code postal d’ailleurs est gardé, et marqué',
      { code_postal: '42000', commune: 'Meylan', code_insee: '38229' },
      { code_postal: '42000', commune: 'Meylan', code_insee: '38229' },
      ['doute code_postal code-postal-contredit']
    ],
    [
      'une commune peut s’appeler Aucun',
      { code_postal: '65400', commune: 'Aucun', code_insee: '65045' },
      { commune: 'Aucun' },
      []
    ],
    [
      'ce qui n’est pas un code est refusé',
      { code_postal: 'Ain', code_insee: 'Bourg' },
      {},
      ['refuse code_postal code-postal-illisible', 'refuse code_insee code-insee-illisible']
    ]
  ])('%s', (_, brut, attendues, remarques) => {
    expect(valeurs(brut)).toMatchObject(attendues)
    expect(regles(brut)).toEqual(remarques)
  })

  it('le point départage deux communes du même nom quand le code postal manque', () => {
    expect(valeurs({ commune: 'Saint-Denis', latitude: '-20.89', longitude: '55.45' })).toMatchObject({
      code_insee: '97411'
    })
  })
})

describe('L’adresse', () => {
  it.each([
    ['8 rue des Acacias - 33000 Bordeaux', { commune: 'Bordeaux' }, '8 rue des Acacias', '33000'],
    ['8 rue des Acacias 33000 BORDEAUX CEDEX', {}, '8 rue des Acacias', '33000'],
    ['12 place du Marché, 38240 Meylan, France', {}, '12 place du Marché', '38240'],
    ['12 place du Marché\n38240 Meylan', { code_postal: '38240', commune: 'Meylan' }, '12 place du Marché', '38240']
  ])('« %s » rend son code postal et sa commune', (adresse, autres, rue, codePostal) => {
    expect(valeurs({ adresse, ...autres })).toMatchObject({ adresse: rue, code_postal: codePostal })
  })

  it('garde cinq chiffres qui ne sont pas un code postal confirmé', () => {
    const brut = { adresse: 'Lot 12345 Zone des Pins', code_postal: '38240', commune: 'Meylan' }
    expect(valeurs(brut).adresse).toBe('Lot 12345 Zone des Pins')
  })

  it('tient en une ligne, sans CEDEX ni balise', () => {
    expect(valeurs({ adresse: 'Bât. A<br>4 rue <b>Haute</b> CEDEX 2' }).adresse).toBe('Bât. A 4 rue Haute')
    expect(valeurs({ adresse: '4 rue Haute\r\n\r\n' }).adresse).toBe('4 rue Haute')
  })
})

describe('Les coordonnées', () => {
  const grenoble = { code_postal: '38000', commune: 'Grenoble', code_insee: '38185' }
  it.each<[string, LieuBrut, object, string[]]>([
    [
      'bonnes, restent telles quelles',
      { latitude: '45.19', longitude: '5.72' },
      { latitude: 45.19, longitude: 5.72 },
      []
    ],
    [
      'à virgule, sont lues',
      { latitude: '45,19', longitude: '5,72' },
      { latitude: 45.19, longitude: 5.72 },
      ['corrige latitude coordonnees-virgule', 'corrige longitude coordonnees-virgule']
    ],
    [
      'inversées, sont remises dans l’ordre',
      { latitude: '5.72', longitude: '45.19' },
      { latitude: 45.19, longitude: 5.72 },
      ['corrige latitude coordonnees-inversees', 'corrige longitude coordonnees-inversees']
    ],
    [
      'en Lambert-93, deviennent des degrés',
      { latitude: '6458000', longitude: '914000' },
      {},
      ['corrige latitude coordonnees-lambert-93', 'corrige longitude coordonnees-lambert-93']
    ],
    [
      'sans leur virgule, la retrouvent',
      { latitude: '4519', longitude: '572' },
      { latitude: 45.19, longitude: 5.72 },
      ['corrige latitude coordonnees-virgule-perdue', 'corrige longitude coordonnees-virgule-perdue']
    ],
    [
      'nulles, sont refusées',
      { latitude: '0', longitude: '0.0' },
      {},
      ['refuse latitude coordonnees-nulles', 'refuse longitude coordonnees-nulles']
    ],
    ['seules, sont refusées', { latitude: '45.19' }, {}, ['refuse latitude coordonnee-seule']],
    [
      'loin de la commune, sont gardées et marquées',
      { latitude: '45.40', longitude: '5.72' },
      { latitude: 45.4, longitude: 5.72 },
      ['doute latitude coordonnees-eloignees', 'doute longitude coordonnees-eloignees']
    ],
    [
      'hors de France, sont gardées et marquées',
      { latitude: '52.5', longitude: '13.4' },
      { latitude: 52.5, longitude: 13.4 },
      ['doute latitude coordonnees-hors-de-france', 'doute longitude coordonnees-hors-de-france']
    ],
    [
      'écrites en lettres, sont refusées',
      { latitude: 'nord', longitude: 'est' },
      {},
      ['refuse latitude coordonnees-illisibles', 'refuse longitude coordonnees-illisibles']
    ]
  ])('%s', (_, point, attendues, remarques) => {
    expect(valeurs({ ...grenoble, ...point })).toMatchObject(attendues)
    expect(regles({ ...grenoble, ...point })).toEqual(remarques)
  })

  it('d’outre-mer en mètres ne sont pas prises pour du Lambert-93', () => {
    const brut = {
      code_postal: '97400',
      commune: 'Saint-Denis',
      code_insee: '97411',
      latitude: '6800000',
      longitude: '340000'
    }
    expect(valeurs(brut).latitude).toBeUndefined()
  })

  it('inversées sans commune connue, sont remises en France', () => {
    expect(valeurs({ latitude: '-0.58', longitude: '44.84' })).toMatchObject({ latitude: 44.84, longitude: -0.58 })
  })
})

it('deux noms se ressemblent à une faute près, ou quand l’un complète l’autre', () => {
  expect(ressemblent('Bouirges', 'Bourges')).toBe(true)
  expect(ressemblent('Chamonix', 'Chamonix-Mont-Blanc')).toBe(true)
  expect(ressemblent('Meylan', 'Grenoble')).toBe(false)
})

it('ne plante sur aucun lieu, et nettoyer un lieu propre ne change plus rien', () => {
  const texte = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '38240',
      '1000',
      'Meylan',
      'PARIS 19',
      'Grenoble CEDEX',
      '5,72',
      '45.19',
      '8 rue X 33000 Bordeaux',
      '74093'
    )
  )
  const lieu = fc.record(
    { adresse: texte, code_postal: texte, commune: texte, code_insee: texte, latitude: texte, longitude: texte },
    { requiredKeys: [] }
  )
  fc.assert(
    fc.property(lieu, (brut) => {
      const propre = valeurs(brut)
      const encore = valeurs(Object.fromEntries(Object.entries(propre).map(([nom, valeur]) => [nom, String(valeur)])))
      expect(encore).toEqual(propre)
    }),
    { numRuns: 500 }
  )
})
