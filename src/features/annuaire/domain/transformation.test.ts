import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comptabiliser } from './comptabilite.ts'
import { type DeclarationEcrite, declarer } from './declaration.ts'
import type { LigneBrute } from './enregistrement.ts'
import { GEOGRAPHIE } from './nettoyage/geographie.fixture.ts'
import { preparerTransformation } from './transformation.ts'

const declaration = (changements: Partial<DeclarationEcrite> = {}) =>
  declarer({
    id: 'essai',
    nom: 'Source d’essai',
    producteur: 'Nous-mêmes',
    licence: 'Licence Ouverte 2.0',
    lien: 'https://exemple.fr/donnees',
    origine: { type: 'fichier' },
    forme: { format: 'csv' },
    cle: { colonnes: ['ref'] },
    champs: {
      nom: { colonne: 'titre' },
      adresse: { joindre: ['numero', 'voie'] },
      code_postal: { colonne: 'cp' },
      commune: { colonne: 'ville' },
      telephone: [{ colonne: 'tel' }, { colonne: 'mobile' }],
      presentation_resume: { colonne: 'resume' },
      presentation_detail: { colonne: 'detail' },
      date_maj: { colonne: 'maj' }
    },
    ...changements
  })

function transformer(lignes: readonly LigneBrute[], changements: Partial<DeclarationEcrite> = {}) {
  const lue = declaration(changements)
  const transformation = preparerTransformation(lue, GEOGRAPHIE, '2026-01-01')
  for (const [i, ligne] of lignes.entries()) transformation.ajouter(ligne, i + 1)
  const fin = transformation.finir()
  return { ...fin, comptes: comptabiliser(lue, fin.enregistrements, fin.refus) }
}

const LIGNE = { ref: '7', titre: 'Le Fil', numero: '4', voie: 'rue Haute', cp: '38240', ville: 'Meylan' }
const premier = (...args: Parameters<typeof transformer>) => {
  const [enregistrement] = transformer(...args).enregistrements
  if (!enregistrement) throw new Error('aucun enregistrement')
  return enregistrement
}

describe('Une ligne', () => {
  it('propre devient un enregistrement du schéma', () => {
    expect(premier([LIGNE])).toMatchObject({
      cle: '7',
      valeurs: { nom: 'Le Fil', adresse: '4 rue Haute', code_postal: '38240', commune: 'Meylan', code_insee: '38229' },
      lignes: [1],
      brut: [LIGNE]
    })
  })

  it('sans nom est gardée si elle a un lieu, sans lieu si elle a un nom', () => {
    const { enregistrements, refus } = transformer([
      { ref: '1', titre: 'Sans adresse' },
      { ref: '2', ville: 'Meylan' },
      { ref: '3', tel: '04 76 00 11 22' },
      { ref: '' }
    ])
    expect(enregistrements.map(({ cle }) => cle)).toEqual(['1', '2'])
    expect(refus.map(({ ligne, raison, regle }) => [ligne, raison, regle])).toEqual([
      [3, 'ne donne ni nom ni lieu', 'ni-nom-ni-lieu'],
      [4, 'est vide', 'ni-nom-ni-lieu']
    ])
  })

  it('garde à côté les colonnes dont la déclaration ne parle pas', () => {
    expect(premier([{ ...LIGNE, accueil_chiens: 'oui' }]).complements).toEqual({ accueil_chiens: 'oui' })
  })

  it('prend la première colonne qui donne une valeur, et garde l’autre à côté', () => {
    expect(premier([{ ...LIGNE, tel: 'plus tard', mobile: '04 76 00 11 22' }]).valeurs.telephone).toBe('+33476001122')
    const deux = premier([{ ...LIGNE, tel: '04 76 00 11 22', mobile: '04 76 99 88 77' }])
    expect(deux.valeurs.telephone).toBe('+33476001122')
    expect(deux.complements).toEqual({ mobile: '04 76 99 88 77' })
  })

  it('au résumé trop long en garde le début, et le tout dans la présentation', () => {
    const resume = 'Nous aidons chacun à se servir du numérique. '.repeat(10).trim()
    const { valeurs } = premier([{ ...LIGNE, resume, detail: 'Ouvert à tous.' }])
    expect(valeurs.presentation_resume?.length).toBeLessThanOrEqual(280)
    expect(valeurs.presentation_detail).toBe(`${resume}\n\nOuvert à tous.`)
  })
})

describe('Une déclaration lit', () => {
  it('des termes, avec leurs exceptions, et garde les mots inconnus', () => {
    const termes: DeclarationEcrite['termes'] = [
      {
        colonnes: ['type'],
        separateurs: [';'],
        comparer: 'contient',
        termes: [
          { termes: ['médiathèque'], donne: { typologie: ['BIB'] } },
          { termes: ['maison'], sauf: ['maison d’arrêt'], donne: { typologie: ['MQ'] } }
        ]
      }
    ]
    const { valeurs, complements, remarques } = premier(
      [{ ...LIGNE, type: 'Médiathèque du Port; Maison des familles; MAISON D’ARRET; Phare' }],
      { termes }
    )
    expect(valeurs.typologie).toEqual(['BIB', 'MQ'])
    expect(complements).toEqual({ type: 'MAISON D’ARRET | Phare' })
    expect(remarques.filter(({ champ }) => champ === 'type').map(({ regle }) => regle)).toEqual(['valeur-inconnue'])
  })

  it('des cases à cocher', () => {
    const cases: DeclarationEcrite['cases'] = [
      { colonne: 'bus', oui: { itinerance: ['Itinérant'] }, non: { itinerance: ['Fixe'] } }
    ]
    const itinerance = (bus: string) => premier([{ ...LIGNE, bus }], { cases }).valeurs.itinerance
    expect(['Oui', 'X', '1', 'true', 'non', 'FAUX'].map(itinerance)).toEqual([
      ['Itinérant'],
      ['Itinérant'],
      ['Itinérant'],
      ['Itinérant'],
      ['Fixe'],
      ['Fixe']
    ])
    expect(premier([{ ...LIGNE, bus: 'parfois' }], { cases }).complements).toEqual({ bus: 'parfois' })
  })

  it('un morceau de cellule, une constante, une réparation', () => {
    const { valeurs } = premier([{ ref: '1', point: '45.21, 5.78', intitule: 'Le F1l', ville: 'Meylan' }], {
      champs: {
        nom: { colonne: 'intitule' },
        commune: { colonne: 'ville' },
        latitude: { dissocier: 'point', separateur: ',', partie: 1 },
        longitude: { dissocier: 'point', separateur: ',', partie: -1 },
        frais_a_charge: { constante: ['Gratuit'] }
      },
      reparations: [{ colonnes: ['intitule'], chercher: '1', remplacer: 'i' }]
    })
    expect(valeurs).toMatchObject({ nom: 'Le Fil', latitude: 45.21, longitude: 5.78, frais_a_charge: ['Gratuit'] })
  })

  it('l’ancien schéma, dont les mots changent de champ', () => {
    const { valeurs, complements } = premier(
      [
        {
          id: '1',
          nom: 'Le Fil',
          services: "S'équiper en matériel informatique;PRENDRE EN MAIN UN ORDINATEUR",
          labels_nationaux: 'CNFS;Fabriques de Territoire;APTIC',
          publics_accueillis: 'Adultes;Seniors (+ 65 ans);Surdité',
          conditions_acces:
            'Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)',
          modalites_accompagnement: "Seul : j'ai accès à du matériel et une connexion;A ma place"
        }
      ],
      { schema: 'v0', champs: {}, cle: { colonnes: ['id'] } }
    )
    expect(valeurs).toMatchObject({
      services: [
        'Acquisition de matériel informatique à prix solidaire',
        'Maîtrise des outils numériques du quotidien'
      ],
      dispositif_programmes_nationaux: ['Conseillers numériques'],
      formations_labels: ['Fabriques de Territoire'],
      autres_formations_labels: ['APTIC'],
      publics_specifiquement_adresses: ['Seniors'],
      prise_en_charge_specifique: ['Surdité'],
      frais_a_charge: ['Gratuit sous condition'],
      modalites_accompagnement: ['En autonomie', 'Accompagnement individuel']
    })
    expect(complements).toEqual({ publics_accueillis: 'Adultes' })
  })

  it('le schéma d’aujourd’hui, accents et casse négligés', () => {
    const { valeurs, remarques } = premier(
      [
        {
          id: '1',
          nom: 'Le Fil',
          itinerance: 'ITINERANT',
          typologie: 'bib|EPN',
          modalites_acces: 'Ce lieu n’accueille pas de public'
        }
      ],
      { schema: 'v1', champs: {}, cle: { colonnes: ['id'] } }
    )
    expect(valeurs).toMatchObject({
      itinerance: ['Itinérant'],
      typologie: ['BIB', 'EPN'],
      modalites_acces: ["Ce lieu n'accueille pas de public"]
    })
    expect(new Set(remarques.map(({ regle }) => regle))).toEqual(new Set(['graphie-officielle']))
  })
})

describe('Plusieurs lignes', () => {
  it('qui se répètent exactement n’en font qu’une, et le disent', () => {
    const { enregistrements, refus } = transformer([LIGNE, { ...LIGNE, note: '' }])
    expect(enregistrements).toHaveLength(1)
    expect(refus).toMatchObject([{ ligne: 2, raison: 'répète exactement la ligne 1', regle: 'ligne-repetee' }])
  })

  it('différentes sous un même identifiant restent distinctes, quel que soit leur ordre', () => {
    const autre = { ...LIGNE, titre: 'Autre lieu' }
    const cles = (lignes: LigneBrute[]) =>
      new Map(transformer(lignes).enregistrements.map((un) => [un.valeurs.nom, un.cle]))
    const [dans, inverse] = [cles([LIGNE, autre]), cles([autre, LIGNE])]
    expect(dans.size).toBe(2)
    expect(new Set(dans.values()).size).toBe(2)
    expect(inverse.get('Le Fil')).toBe(dans.get('Le Fil'))
    expect(inverse.get('Autre lieu')).toBe(dans.get('Autre lieu'))
  })

  it('sans identifiant se reconnaissent à leur nom et leur adresse, même écrits autrement', () => {
    const cle = (changements: object) => premier([{ ...LIGNE, ...changements }], { cle: 'empreinte' }).cle
    expect(cle({ titre: 'LE FIL', voie: 'Rue HAUTE', note: 'nouvelle' })).toBe(cle({}))
    expect(cle({ titre: 'Le Fil 2' })).not.toBe(cle({}))
  })

  it('d’un même lieu sont réunies quand la source le dit', () => {
    const termes: DeclarationEcrite['termes'] = [
      {
        colonnes: ['offre'],
        termes: [
          { termes: ['wifi'], donne: { services: ['Accès internet et matériel informatique'] } },
          { termes: ['impôts'], donne: { services: ['Aide aux démarches administratives'] } }
        ]
      }
    ]
    const { enregistrements, comptes } = transformer(
      [
        { ...LIGNE, offre: 'wifi', tel: '04 76 00 11 22', maj: '2024-01-01' },
        { ...LIGNE, offre: 'impôts', tel: '04 76 99 88 77', maj: '2025-01-01' }
      ],
      { termes, regrouper: true }
    )
    expect(enregistrements).toHaveLength(1)
    expect(enregistrements[0]).toMatchObject({
      cle: '7',
      lignes: [1, 2],
      valeurs: { telephone: '+33476998877', date_maj: '2025-01-01' },
      complements: { telephone: '+33476001122' }
    })
    expect(enregistrements[0]?.valeurs.services).toHaveLength(2)
    expect(comptes.perdues).toEqual([])
  })

  it('par milliers sous un même identifiant ne ralentissent pas la lecture', () => {
    const debut = performance.now()
    const { enregistrements } = transformer(
      Array.from({ length: 20_000 }, (_, i) => ({ ...LIGNE, titre: `Lieu ${i}` }))
    )
    expect(enregistrements).toHaveLength(20_000)
    expect(performance.now() - debut).toBeLessThan(5000)
  })
})

it.each([
  ['des espaces', ' \n  '],
  ['des chiffres', '04 '],
  ['des balises', '<a '],
  ['des virgules', 'a,'],
  ['des parenthèses', '(;'],
  ['des adresses', 'a@a.fr ']
])('des cases de dix millions de signes (%s) dans toutes les colonnes ne bloquent pas l’import', (_, motif) => {
  const enorme = `${motif}`.repeat(10_000_000 / motif.length)
  const colonnes = [
    'titre',
    'voie',
    'cp',
    'ville',
    'tel',
    'resume',
    'detail',
    'maj',
    'autre',
    'type',
    'bus',
    'lundi',
    'mail',
    'site',
    'horaires',
    'siret',
    'x',
    'y'
  ]
  const debut = performance.now()
  const { comptes } = transformer(
    [Object.fromEntries(['ref', ...colonnes].map((colonne) => [colonne, `Le Fil ${enorme}`]))],
    {
      champs: {
        nom: { colonne: 'titre' },
        adresse: { colonne: 'voie' },
        code_postal: { colonne: 'cp' },
        commune: { colonne: 'ville' },
        latitude: { colonne: 'x' },
        longitude: { colonne: 'y' },
        telephone: { colonne: 'tel' },
        courriels: { colonne: 'mail' },
        site_web: { colonne: 'site' },
        pivot: { colonne: 'siret' },
        presentation_resume: { colonne: 'resume' },
        presentation_detail: { colonne: 'detail' },
        date_maj: { colonne: 'maj' },
        services: { colonne: 'autre' },
        horaires: [{ jours: { lundi: 'lundi' } }, { colonne: 'horaires' }]
      },
      termes: [
        { colonnes: ['type'], comparer: 'contient', termes: [{ termes: ['fil'], donne: { typologie: ['BIB'] } }] }
      ],
      cases: [{ colonne: 'bus' }]
    }
  )
  expect(comptes.perdues.map(({ colonne }) => colonne)).toEqual([])
  expect(performance.now() - debut).toBeLessThan(15_000)
})

it('quelles que soient les lignes, chacune est gardée ou refusée, et chaque case est gardée, corrigée ou listée', () => {
  const cellule = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      '-',
      'Meylan',
      '38240',
      '1000',
      '04 50 60 32 04S',
      '0612345678 / 0476001122',
      'a@b.fr',
      '=1+1',
      '<b>gras</b>',
      '01/01/1970',
      'PARIS 19'
    )
  )
  const ligne = fc.record(
    {
      ref: fc.constantFrom('1', '2', ''),
      titre: cellule,
      numero: cellule,
      voie: cellule,
      cp: cellule,
      ville: cellule,
      tel: cellule,
      resume: cellule,
      maj: cellule,
      autre: cellule
    },
    { requiredKeys: [] }
  )
  fc.assert(
    fc.property(fc.array(ligne, { maxLength: 8 }), fc.boolean(), (lignes, regrouper) => {
      const { enregistrements, refus, comptes } = transformer(lignes as LigneBrute[], { regrouper })
      const gardees = enregistrements.reduce((somme, un) => somme + un.lignes.length, 0)
      expect(gardees + refus.length).toBe(lignes.length)
      expect(comptes.perdues).toEqual([])
      expect(new Set(enregistrements.map(({ cle }) => cle)).size).toBe(enregistrements.length)
    }),
    { numRuns: 300 }
  )
})
