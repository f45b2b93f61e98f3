/** A place by its official code: what a role is limited to. */
export interface Zone {
  readonly genre: 'commune' | 'epci' | 'departement' | 'region'
  readonly code: string
}

/** What an attribution must say, besides the réseau. `permis`: may be said; absent: must not. */
interface DefinitionRole {
  readonly libelle: string
  /** What the role is for, in one sentence: pages where roles are given. */
  readonly texte: string
  readonly territoires?: 'exiges' | 'permis'
  readonly lieux?: 'exiges'
  readonly college?: 'exige'
}

/** The roles that somebody gives to somebody. Everyone is a visitor, every account a contributor: nobody gives those. */
export const ROLES = {
  responsable: {
    libelle: 'Responsable de lieu',
    texte: 'S’occupe de la fiche d’un lieu et répond de ce qu’elle dit.',
    lieux: 'exiges'
  },
  delegue: {
    libelle: 'Délégué d’un lieu',
    texte: 'Aide le responsable à tenir la fiche d’un lieu.',
    lieux: 'exiges'
  },
  mediateur: {
    libelle: 'Médiateur numérique',
    texte: 'Accueille, forme et oriente le public.',
    territoires: 'permis'
  },
  aidant: {
    libelle: 'Aidant numérique',
    texte: 'Repère les besoins et oriente les personnes.',
    territoires: 'permis'
  },
  expert: {
    libelle: 'Expert',
    texte: 'Vient en renfort sur un sujet qu’il connaît.',
    territoires: 'permis'
  },
  pilote: {
    libelle: 'Pilote de pôle',
    texte: 'Anime un pôle et fait connaître ses lieux.',
    territoires: 'exiges'
  },
  coordinateur: {
    libelle: 'Coordinateur territorial',
    texte: 'Coordonne les lieux d’un territoire et répond à ses signalements.',
    territoires: 'exiges'
  },
  comite: {
    libelle: 'Membre du comité',
    texte: 'Décide avec le comité du réseau, au titre de son collège.',
    college: 'exige'
  },
  secretariat: { libelle: 'Secrétariat', texte: 'Reçoit les adhésions et tient les dossiers du réseau.' },
  moderateur: {
    libelle: 'Modérateur',
    texte: 'Veille à la tenue des échanges.',
    territoires: 'permis'
  },
  editeur: { libelle: 'Éditeur', texte: 'Écrit et met en avant les contenus du portail.' },
  administrateur: {
    libelle: 'Administrateur',
    texte: 'Règle le réseau et donne les rôles. Celui du réseau national règle tout le site.'
  }
} as const satisfies Readonly<Record<string, DefinitionRole>>

export type RoleDonne = keyof typeof ROLES
export type Role = 'contributeur' | RoleDonne

export const ROLES_DONNES = Object.keys(ROLES) as readonly RoleDonne[]

export const definitionRole = (role: RoleDonne): DefinitionRole => ROLES[role]

export function parseRole(texte: string): RoleDonne | undefined {
  return Object.hasOwn(ROLES, texte) ? (texte as RoleDonne) : undefined
}

/** The colleges of a committee (national charter, article 12). */
export const COLLEGES = {
  ministeres: 'Ministères',
  collectivites: 'Collectivités territoriales',
  entreprises: 'Entreprises',
  associations: 'Associations spécialisées',
  institutions: 'Institutions publiques et privées',
  poles: 'Pilotes des pôles interrégionaux',
  citoyens: 'Représentants des citoyens et de la jeunesse'
} as const

export type College = keyof typeof COLLEGES

export function parseCollege(texte: string): College | undefined {
  return Object.hasOwn(COLLEGES, texte) ? (texte as College) : undefined
}

export const RESEAU_NATIONAL = 'national'
/** Every réseau, those to come included: the system and the administration's own link. */
export const TOUS_LES_RESEAUX = '*'

/** A role, where it holds. What is absent is no limit, unless the role demands it: then the attribution covers nothing. */
export interface Attribution {
  readonly role: RoleDonne
  readonly reseau: string
  readonly territoires?: readonly Zone[]
  /** The pôle whose perimeter of the day `territoires` are: it moves, the role follows. */
  readonly pole?: string
  readonly college?: College
  readonly lieux?: readonly number[]
  /** Where its réseau is. The national one is everywhere; of any other, nothing known is nowhere. */
  readonly perimetre?: readonly Zone[]
}
