/**
 * The official schema « lieux de médiation numérique », v1.0.2 (11 April 2024), field by field.
 * Names and values are the published ones: they are the exchange format in and out.
 */

export const VERSION_SCHEMA = '1.0.2'

export const ITINERANCE = ['Itinérant', 'Fixe'] as const

export const SERVICES = [
  'Aide aux démarches administratives',
  'Maîtrise des outils numériques du quotidien',
  'Insertion professionnelle via le numérique',
  'Utilisation sécurisée du numérique',
  'Parentalité et éducation avec le numérique',
  'Loisirs et créations numériques',
  'Compréhension du monde numérique',
  'Accès internet et matériel informatique',
  'Acquisition de matériel informatique à prix solidaire'
] as const

export const PUBLICS_SPECIFIQUEMENT_ADRESSES = [
  'Jeunes',
  'Étudiants',
  'Familles et/ou enfants',
  'Seniors',
  'Femmes'
] as const

export const PRISE_EN_CHARGE_SPECIFIQUE = [
  'Surdité',
  'Handicaps moteurs',
  'Handicaps mentaux',
  'Illettrisme',
  'Langues étrangères (anglais)',
  'Langues étrangères (autres)',
  'Déficience visuelle'
] as const

export const FRAIS_A_CHARGE = ['Gratuit', 'Gratuit sous condition', 'Payant'] as const

export const DISPOSITIF_PROGRAMMES_NATIONAUX = [
  'Aidants Connect',
  'Bibliothèques numérique de référence',
  'Certification PIX',
  'Conseillers numériques',
  'Emmaüs Connect',
  'France Services',
  'Grande école du numérique',
  'La Croix Rouge',
  "Point d'accès numérique CAF",
  'Promeneurs du net',
  'Relais numérique (Emmaüs Connect)'
] as const

export const FORMATIONS_LABELS = [
  'Formé à « Mon Espace Santé »',
  'Formé à « DUPLEX » (illettrisme)',
  'Arnia/MedNum BFC (Bourgogne-Franche-Comté)',
  'Collectif ressources et acteurs réemploi (Normandie)',
  'Étapes numériques(La Poste)',
  'Fabriques de Territoire',
  'Les Éclaireurs du numérique (Drôme)',
  'Mes Papiers (Métropole de Lyon)',
  'ORDI 3.0',
  'SUD LABS (PACA)'
] as const

export const MODALITES_ACCES = [
  'Se présenter',
  'Téléphoner',
  'Contacter par mail',
  'Prendre un RDV en ligne',
  "Ce lieu n'accueille pas de public",
  'Envoyer un mail avec une fiche de prescription'
] as const

export const MODALITES_ACCOMPAGNEMENT = [
  'En autonomie',
  'Accompagnement individuel',
  'Dans un atelier collectif',
  'À distance'
] as const

/** The 92 place types, with their everyday label. */
export const TYPOLOGIES = {
  ACI: 'Structures porteuses d’ateliers et chantiers d’insertion',
  ACIPHC: 'SIAE — Atelier chantier d’insertion premières heures en chantier',
  AFPA: 'Agence nationale pour la formation professionnelle des adultes',
  AI: 'Associations intermédiaires',
  ASE: 'Aide sociale à l’enfance',
  ASSO: 'Associations',
  ASSO_CHOMEUR: 'Associations de chômeurs',
  Autre: 'Autre',
  AVIP: "Crèche à vocation d'insertion professionnelle",
  BIB: 'Bibliothèque / Médiathèque',
  CAARUD: "Centre d'accueil et d'accompagnement à la réduction de risques pour usagers de drogues",
  CADA: 'Centres d’accueil de demandeurs d’asile',
  CAF: 'Caisses d’allocation familiale',
  CAP_EMPLOI: 'Cap Emploi',
  CAVA: 'Centres d’adaptation à la vie active',
  CC: 'Communautés de Commune',
  CCAS: 'Centres communaux d’action sociale',
  CCONS: 'Chambres consulaires',
  CD: 'Conseils Départementaux',
  CDAS: "Centre départemental d'action sociale",
  CFP: 'Centre des finances publiques',
  CHRS: 'Centres d’hébergement et de réinsertion sociale',
  CHU: 'Centres d’hébergement d’urgence',
  CIAS: 'Centres intercommunaux d’action sociale',
  CIDFF: 'Centres d’information sur les droits des femmes et des familles',
  CITMET: 'Cité des métiers',
  CMP: 'Centre Médico Psychologique',
  CMS: 'Centre médico-social',
  CPAM: "Caisse primaire d'assurance maladie",
  CPH: 'Centres provisoires d’hébergement',
  CS: 'Centre social',
  CSAPA: "Centre de soins, d'accompagnement et de prévention en addictologie",
  CSC: 'Centre socioculturel',
  DEETS: 'Directions de l’Economie, de l’Emploi, du Travail et des Solidarités',
  DEPT: 'Services sociaux du Conseil départemental',
  DIPLP: 'Délégation interministérielle à la prévention et à la lutte contre la pauvreté',
  E2C: 'École de la deuxième chance',
  EA: 'Entreprise adaptée',
  EATT: 'Entreprise adaptée',
  EI: 'Entreprises d’insertion',
  EITI: 'Entreprises d’insertion par le travail indépendant',
  ENM: 'Espace Numérique Mobile',
  EPCI: 'Intercommunalité',
  EPI: 'Espace Public Internet',
  EPIDE: "Établissement pour l'insertion dans l'emploi",
  EPN: 'Espace public numérique',
  ES: 'Épicerie solidaire',
  ESAT: "Établissements ou services d'aide par le travail",
  ESS: "Entreprise de l'Économie Sociale et Solidaire",
  ETTI: 'Entreprises de travail temporaire d’insertion',
  EVS: 'Espace de vie sociale',
  FABLAB: 'Fablab',
  FABRIQUE: 'Fabrique',
  FAIS: 'Fédérations d’acteurs de l’insertion et de la solidarité',
  FT: 'France travail',
  GEIQ: 'Groupements d’employeurs pour l’insertion et la qualification',
  HUDA: "Hébergement d'urgence pour demandeurs d'asile",
  LA_POSTE: 'La Poste',
  MDE: "Maison de l'emploi",
  MDH: 'Maison des Habitants',
  MDEF: "Maison de l'emploi et de la formation",
  MDPH: 'Maison Départementale des Personnes Handicapées',
  MDS: 'Maison Départementale des Solidarités',
  MJC: 'Maison des jeunes et de la culture',
  ML: 'Mission Locale',
  MQ: 'Maison de quartier',
  MSA: 'Mutualité Sociale Agricole',
  MSAP: 'Maison de Services Au Public',
  MUNI: 'Municipalités',
  OACAS: 'Structures agréées Organisme d’accueil communautaire et d’activité solidaire',
  ODC: "Organisation délégataire d'un CD",
  OF: 'Organisme de formations',
  OIL: "Opérateur d'intermédiation locative",
  OPCS: 'Organisation porteuse de la clause sociale',
  PAD: "Point d'Accès au Droit",
  PENSION: 'Pension de famille',
  PI: 'Point info',
  PIJ_BIJ: 'Points et bureaux information jeunesse',
  PIMMS: 'Point Information Médiation Multi Services',
  PJJ: 'Protection judiciaire de la jeunesse',
  PLIE: 'Plans locaux pour l’insertion et l’emploi',
  PREF: 'Préfecture, Sous-Préfecture',
  PREVENTION: 'Service ou club de prévention',
  REG: 'Région',
  RELAIS_LECTURE: 'Relais lecture',
  RESSOURCERIE: 'Ressourcerie',
  RFS: 'Réseau France Services',
  RS_FJT: 'Résidence sociale - Foyer de Jeunes Travailleurs',
  SCP: 'Services et clubs de prévention',
  SPIP: 'Services pénitentiaires d’insertion et de probation',
  TIERS_LIEUX: 'Tiers lieu & coworking',
  UDAF: 'Union Départementale d’Aide aux Familles'
} as const

export type Typologie = keyof typeof TYPOLOGIES

/** How a field holds its value: text, a list (separated by « | » in CSV), a decimal number, or an ISO day. */
export type GenreChamp = 'texte' | 'liste' | 'nombre' | 'date'

export interface Champ {
  readonly libelle: string
  readonly genre: GenreChamp
  readonly obligatoire: boolean
  /** The only values the schema allows, where it lists them. */
  readonly valeurs?: readonly string[]
}

/** The 32 fields in the published order. Forms, exports, cleaning and merging read this table. */
export const CHAMPS = {
  id: { libelle: 'Identifiant', genre: 'texte', obligatoire: true },
  pivot: { libelle: 'SIRET ou numéro RNA', genre: 'texte', obligatoire: true },
  nom: { libelle: 'Nom', genre: 'texte', obligatoire: true },
  commune: { libelle: 'Commune', genre: 'texte', obligatoire: true },
  code_postal: { libelle: 'Code postal', genre: 'texte', obligatoire: true },
  code_insee: { libelle: 'Code INSEE de la commune', genre: 'texte', obligatoire: false },
  adresse: { libelle: 'Adresse', genre: 'texte', obligatoire: true },
  complement_adresse: { libelle: 'Complément d’adresse', genre: 'texte', obligatoire: false },
  latitude: { libelle: 'Latitude', genre: 'nombre', obligatoire: false },
  longitude: { libelle: 'Longitude', genre: 'nombre', obligatoire: false },
  typologie: { libelle: 'Type de lieu', genre: 'liste', obligatoire: false, valeurs: Object.keys(TYPOLOGIES) },
  telephone: { libelle: 'Téléphone', genre: 'texte', obligatoire: false },
  courriels: { libelle: 'Courriels', genre: 'liste', obligatoire: false },
  site_web: { libelle: 'Site internet', genre: 'liste', obligatoire: false },
  horaires: { libelle: 'Horaires', genre: 'texte', obligatoire: false },
  presentation_resume: { libelle: 'Présentation en bref', genre: 'texte', obligatoire: false },
  presentation_detail: { libelle: 'Présentation', genre: 'texte', obligatoire: false },
  source: { libelle: 'Source', genre: 'texte', obligatoire: false },
  itinerance: { libelle: 'Fixe ou itinérant', genre: 'liste', obligatoire: false, valeurs: ITINERANCE },
  structure_parente: { libelle: 'Structure dont le lieu dépend', genre: 'texte', obligatoire: false },
  date_maj: { libelle: 'Dernière mise à jour', genre: 'date', obligatoire: true },
  services: { libelle: 'Aides proposées', genre: 'liste', obligatoire: false, valeurs: SERVICES },
  publics_specifiquement_adresses: {
    libelle: 'Publics visés',
    genre: 'liste',
    obligatoire: false,
    valeurs: PUBLICS_SPECIFIQUEMENT_ADRESSES
  },
  prise_en_charge_specifique: {
    libelle: 'Besoins particuliers pris en charge',
    genre: 'liste',
    obligatoire: false,
    valeurs: PRISE_EN_CHARGE_SPECIFIQUE
  },
  frais_a_charge: { libelle: 'Prix', genre: 'liste', obligatoire: false, valeurs: FRAIS_A_CHARGE },
  dispositif_programmes_nationaux: {
    libelle: 'Programmes nationaux',
    genre: 'liste',
    obligatoire: false,
    valeurs: DISPOSITIF_PROGRAMMES_NATIONAUX
  },
  formations_labels: {
    libelle: 'Formations et labels',
    genre: 'liste',
    obligatoire: false,
    valeurs: FORMATIONS_LABELS
  },
  autres_formations_labels: { libelle: 'Autres formations et labels', genre: 'liste', obligatoire: false },
  modalites_acces: {
    libelle: 'Comment venir ou prendre contact',
    genre: 'liste',
    obligatoire: false,
    valeurs: MODALITES_ACCES
  },
  modalites_accompagnement: {
    libelle: 'Façons d’aider',
    genre: 'liste',
    obligatoire: false,
    valeurs: MODALITES_ACCOMPAGNEMENT
  },
  fiche_acces_libre: { libelle: 'Fiche d’accessibilité', genre: 'texte', obligatoire: false },
  prise_rdv: { libelle: 'Prise de rendez-vous', genre: 'texte', obligatoire: false }
} as const satisfies Record<string, Champ>

export type NomChamp = keyof typeof CHAMPS

export const NOMS_CHAMPS = Object.keys(CHAMPS) as NomChamp[]

/** The table read without its literal types, where any field will do. */
export function champ(nom: NomChamp): Champ {
  return CHAMPS[nom]
}

/** Services of the 2022–23 schema (v0) → today's. Producers also write the straight apostrophe and stray case. */
export const SERVICES_V0: Readonly<Record<string, (typeof SERVICES)[number]>> = {
  'Devenir autonome dans les démarches administratives': 'Aide aux démarches administratives',
  'Réaliser des démarches administratives avec un accompagnement': 'Aide aux démarches administratives',
  'Accompagner les démarches de santé': 'Aide aux démarches administratives',
  'Prendre en main un smartphone ou une tablette': 'Maîtrise des outils numériques du quotidien',
  'Prendre en main un ordinateur': 'Maîtrise des outils numériques du quotidien',
  'Utiliser le numérique au quotidien': 'Maîtrise des outils numériques du quotidien',
  'Approfondir ma culture numérique': 'Compréhension du monde numérique',
  'Favoriser mon insertion professionnelle': 'Insertion professionnelle via le numérique',
  'Accéder à une connexion internet': 'Accès internet et matériel informatique',
  'Accéder à du matériel': 'Accès internet et matériel informatique',
  'S’équiper en matériel informatique': 'Acquisition de matériel informatique à prix solidaire',
  'Créer et développer mon entreprise': 'Insertion professionnelle via le numérique',
  'Créer avec le numérique': 'Loisirs et créations numériques',
  'Promouvoir la citoyenneté numérique': 'Compréhension du monde numérique',
  "Soutenir la parentalité et l'éducation avec le numérique": 'Parentalité et éducation avec le numérique'
}
