import type { Dons } from '../declaration.ts'

/**
 * What the founding documents name, and what the official schema says of it. `donne` holds the schema's values; empty, it
 * means that the schema has no word: the text is kept beside the fiche, and people find it by `alias`.
 */
export interface MotDesDocuments {
  readonly id: string
  /** As people say it. */
  readonly libelle: string
  /** Other ways to write it, whole. Case, accents and signs do not count. No alias leads two ways. */
  readonly alias: readonly string[]
  readonly donne: Dons
}

const DEMARCHES = 'Aide aux démarches administratives'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'
const EMPLOI = 'Insertion professionnelle via le numérique'
const SECURITE = 'Utilisation sécurisée du numérique'
const PARENTALITE = 'Parentalité et éducation avec le numérique'
const CREATION = 'Loisirs et créations numériques'
const COMPRENDRE = 'Compréhension du monde numérique'
const ACCES = 'Accès internet et matériel informatique'
const EQUIPEMENT = 'Acquisition de matériel informatique à prix solidaire'

export const SERVICES_DES_DOCUMENTS: readonly MotDesDocuments[] = [
  {
    id: 'SRV-01',
    libelle: 'Accueil et orientation',
    alias: ['accueil', 'orientation', 'premier accueil', 'accueil information orientation'],
    donne: {}
  },
  {
    id: 'SRV-02',
    libelle: 'Orientation vers un autre lieu',
    alias: ['réorientation', 'orienter vers d’autres acteurs', 'je dirige vers d’autres acteurs', 'mise en relation'],
    donne: {}
  },
  {
    id: 'SRV-03',
    libelle: 'Libre accès à internet, postes, wifi',
    alias: [
      'libre accès internet',
      'accès libre à internet',
      'accès à internet',
      'accès internet',
      'accès wifi',
      'wifi',
      'borne wifi',
      'connexion internet',
      'libre accès à un ordinateur',
      'accès à un ordinateur',
      'utilisation ordinateur et/ou tablette',
      'postes informatiques',
      'postes en libre accès',
      'mise à disposition de matériel informatique',
      'accès à du matériel',
      'accès libre à du matériel informatique',
      'accès à des équipements et une connexion internet',
      'impression',
      'imprimer',
      'scanner',
      'photocopies',
      'utilisation d’une imprimante',
      'utilisation d’un scanner',
      'ordinateur',
      'ordinateurs',
      'tablette',
      'imprimante'
    ],
    donne: { services: [ACCES] }
  },
  {
    id: 'SRV-04',
    libelle: 'Ateliers pour débuter',
    alias: [
      'ateliers collectifs d’initiation',
      'atelier d’initiation',
      'initiation informatique',
      'initiation à l’informatique',
      'initiation aux outils numériques',
      'initiation au numérique',
      'initiation au numérique formation apprentissage perfectionnement',
      'perfectionnement aux outils numériques',
      'découverte de l’ordinateur',
      'découverte de la tablette',
      'découverte du smartphone',
      'découverte de l’ordinateur tablette smartphone',
      'découverte d’internet',
      'navigation internet',
      'messagerie',
      'bureautique',
      'formation aux bases du numérique',
      'formations numériques de base',
      'ateliers numériques',
      'ateliers informatiques',
      'cours d’informatique',
      'être initié aux outils numériques',
      'apprendre à utiliser internet'
    ],
    donne: { services: [QUOTIDIEN], modalites_accompagnement: ['Dans un atelier collectif'] }
  },
  {
    id: 'SRV-05',
    libelle: 'Aide aux démarches en ligne',
    alias: [
      'aide aux démarches en ligne',
      'accompagnement aux démarches en ligne',
      'accompagnement aux démarches administratives',
      'accompagnement individuel aux démarches',
      'accompagnement dans les démarches',
      'aide aux démarches dématérialisées',
      'aide pour les démarches administratives',
      'démarches administratives',
      'démarches en ligne',
      'administration en ligne',
      'être accompagné dans ses démarches administratives',
      'assistance sur les services administratifs en ligne',
      'accès aux droits',
      'écrivain public',
      'écrivain public numérique'
    ],
    donne: { services: [DEMARCHES], modalites_accompagnement: ['Accompagnement individuel'] }
  },
  {
    id: 'SRV-06',
    libelle: 'Apprendre à faire ses démarches seul',
    alias: [
      'formation à l’autonomie',
      'e-administration',
      'formation e-administration',
      'autonomie administrative',
      'formation pour réaliser des démarches en ligne'
    ],
    donne: { services: [DEMARCHES] }
  },
  {
    id: 'SRV-07',
    libelle: 'Créer et fabriquer',
    alias: [
      'création numérique',
      'fabrication numérique',
      'impression 3D',
      'imprimante 3D',
      'découpe laser',
      'découpeuse laser',
      'robotique',
      'prototypage',
      'ateliers créatifs',
      'programmation',
      'initiation au code',
      'jeux vidéo',
      'activités ludiques',
      'pratiques d’activités numériques récréatives',
      'pratiquer des activités récréatives numériques'
    ],
    donne: { services: [CREATION] }
  },
  {
    id: 'SRV-08',
    libelle: 'Outils numériques des collectivités',
    alias: ['civic tech', 'outils des collectivités', 'services publics numériques', 'portail citoyen'],
    donne: { services: [COMPRENDRE] }
  },
  {
    id: 'SRV-09',
    libelle: 'Numérique sobre',
    alias: ['sobriété numérique', 'numérique responsable', 'impact environnemental du numérique', 'green it'],
    donne: { services: [COMPRENDRE] }
  },
  {
    id: 'SRV-10',
    libelle: 'Écrans et risques d’internet',
    alias: [
      'prévention écrans',
      'prévention des risques d’internet',
      'sensibilisation aux risques d’internet',
      'éducation aux écrans',
      'cyberharcèlement',
      'sécurité en ligne',
      'cybersécurité',
      'sensibilisation vie privée'
    ],
    donne: { services: [SECURITE] }
  },
  {
    id: 'SRV-11',
    libelle: 'Données : les protéger, les partager',
    alias: [
      'protection des données',
      'données personnelles',
      'rgpd',
      'open data',
      'données ouvertes',
      'identité numérique',
      'sensibilisation à la gestion de son identité numérique'
    ],
    donne: { services: [SECURITE] }
  },
  {
    id: 'SRV-12',
    libelle: 'Faire reconnaître ses compétences',
    alias: [
      'certification de compétences',
      'certification pix',
      'pix',
      'b2i',
      'b2i adulte',
      'c2i',
      'passeport numérique',
      'diagnostic de compétences',
      'faire un diagnostic des compétences numériques'
    ],
    donne: { services: [QUOTIDIEN] }
  },
  {
    id: 'SRV-13',
    libelle: 'Télétravail et formation à distance',
    alias: ['télétravail', 'téléformation', 'formation à distance', 'coworking'],
    donne: { services: [ACCES] }
  },
  {
    id: 'SRV-14',
    libelle: 'Aide aux entreprises',
    alias: [
      'appui aux entreprises',
      'accompagnement des entreprises',
      'accompagnement de professionnels',
      'transformation numérique des entreprises',
      'créer et développer mon entreprise'
    ],
    donne: { services: [EMPLOI] }
  },
  {
    id: 'SRV-15',
    libelle: 'Aide aux projets',
    alias: [
      'accompagnement de projets',
      'accompagnement de porteurs de projets',
      'incubation',
      'création d’entreprise',
      'entrepreneuriat'
    ],
    donne: { services: [EMPLOI] }
  },
  {
    id: 'SRV-16',
    libelle: 'Patrimoine, mémoire, tourisme',
    alias: [
      'patrimoine numérique',
      'mémoire',
      'tourisme numérique',
      'valorisation du patrimoine',
      'médiation culturelle'
    ],
    donne: { services: [CREATION] }
  },
  {
    id: 'SRV-17',
    libelle: 'Médias : radio, télé, reportage',
    alias: [
      'webradio',
      'web radio',
      'webtv',
      'web tv',
      'reportage',
      'éducation aux médias',
      'éducation aux médias et à l’information',
      'média'
    ],
    donne: { services: [CREATION, COMPRENDRE] }
  },
  {
    id: 'SRV-18',
    libelle: 'Prêt, don, vente solidaire, entretien de matériel',
    alias: [
      'prêt de matériel',
      'don de matériel',
      'location de matériel',
      'vente solidaire de matériel',
      'vente de matériel reconditionné',
      'matériel reconditionné',
      'réparation de matériel',
      'maintenance de matériel',
      'dépannage informatique',
      'achat équipement à bas coût',
      'don prêt matériel',
      's’équiper en matériel'
    ],
    donne: { services: [EQUIPEMENT] }
  },
  {
    id: 'SRV-19',
    libelle: 'Va à la rencontre des habitants',
    alias: ['itinérance', 'hors les murs', 'itinérant', 'permanences itinérantes', 'visites à domicile', 'à domicile'],
    donne: { itinerance: ['Itinérant'] }
  },
  {
    id: 'SRV-20',
    libelle: 'Formation des aidants et des élus',
    alias: ['formation des aidants', 'formation des élus', 'formation des professionnels', 'formation des agents'],
    donne: {}
  },
  {
    id: 'SRV-21',
    libelle: 'Débat public et participation',
    alias: ['débat public', 'participation citoyenne', 'citoyenneté numérique', 'promouvoir la citoyenneté'],
    donne: { services: [COMPRENDRE] }
  },
  {
    id: 'SRV-22',
    libelle: 'Logiciels libres',
    alias: ['logiciels libres', 'logiciel libre', 'linux', 'install party', 'open source'],
    donne: { services: [COMPRENDRE] }
  },
  {
    id: 'SRV-23',
    libelle: 'Réparer ensemble',
    alias: ['repair café', 'repair cafe', 'atelier de réparation', 'autoréparation', 'repair pc'],
    donne: {}
  },
  {
    id: 'SRV-24',
    libelle: 'Formation professionnelle',
    alias: [
      'formation professionnelle',
      'formation professionnelle agréée',
      'formation qualifiante',
      'formation certifiante',
      'insertion professionnelle',
      'recherche d’emploi',
      'aide à la recherche d’emploi',
      'techniques de recherche d’emploi'
    ],
    donne: { services: [EMPLOI] }
  },
  {
    id: 'SRV-25',
    libelle: 'Numérique et handicap',
    alias: ['e-accessibilité', 'accessibilité numérique', 'démonstrations adaptées', 'matériel adapté'],
    donne: {}
  },
  {
    id: 'SRV-26',
    libelle: 'Visioconférence et lien social',
    alias: [
      'visioconférence',
      'visio conférence',
      'lien social',
      'réseaux sociaux',
      'lien social réseaux sociaux communication'
    ],
    donne: { services: [QUOTIDIEN] }
  },
  // Not one of the documents' services, and the schema's own: parents and school.
  {
    id: 'SCHEMA-PARENTALITE',
    libelle: 'Écrans en famille',
    alias: [
      'parentalité',
      'parentalité numérique',
      'scolarité et parentalité',
      'usages numériques scolaires',
      'aide aux devoirs'
    ],
    donne: { services: [PARENTALITE] }
  }
]

const JEUNES = 'Jeunes'
const FAMILLES = 'Familles et/ou enfants'

export const PUBLICS_DES_DOCUMENTS: readonly MotDesDocuments[] = [
  {
    id: 'PUB-01',
    libelle: 'Tous les publics',
    alias: [
      'tout public',
      'tous publics',
      'tous les publics',
      'tout type de public',
      'tout types de publics',
      'tous types de publics',
      'public adulte',
      'adultes',
      'adulte'
    ],
    donne: {}
  },
  {
    id: 'PUB-02',
    libelle: 'Habitants',
    alias: ['habitants', 'citoyens', 'résidents', 'habitants de la commune'],
    donne: {}
  },
  {
    id: 'PUB-03',
    libelle: 'Associations',
    alias: ['associations', 'bénévoles', 'associations et bénévoles'],
    donne: {}
  },
  { id: 'PUB-04', libelle: 'Entreprises', alias: ['entreprises', 'professionnels'], donne: {} },
  {
    id: 'PUB-05',
    libelle: 'Commerçants, artisans, petites entreprises',
    alias: ['commerçants', 'artisans', 'tpe', 'pme', 'tpe pme', 'professions libérales', 'libéraux'],
    donne: {}
  },
  {
    id: 'PUB-06',
    libelle: 'Élèves, scolaires',
    alias: ['élèves', 'scolaires', 'groupes scolaires', 'collégiens', 'lycéens', 'élèves et enseignants'],
    donne: { publics_specifiquement_adresses: [JEUNES] }
  },
  {
    id: 'PUB-07',
    libelle: 'Étudiants',
    alias: ['étudiants', 'étudiant', 'étudiantes'],
    donne: { publics_specifiquement_adresses: ['Étudiants'] }
  },
  {
    id: 'PUB-08',
    libelle: 'Parents, familles',
    alias: ['parents', 'familles', 'famille', 'enfants et parents', 'familles enfants', 'parentalité'],
    donne: { publics_specifiquement_adresses: [FAMILLES] }
  },
  {
    id: 'PUB-09',
    libelle: 'Enfants et jeunes',
    alias: [
      'jeunes',
      'jeune',
      'jeunesse',
      'mouvements de jeunesse',
      'adolescents',
      'public jeune',
      'jeunes 16 25 ans',
      'jeunes de 16 à 25 ans',
      'jeunes 16 26 ans'
    ],
    donne: { publics_specifiquement_adresses: [JEUNES] }
  },
  {
    id: 'PUB-10',
    libelle: 'Jeunes qui ont quitté l’école',
    alias: ['décrocheurs', 'décrocheurs scolaires', 'jeunes en décrochage', 'jeunes déscolarisés'],
    donne: { publics_specifiquement_adresses: [JEUNES] }
  },
  {
    id: 'PUB-11',
    libelle: 'Personnes qui cherchent un emploi',
    alias: [
      'demandeurs d’emploi',
      'demandeur d’emploi',
      'chercheurs d’emploi',
      'personnes en insertion',
      'personnes en insertion professionnelle',
      'public en insertion',
      'bénéficiaires du rsa',
      'bénéficiaire du rsa'
    ],
    donne: {}
  },
  {
    id: 'PUB-12',
    libelle: 'Salariés, télétravailleurs, indépendants',
    alias: ['salariés', 'télétravailleurs', 'indépendants', 'travailleurs indépendants'],
    donne: {}
  },
  {
    id: 'PUB-13',
    libelle: 'Porteurs de projets, entrepreneurs',
    alias: [
      'porteurs de projets',
      'créateurs d’entreprise',
      'entrepreneurs',
      'entrepreneur',
      'porteurs de projets économiques'
    ],
    donne: {}
  },
  { id: 'PUB-14', libelle: 'Artistes', alias: ['artistes', 'artiste', 'créateurs'], donne: {} },
  {
    id: 'PUB-15',
    libelle: 'Seniors, personnes isolées',
    alias: [
      'seniors',
      'senior',
      'retraités',
      'personnes âgées',
      'personnes isolées',
      'public senior',
      'seniors 65 ans',
      'aînés'
    ],
    donne: { publics_specifiquement_adresses: ['Seniors'] }
  },
  {
    id: 'PUB-16',
    libelle: 'Femmes isolées',
    alias: ['femmes isolées', 'femmes', 'uniquement femmes', 'femmes victimes de violences'],
    donne: { publics_specifiquement_adresses: ['Femmes'] }
  },
  {
    id: 'PUB-17',
    libelle: 'Personnes handicapées',
    // Which handicap is not said: the schema asks.
    alias: ['personnes handicapées', 'personnes en situation de handicap', 'handicap', 'public handicapé'],
    donne: {}
  },
  {
    id: 'PUB-18',
    libelle: 'Habitants des quartiers populaires',
    alias: ['quartiers populaires', 'quartiers prioritaires', 'habitants des quartiers', 'qpv'],
    donne: {}
  },
  {
    id: 'PUB-19',
    libelle: 'Habitants des campagnes',
    alias: ['zones rurales', 'ruraux', 'habitants des zones rurales', 'éloignement géographique'],
    donne: {}
  },
  {
    id: 'PUB-20',
    libelle: 'Outre-mer et territoires isolés',
    alias: ['outre mer', 'territoires isolés', 'ultramarins'],
    donne: {}
  },
  {
    id: 'PUB-21',
    libelle: 'Personnes à petits revenus',
    alias: [
      'milieux modestes',
      'travailleurs pauvres',
      'personnes en difficultés sociales',
      'personnes en précarité',
      'en situation de précarité',
      'personnes en situation de précarité',
      'public précaire',
      'minima sociaux'
    ],
    donne: {}
  },
  {
    id: 'PUB-22',
    libelle: 'Personnes venues d’ailleurs',
    alias: [
      'migrants',
      'migrant',
      'réfugiés',
      'réfugié',
      'étrangers',
      'étranger',
      'diasporas',
      'primo arrivants',
      'demandeurs d’asile',
      'public d’origine étrangère'
    ],
    donne: {}
  },
  {
    id: 'PUB-23',
    libelle: 'Personnes en difficulté familiale',
    alias: ['personnes en difficulté familiale', 'familles monoparentales', 'difficultés familiales'],
    donne: {}
  },
  {
    id: 'PUB-24',
    libelle: 'Personnes éloignées du numérique',
    // Digital illiteracy is not illiteracy: the schema's « Illettrisme » is another thing.
    alias: [
      'illectronisme',
      'éloignés du numérique',
      'personnes éloignées du numérique',
      'public débutant',
      'débutants',
      'débutant'
    ],
    donne: {}
  },
  {
    id: 'PUB-25',
    libelle: 'Élus, acteurs de terrain',
    alias: ['élus', 'élus locaux', 'acteurs de terrain'],
    donne: {}
  },
  {
    id: 'PUB-26',
    libelle: 'Professionnels du social et de la santé',
    alias: [
      'travailleurs sociaux',
      'professionnels du social',
      'professionnels de santé',
      'professionnels de l’insertion',
      'professionnels jeunesse'
    ],
    donne: {}
  },
  {
    id: 'PUB-27',
    libelle: 'Économie sociale et solidaire',
    alias: ['acteurs de l’ess', 'économie sociale et solidaire', 'salariés de l’ess'],
    donne: {}
  },
  { id: 'PUB-28', libelle: 'Enseignants', alias: ['enseignants', 'communauté éducative', 'éducateurs'], donne: {} },
  { id: 'PUB-29', libelle: 'Correspondants internationaux', alias: ['correspondants internationaux'], donne: {} }
]

export const LIEUX_DES_DOCUMENTS: readonly MotDesDocuments[] = [
  {
    id: 'LIE-01',
    libelle: 'Espace public numérique',
    alias: [
      'epn',
      'netpublic',
      'cyberbase',
      'cyber base',
      'cybercentre',
      'cyberbase / cybercentre',
      'espace publique numérique'
    ],
    donne: { typologie: ['EPN'] }
  },
  {
    id: 'LIE-02',
    libelle: 'Fablab',
    alias: ['fab lab', 'atelier de fabrication numérique', 'makerspace', 'fablabs'],
    donne: { typologie: ['FABLAB'] }
  },
  { id: 'LIE-03', libelle: 'Infolab', alias: ['info lab'], donne: {} },
  { id: 'LIE-04', libelle: 'Médialab', alias: ['media lab', 'medialab'], donne: {} },
  {
    id: 'LIE-05',
    libelle: 'Bibliothèque, médiathèque',
    alias: [
      'bibliothèque',
      'médiathèque',
      'bibliothèques',
      'médiathèques',
      'médiathèque bibliothèque',
      'bibliothèque universitaire',
      'bibliothèque municipale'
    ],
    donne: { typologie: ['BIB'] }
  },
  {
    id: 'LIE-06',
    libelle: 'Espace de coworking',
    alias: ['coworking', 'espace de cowworking', 'espace de travail partagé'],
    donne: { typologie: ['TIERS_LIEUX'] }
  },
  {
    id: 'LIE-07',
    libelle: 'Tiers-lieu',
    alias: ['tiers lieux', 'tiers lieu open source', 'tiers lieu coworking fablab hackerspace'],
    donne: { typologie: ['TIERS_LIEUX'] }
  },
  { id: 'LIE-08', libelle: 'Pépinière d’entreprises', alias: ['pépinière', 'hôtel d’entreprises'], donne: {} },
  {
    id: 'LIE-09',
    libelle: 'Couveuse, incubateur d’entreprises',
    alias: ['couveuse', 'incubateur', 'couveuse d’entreprises', 'incubateur d’entreprises'],
    donne: {}
  },
  { id: 'LIE-10', libelle: 'Incubateur d’innovations sociales', alias: ['incubateur social'], donne: {} },
  {
    id: 'LIE-11',
    libelle: 'Établissement d’enseignement ouvert',
    alias: ['établissement d’enseignement', 'école', 'collège', 'lycée', 'université'],
    donne: {}
  },
  { id: 'LIE-12', libelle: 'Laboratoire de recherche', alias: ['laboratoire'], donne: {} },
  { id: 'LIE-13', libelle: 'Office de tourisme', alias: ['office du tourisme', 'syndicat d’initiative'], donne: {} },
  {
    id: 'LIE-14',
    libelle: 'Centre de ressources',
    alias: ['centre de ressources territorial', 'centre de ressources politique de la ville'],
    donne: {}
  },
  {
    id: 'LIE-15',
    libelle: 'Relais de services publics',
    alias: ['relais services publics', 'rsp', 'relais service public', 'relais service publics'],
    donne: { typologie: ['MSAP'] }
  },
  {
    id: 'LIE-16',
    libelle: 'Maison de services au public',
    alias: ['msap', 'maison de service au public', 'maison des services au public', 'maison de services publics'],
    donne: { typologie: ['MSAP'] }
  },
  { id: 'LIE-17', libelle: 'Pôle de ressources numériques', alias: ['pôle ressources numériques'], donne: {} },
  {
    id: 'LIE-18',
    libelle: 'Atelier de reconditionnement',
    alias: [
      'ordi 2.0',
      'reconditionneur',
      'atelier de reconditionnement ordi 2.0',
      'ressourcerie matériel moindre coût recyclé'
    ],
    donne: { typologie: ['RESSOURCERIE'] }
  },
  { id: 'LIE-19', libelle: 'Mission locale', alias: ['missions locales', 'ml'], donne: { typologie: ['ML'] } },
  {
    id: 'LIE-20',
    libelle: 'Centre social',
    alias: ['structure socioculturelle', 'centres sociaux', 'centre social associatif', 'association et centre social'],
    donne: { typologie: ['CS'] }
  },
  {
    id: 'LIE-21',
    libelle: 'Structure locale de mutualisation informatique',
    alias: ['mutualisation informatique'],
    donne: {}
  },
  {
    id: 'LIE-22',
    libelle: 'Espace informel d’innovation',
    alias: ['espace d’innovation', 'espace informel d’innovation par le numérique'],
    donne: {}
  },
  { id: 'LIE-23', libelle: 'Hackerspace', alias: ['hacker space'], donne: { typologie: ['FABLAB'] } },
  { id: 'LIE-24', libelle: 'Repair café', alias: ['repair cafe', 'café réparation'], donne: {} },
  {
    id: 'LIE-25',
    libelle: 'École du numérique',
    alias: ['grande école du numérique', 'codecamp', 'code camp'],
    donne: { typologie: ['OF'] }
  },
  {
    id: 'LIE-26',
    libelle: 'Dispositif itinérant',
    alias: [
      'epn mobile',
      'fablab mobile',
      'bus numérique',
      'bus',
      'bus_équivalent',
      'camion',
      'médiateur itinérant',
      'espace numérique mobile'
    ],
    donne: { typologie: ['ENM'], itinerance: ['Itinérant'] }
  },
  {
    id: 'LIE-27',
    libelle: 'Point d’accès libre',
    alias: ['point d’accès', 'point wifi', 'point d’accès internet'],
    donne: {}
  },
  {
    id: 'LIE-28',
    libelle: 'Point d’accès au droit',
    alias: ['pad', 'maison de justice et du droit', 'mjd', 'point justice'],
    donne: { typologie: ['PAD'] }
  },
  {
    id: 'LIE-28b',
    libelle: 'Point information médiation multiservices',
    alias: ['pimms'],
    donne: { typologie: ['PIMMS'] }
  },
  {
    id: 'LIE-28c',
    libelle: 'Information jeunesse',
    alias: [
      'bij',
      'pij',
      'bij pij',
      'bij pij information jeunesse',
      'point information jeunesse',
      'point information jeunes',
      'bureau information jeunesse',
      'point et bureau information jeunesse',
      'point et bureau information jeunesse pij bij'
    ],
    donne: { typologie: ['PIJ_BIJ'] }
  },
  {
    id: 'LIE-28d',
    libelle: 'Régie de quartier',
    alias: ['régie de quartiers', 'jobcamp', 'structure pcie'],
    donne: {}
  },
  {
    id: 'LIE-29',
    libelle: 'Mairie',
    alias: [
      'commune',
      'communes',
      'municipalité',
      'mairie annexe',
      'hôtel de ville',
      'maison municipale',
      'commune accueillant des permanences'
    ],
    donne: { typologie: ['MUNI'] }
  },
  {
    id: 'LIE-30',
    libelle: 'Groupe sans local',
    alias: ['groupe de citoyens', 'coordination de projets', 'collectif de citoyens'],
    donne: {}
  },
  // Not in the documents, and written in many a file.
  {
    id: 'SCHEMA-RFS',
    libelle: 'France services',
    alias: ['maison france services', 'espace france services', 'france service', 'réseau france services', 'fs'],
    donne: { typologie: ['RFS'] }
  },
  {
    id: 'SCHEMA-ASSO',
    libelle: 'Association',
    alias: ['associations', 'asso', 'association loi 1901'],
    donne: { typologie: ['ASSO'] }
  },
  {
    id: 'SCHEMA-CCAS',
    libelle: 'Centre communal d’action sociale',
    alias: ['centre communal d’action sociale ccas'],
    donne: { typologie: ['CCAS'] }
  },
  {
    id: 'SCHEMA-FT',
    libelle: 'France Travail',
    alias: ['pôle emploi', 'agence pôle emploi'],
    donne: { typologie: ['FT'] }
  },
  {
    id: 'SCHEMA-POSTE',
    libelle: 'La Poste',
    alias: ['bureau de poste', 'agence postale'],
    donne: { typologie: ['LA_POSTE'] }
  },
  {
    id: 'SCHEMA-OF',
    libelle: 'Organisme de formation',
    alias: ['organisme de formations', 'centre de formation'],
    donne: { typologie: ['OF'] }
  },
  {
    id: 'SCHEMA-MQ',
    libelle: 'Maison de quartier',
    alias: ['maison de quartier maison commune', 'maisons de quartier'],
    donne: { typologie: ['MQ'] }
  },
  {
    id: 'SCHEMA-CCONS',
    libelle: 'Chambre consulaire',
    alias: ['chambre de commerce', 'chambre des métiers', 'chambre d’agriculture', 'cci'],
    donne: { typologie: ['CCONS'] }
  },
  {
    id: 'SCHEMA-PREF',
    libelle: 'Préfecture, sous-préfecture',
    alias: ['sous préfecture', 'préfecture'],
    donne: { typologie: ['PREF'] }
  },
  {
    id: 'SCHEMA-CD',
    libelle: 'Département',
    alias: ['conseil départemental cd', 'conseils départementaux cd', 'conseil départemental'],
    donne: { typologie: ['CD'] }
  },
  { id: 'SCHEMA-AUTRE', libelle: 'Autre', alias: ['autres', 'other'], donne: { typologie: ['Autre'] } },
  // Who runs the place, not what it is.
  {
    id: 'SCHEMA-STATUT',
    libelle: 'Statut de la structure',
    alias: [
      'collectivité',
      'collectivité territoriale',
      'service public',
      'entreprise privée',
      'public',
      'privé',
      'province',
      'administration'
    ],
    donne: {}
  }
]
