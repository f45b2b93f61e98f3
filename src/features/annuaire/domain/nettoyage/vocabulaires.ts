import { normaliser } from '../../../../kernel/texte.ts'
import type { Dons } from '../declaration.ts'
import { champ, type NomChamp, SERVICES_V0, TYPOLOGIES, type Typologie } from '../schema.ts'
import type { NomRegle } from './regles.ts'

/** What a known word gives. Nothing: the word is known, and the schema has no value for it. */
export interface Sens {
  readonly donne: readonly (readonly [NomChamp, string])[]
  readonly regle: NomRegle
  /** The cell says more than this: it also stays beside the fiche. */
  readonly garder?: boolean
}

type Dictionnaire = ReadonlyMap<string, Sens>

/** Fields whose words producers mix up share one dictionary: each word goes to its own field. */
const FAMILLES: readonly (readonly NomChamp[])[] = [
  ['typologie'],
  ['services'],
  ['publics_specifiquement_adresses', 'prise_en_charge_specifique'],
  ['frais_a_charge'],
  ['dispositif_programmes_nationaux', 'formations_labels', 'autres_formations_labels'],
  ['modalites_acces'],
  ['modalites_accompagnement'],
  ['itinerance']
]

/** The fields that the words of a column of this field may reach. */
export function familleDuChamp(nom: NomChamp): readonly NomChamp[] {
  return FAMILLES.find((famille) => famille.includes(nom)) ?? [nom]
}

export function dictionnaireDuChamp(nom: NomChamp): Dictionnaire | undefined {
  return DICTIONNAIRES.get(nom)
}

export const sens = (donne: Dons, regle: NomRegle): Sens => ({
  donne: (Object.entries(donne) as [NomChamp, string[]][]).flatMap(([nom, valeurs]) =>
    valeurs.map((valeur) => [nom, valeur] as const)
  ),
  regle
})

/** The older words, and today's other spellings, by family (named after its first field). */
const ANCIENS: Partial<Record<NomChamp, readonly (readonly [mots: readonly string[], donne: Dons])[]>> = {
  typologie: [
    [['PE', 'Pôle emploi', 'Pole emploi'], { typologie: ['FT'] }],
    [['Médiathèque', 'Bibliothèque', 'Mediatheque municipale'], { typologie: ['BIB'] }],
    [['Mairie', 'Commune'], { typologie: ['MUNI'] }],
    [['Association'], { typologie: ['ASSO'] }],
    [['Tiers-lieu', 'Tiers-lieux', 'TIERSLIEUX'], { typologie: ['TIERS_LIEUX'] }],
    [['France Services', 'Maison France Services', 'FS'], { typologie: ['RFS'] }],
    [['PIJ', 'BIJ'], { typologie: ['PIJ_BIJ'] }],
    [['Espace publique numérique'], { typologie: ['EPN'] }]
  ],
  publics_specifiquement_adresses: [
    [
      ['Seniors (+ 65 ans)', 'seniors-65', 'Séniors', 'Personnes âgées'],
      { publics_specifiquement_adresses: ['Seniors'] }
    ],
    [
      ['Familles/enfants', 'Familles', 'Enfants', 'Enfant'],
      { publics_specifiquement_adresses: ['Familles et/ou enfants'] }
    ],
    [['Jeunes (16-26 ans)', 'jeunes-16-26', 'Jeunesse'], { publics_specifiquement_adresses: ['Jeunes'] }],
    [['Uniquement femmes'], { publics_specifiquement_adresses: ['Femmes'] }],
    [['Étudiant'], { publics_specifiquement_adresses: ['Étudiants'] }],
    [['Adultes', 'Tous publics', 'Tout public'], {}],
    [
      ['Public langues étrangères', 'Langue étrangère'],
      { prise_en_charge_specifique: ['Langues étrangères (autres)'] }
    ],
    // Psychiatric conditions are not « Handicaps mentaux »: today's schema has no word for them.
    [
      [
        'Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales',
        'Handicaps psychiques'
      ],
      {}
    ],
    [
      ["Handicaps mentaux : déficiences limitant les activités d'une personne"],
      { prise_en_charge_specifique: ['Handicaps mentaux'] }
    ],
    [
      ["Personnes en situation d'illettrisme", 'personnes-en-situation-illettrisme'],
      { prise_en_charge_specifique: ['Illettrisme'] }
    ],
    [['Déficiance visuelle', 'Malvoyants'], { prise_en_charge_specifique: ['Déficience visuelle'] }],
    [['Langues étrangères (anglais)', 'Anglais'], { prise_en_charge_specifique: ['Langues étrangères (anglais)'] }]
  ],
  frais_a_charge: [
    [
      ['Gratuit : Je peux accéder gratuitement au lieu et à ses services', 'Oui gratuit'],
      { frais_a_charge: ['Gratuit'] }
    ],
    [
      [
        'Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)',
        'Gratuit sous conditions'
      ],
      { frais_a_charge: ['Gratuit sous condition'] }
    ],
    [["Payant : L'accès au lieu et/ou à ses services est payant"], { frais_a_charge: ['Payant'] }],
    // Free for those who join: joining is the condition.
    [
      [
        "Adhésion : L'accès au lieu et/ou à ses services nessite d'y adhérer",
        "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer",
        'Adhésion'
      ],
      { frais_a_charge: ['Gratuit sous condition'] }
    ],
    [
      [
        "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu",
        'Accepte le Pass numérique',
        'Pass numérique'
      ],
      {}
    ]
  ],
  dispositif_programmes_nationaux: [
    [
      [
        'CNFS',
        'Conseiller numérique',
        'Conseillers numériques France Services',
        'Conseiller numérique France Services'
      ],
      { dispositif_programmes_nationaux: ['Conseillers numériques'] }
    ],
    [['FS', 'France service'], { dispositif_programmes_nationaux: ['France Services'] }],
    [['Aidant Connect', 'Aidants Connects'], { dispositif_programmes_nationaux: ['Aidants Connect'] }],
    [
      ['Grandes écoles du numérique', 'Grande école du numérique (GEN)', 'GEN'],
      { dispositif_programmes_nationaux: ['Grande école du numérique'] }
    ],
    [
      ['Point relais CAF', 'Point numérique CAF', 'Point info CAF'],
      { dispositif_programmes_nationaux: ["Point d'accès numérique CAF"] }
    ],
    [
      ['Bibliothèques numériques de référence', 'Bibliothèque numérique de référence'],
      { dispositif_programmes_nationaux: ['Bibliothèques numérique de référence'] }
    ],
    [['Fabrique de territoire', 'Fabriques de Territoires'], { formations_labels: ['Fabriques de Territoire'] }],
    [['SUD LAB', 'SUD LABS', 'SUDLAB', 'SUDLABS'], { formations_labels: ['SUD LABS (PACA)'] }],
    [['Étapes numériques (La Poste)', 'Étapes numériques'], { formations_labels: ['Étapes numériques(La Poste)'] }],
    // National labels of 2022 that today's schema only knows as free words.
    [['APTIC'], { autres_formations_labels: ['APTIC'] }],
    [['Relais pôle emploi'], { autres_formations_labels: ['Relais pôle emploi'] }],
    [['French Tech'], { autres_formations_labels: ['French Tech'] }],
    [['Campus connecté'], { autres_formations_labels: ['Campus connecté'] }]
  ],
  modalites_acces: [
    [['Sur place', 'Se présenter sur place'], { modalites_acces: ['Se présenter'] }],
    [['Par téléphone', 'Appeler'], { modalites_acces: ['Téléphoner'] }],
    [['Par mail', 'Envoyer un mail'], { modalites_acces: ['Contacter par mail'] }]
  ],
  modalites_accompagnement: [
    [["Seul : j'ai accès à du matériel et une connexion", 'Seul'], { modalites_accompagnement: ['En autonomie'] }],
    [
      ["Avec de l'aide : je suis accompagné seul dans l'usage du numérique", "Avec de l'aide"],
      { modalites_accompagnement: ['Accompagnement individuel'] }
    ],
    [
      ["Dans un atelier : j'apprends collectivement à utiliser le numérique", 'Dans un atelier'],
      { modalites_accompagnement: ['Dans un atelier collectif'] }
    ],
    [
      ['A ma place : une personne habilitée fait les démarches à ma place', 'A ma place'],
      { modalites_accompagnement: ['Accompagnement individuel'] }
    ]
  ],
  itinerance: [
    [['Itinérante', 'Bus', 'Mobile'], { itinerance: ['Itinérant'] }],
    [['Sédentaire'], { itinerance: ['Fixe'] }]
  ]
}

function construire(famille: readonly NomChamp[]): Dictionnaire {
  const mots = new Map<string, Sens>()
  for (const [textes, donne] of ANCIENS[famille[0] ?? 'services'] ?? [])
    for (const texte of textes) mots.set(normaliser(texte), sens(donne, 'ancien-schema'))
  if (famille.includes('services'))
    for (const [ancien, service] of Object.entries(SERVICES_V0)) {
      const un: Sens = { donne: [['services', service]], regle: 'ancien-schema' }
      mots.set(normaliser(ancien), un)
      // data·inclusion's themes of those years: numerique--prendre-en-main-un-ordinateur.
      mots.set(`numerique ${normaliser(ancien)}`, un)
    }
  if (famille.includes('services')) mots.set('numerique', { donne: [], regle: 'ancien-schema' })
  if (famille.includes('typologie'))
    for (const [code, libelle] of Object.entries(TYPOLOGIES) as [Typologie, string][]) {
      const cle = normaliser(libelle)
      if (!mots.has(cle)) mots.set(cle, { donne: [['typologie', code]], regle: 'graphie-officielle' })
    }
  for (const nom of famille)
    for (const valeur of champ(nom).valeurs ?? [])
      mots.set(normaliser(valeur), { donne: [[nom, valeur]], regle: 'graphie-officielle' })
  return mots
}

const DICTIONNAIRES = new Map<NomChamp, Dictionnaire>(
  FAMILLES.flatMap((famille) => {
    const dictionnaire = construire(famille)
    return famille.map((nom) => [nom, dictionnaire] as const)
  })
)

/** The values of a cell. A JSON list is itself; elsewhere separators count outside parentheses only. */
export function separer(texte: string, separateurs: readonly string[] = SEPARATEURS): readonly string[] {
  if (texte.startsWith('[')) {
    const liste = listeJson(texte)
    if (liste) return liste
  }
  if (!separateurs.some((separateur) => texte.includes(separateur))) {
    const seul = sansGuillemets(texte)
    return seul === '' ? [] : [seul]
  }
  const morceaux = couperHorsParentheses(texte, separateurs) ?? couperPartout(texte, separateurs)
  return morceaux.map(sansGuillemets).filter((morceau) => morceau !== '')
}

/** What the schema and most spreadsheets put between two values. Not the comma: values contain some. */
const SEPARATEURS = ['|', ';', '","', '\n'] as const

function listeJson(texte: string): readonly string[] | undefined {
  try {
    const liste: unknown = JSON.parse(texte)
    return Array.isArray(liste) ? liste.map(String).filter((un) => un.trim() !== '') : undefined
  } catch {
    return undefined
  }
}

const sansGuillemets = (morceau: string) => morceau.trim().replace(/^["\s,]+|["\s,]+$/g, '')

function couperHorsParentheses(texte: string, separateurs: readonly string[]): string[] | undefined {
  const morceaux: string[] = []
  let profondeur = 0
  let debut = 0
  for (let i = 0; i < texte.length; i++) {
    const signe = texte[i]
    if (signe === '(') profondeur++
    else if (signe === ')') profondeur--
    if (profondeur < 0) return undefined
    if (profondeur > 0) continue
    const separateur = separateurs.find((un) => texte.startsWith(un, i))
    if (!separateur) continue
    morceaux.push(texte.slice(debut, i))
    i += separateur.length - 1
    debut = i + 1
  }
  morceaux.push(texte.slice(debut))
  return profondeur === 0 ? morceaux : undefined
}

function couperPartout(texte: string, separateurs: readonly string[]): string[] {
  return separateurs.reduce<string[]>((morceaux, un) => morceaux.flatMap((morceau) => morceau.split(un)), [texte])
}
