import { declarer } from '../declaration.ts'
import type { PriseEnCharge, Public, Service } from './genres.ts'
import type { Hasard } from './hasard.ts'
import { jourFrancais, type Manieres, type Releve } from './releve.ts'
import { ecrireJour, type StyleDeJour } from './semaine.ts'

const DEMARCHES = ['Démarches CAF', 'Impôts', 'Retraite', 'Assurance maladie', 'Carte grise et permis'] as const

/** The export of a form that lieux filled in themselves: questions as titles, lists cut by `","`, seven columns of hours. */
export const DECLARATION_HUB = declarer({
  id: 'demo-hub',
  nom: 'Hub régional (fictif)',
  producteur: 'Hub des Quatre-Vents (inventé)',
  licence: 'Données fictives de démonstration',
  lien: 'https://hub.example/cartographie',
  contact: 'cartographie@hub.example',
  fictif: true,
  confiance: { parDefaut: 2 },
  origine: { type: 'fichier' },
  forme: { format: 'json', chemin: 'export.fiches' },
  cle: { colonnes: ['Numéro de fiche'] },
  champs: {
    nom: { colonne: 'Nom du lieu ou de la structure *' },
    adresse: { colonne: 'Adresse postale *' },
    code_postal: { colonne: 'Code postal' },
    commune: { colonne: 'Ville *' },
    latitude: { colonne: 'position.latitude' },
    longitude: { colonne: 'position.longitude' },
    telephone: { colonne: 'Téléphone de l’accueil' },
    courriels: { colonne: 'Courriel (évitez les adresses personnelles)' },
    site_web: { colonne: 'Site internet' },
    horaires: {
      jours: {
        lundi: 'Lundi',
        mardi: 'Mardi',
        mercredi: 'Mercredi',
        jeudi: 'Jeudi',
        vendredi: 'Vendredi',
        samedi: 'Samedi',
        dimanche: 'Dimanche'
      }
    },
    presentation_detail: { colonne: 'Présentez votre lieu en quelques phrases' },
    date_maj: { colonne: 'Dernière modification' }
  },
  termes: [
    {
      colonnes: ['Type de lieu'],
      termes: [
        { termes: ['Médiathèque ou bibliothèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Mairie'], donne: { typologie: ['MUNI'] } },
        { termes: ['Espace public numérique'], donne: { typologie: ['EPN'] } },
        { termes: ['Association'], donne: { typologie: ['ASSO'] } },
        { termes: ['Centre social'], donne: { typologie: ['CS'] } },
        { termes: ['Tiers-lieu ou fablab'], donne: { typologie: ['TIERS_LIEUX'] } },
        { termes: ['CCAS'], donne: { typologie: ['CCAS'] } },
        { termes: ['Mission locale'], donne: { typologie: ['ML'] } },
        { termes: ['Ressourcerie'], donne: { typologie: ['RESSOURCERIE'] } },
        { termes: ['Information jeunesse'], donne: { typologie: ['PIJ_BIJ'] } },
        { termes: ['Maison des solidarités'], donne: { typologie: ['MDS'] } },
        { termes: ['Guichet de services'], donne: { typologie: ['MSAP'] } },
        { termes: ['Bus ou camion'], donne: { typologie: ['ENM'], itinerance: ['Itinérant'] } }
      ]
    },
    {
      colonnes: ['Démarches accompagnées', 'Ateliers proposés', 'À disposition'],
      separateurs: ['","'],
      termes: [
        { termes: [...DEMARCHES], donne: { services: ['Aide aux démarches administratives'] } },
        {
          termes: ['Découvrir l’ordinateur', 'Découvrir la tablette et le téléphone', 'Messagerie et visioconférence'],
          donne: { services: ['Maîtrise des outils numériques du quotidien'] }
        },
        { termes: ['CV et recherche d’emploi'], donne: { services: ['Insertion professionnelle via le numérique'] } },
        { termes: ['Mots de passe et arnaques'], donne: { services: ['Utilisation sécurisée du numérique'] } },
        { termes: ['Les enfants et les écrans'], donne: { services: ['Parentalité et éducation avec le numérique'] } },
        { termes: ['Photo, vidéo, impression 3D'], donne: { services: ['Loisirs et créations numériques'] } },
        { termes: ['Comprendre les réseaux sociaux'], donne: { services: ['Compréhension du monde numérique'] } },
        {
          termes: ['Wi-Fi', 'Ordinateurs en accès libre'],
          donne: { services: ['Accès internet et matériel informatique'] }
        },
        {
          termes: ['Ordinateurs révisés à petit prix'],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        { termes: ['Imprimante', 'Scanner'] }
      ]
    },
    {
      colonnes: ['Façons d’aider'],
      separateurs: ['","'],
      termes: [
        {
          termes: ['Aide individuelle sur rendez-vous'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'], modalites_acces: ['Téléphoner'] }
        },
        {
          termes: ['Aide individuelle sans rendez-vous'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'], modalites_acces: ['Se présenter'] }
        },
        { termes: ['Atelier en groupe'], donne: { modalites_accompagnement: ['Dans un atelier collectif'] } },
        { termes: ['Accès libre'], donne: { modalites_accompagnement: ['En autonomie'] } },
        { termes: ['Aide à distance'], donne: { modalites_accompagnement: ['À distance'] } }
      ]
    },
    {
      colonnes: ['Publics accueillis', 'Accueil particulier'],
      separateurs: ['","'],
      termes: [
        { termes: ['Tous publics'] },
        { termes: ['Personnes âgées'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        { termes: ['Jeunes (11-26 ans)'], donne: { publics_specifiquement_adresses: ['Jeunes'] } },
        { termes: ['Parents et enfants'], donne: { publics_specifiquement_adresses: ['Familles et/ou enfants'] } },
        { termes: ['Étudiants'], donne: { publics_specifiquement_adresses: ['Étudiants'] } },
        { termes: ['Femmes seulement'], donne: { publics_specifiquement_adresses: ['Femmes'] } },
        { termes: ['Surdité'], donne: { prise_en_charge_specifique: ['Surdité'] } },
        { termes: ['Handicap moteur'], donne: { prise_en_charge_specifique: ['Handicaps moteurs'] } },
        { termes: ['Handicap mental'], donne: { prise_en_charge_specifique: ['Handicaps mentaux'] } },
        { termes: ['Illettrisme'], donne: { prise_en_charge_specifique: ['Illettrisme'] } },
        { termes: ['Anglais'], donne: { prise_en_charge_specifique: ['Langues étrangères (anglais)'] } },
        { termes: ['Autres langues'], donne: { prise_en_charge_specifique: ['Langues étrangères (autres)'] } },
        { termes: ['Malvoyance'], donne: { prise_en_charge_specifique: ['Déficience visuelle'] } }
      ]
    },
    {
      colonnes: ['Tarifs'],
      separateurs: ['","'],
      termes: [
        { termes: ['Gratuit'], donne: { frais_a_charge: ['Gratuit'] } },
        { termes: ['Adhésion annuelle'], donne: { frais_a_charge: ['Gratuit sous condition'] } },
        { termes: ['Payant'], donne: { frais_a_charge: ['Payant'] } },
        { termes: ['Pass numérique accepté'] }
      ]
    }
  ],
  cases: [
    {
      colonne: 'Accueillez-vous un conseiller numérique ?',
      oui: { dispositif_programmes_nationaux: ['Conseillers numériques'] }
    }
  ]
})

export const MANIERES_HUB: Manieres = {
  source: 'hub',
  livreeLe: '2025-11-10',
  anciennete: [20, 1500],
  majuscules: 0.1,
  abreviations: 0.2,
  fautes: 0.06,
  precision: 45,
  sansPosition: 0.05,
  sansCodePostal: 0.05,
  inversees: 0.01,
  cedex: 0.08,
  anciennesCommunes: 0.4,
  // Its postcodes are numbers, so that every one of them loses its zero.
  zerosPerdus: 0,
  courriersNominatifs: 0.02
}

const ITEMS: Readonly<
  Record<Service, readonly ['Démarches accompagnées' | 'Ateliers proposés' | 'À disposition', readonly string[]]>
> = {
  'Aide aux démarches administratives': ['Démarches accompagnées', DEMARCHES],
  'Maîtrise des outils numériques du quotidien': [
    'Ateliers proposés',
    ['Découvrir l’ordinateur', 'Découvrir la tablette et le téléphone', 'Messagerie et visioconférence']
  ],
  'Insertion professionnelle via le numérique': ['Ateliers proposés', ['CV et recherche d’emploi']],
  'Utilisation sécurisée du numérique': ['Ateliers proposés', ['Mots de passe et arnaques']],
  'Parentalité et éducation avec le numérique': ['Ateliers proposés', ['Les enfants et les écrans']],
  'Loisirs et créations numériques': ['Ateliers proposés', ['Photo, vidéo, impression 3D']],
  'Compréhension du monde numérique': ['Ateliers proposés', ['Comprendre les réseaux sociaux']],
  'Accès internet et matériel informatique': ['À disposition', ['Wi-Fi', 'Ordinateurs en accès libre']],
  'Acquisition de matériel informatique à prix solidaire': ['À disposition', ['Ordinateurs révisés à petit prix']]
}

const TYPES: Readonly<Record<Releve['genre'], string>> = {
  guichet: 'Guichet de services',
  mediatheque: 'Médiathèque ou bibliothèque',
  mairie: 'Mairie',
  epn: 'Espace public numérique',
  association: 'Association',
  'centre-social': 'Centre social',
  'tiers-lieu': 'Tiers-lieu ou fablab',
  ccas: 'CCAS',
  emploi: 'Mission locale',
  ressourcerie: 'Ressourcerie',
  jeunes: 'Information jeunesse',
  solidarites: 'Maison des solidarités',
  bus: 'Bus ou camion'
}

const PUBLICS: Readonly<Record<Public, string>> = {
  Jeunes: 'Jeunes (11-26 ans)',
  Étudiants: 'Étudiants',
  'Familles et/ou enfants': 'Parents et enfants',
  Seniors: 'Personnes âgées',
  Femmes: 'Femmes seulement'
}

const ACCUEILS: Readonly<Record<PriseEnCharge, string>> = {
  Surdité: 'Surdité',
  'Handicaps moteurs': 'Handicap moteur',
  'Handicaps mentaux': 'Handicap mental',
  Illettrisme: 'Illettrisme',
  'Langues étrangères (anglais)': 'Anglais',
  'Langues étrangères (autres)': 'Autres langues',
  'Déficience visuelle': 'Malvoyance'
}

const JOURS = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'] as const

/** As the form's export writes a list: quotes between its items, none around. */
const liste = (items: readonly string[]) => items.join('","')

export function ficheDuHub(r: Releve, de: Hasard): Record<string, unknown> {
  const items = {
    'Démarches accompagnées': [] as string[],
    'Ateliers proposés': [] as string[],
    'À disposition': [] as string[]
  }
  for (const service of r.services) {
    const [colonne, mots] = ITEMS[service]
    items[colonne].push(...de.plusieurs(mots, 1, 3))
  }
  if (de.chance(0.4)) items['À disposition'].push('Imprimante')

  const style: StyleDeJour = de.choisir(['lettres', 'lettres', 'tirets'])
  const facons = r.accompagnement.map((une) => {
    if (une === 'Dans un atelier collectif') return 'Atelier en groupe'
    if (une === 'À distance') return 'Aide à distance'
    if (une === 'En autonomie') return 'Accès libre'
    return r.acces.includes('Téléphoner') ? 'Aide individuelle sur rendez-vous' : 'Aide individuelle sans rendez-vous'
  })
  const tarifs = r.frais === 'Gratuit sous condition' ? ['Adhésion annuelle'] : r.frais ? [r.frais] : []
  return {
    'Numéro de fiche': 20_000 + r.rang * 3,
    'Dernière modification': `${jourFrancais(r.le)} ${String(de.entier(8, 18)).padStart(2, '0')}:${String(de.entier(0, 59)).padStart(2, '0')}:00`,
    'Nom du lieu ou de la structure *': r.nom,
    'Type de lieu': TYPES[r.genre],
    'Adresse postale *': [r.numero, r.voie].filter(Boolean).join(' '),
    'Code postal': r.codePostal === '' ? '' : Number(r.codePostal),
    'Ville *': r.ville,
    position: r.point ?? {},
    'Téléphone de l’accueil': r.telephone ?? '',
    'Courriel (évitez les adresses personnelles)': r.courriel ?? '',
    'Site internet': r.site ?? (de.chance(0.3) ? 'http://' : ''),
    'Présentez votre lieu en quelques phrases': de.chance(0.05) ? `<p>${r.detail}</p>` : r.detail,
    ...Object.fromEntries(JOURS.map((jour, i) => [jour, r.semaine ? ecrireJour(r.semaine[i], style) : ''])),
    'Publics accueillis': liste(
      r.publics.length > 0 ? r.publics.map((un) => PUBLICS[un]) : de.chance(0.5) ? ['Tous publics'] : []
    ),
    'Accueil particulier': liste(r.prisesEnCharge.map((une) => ACCUEILS[une])),
    Tarifs: liste([...tarifs, ...(tarifs.length > 0 && de.chance(0.15) ? ['Pass numérique accepté'] : [])]),
    'Façons d’aider': liste(facons),
    ...Object.fromEntries(Object.entries(items).map(([colonne, mots]) => [colonne, liste([...new Set(mots)])])),
    'Accueillez-vous un conseiller numérique ?': r.programmes.includes('Conseillers numériques')
      ? 'Oui'
      : de.chance(0.5)
        ? 'Non'
        : ''
  }
}
