import { SERVICES } from '../schema.ts'

export type Service = (typeof SERVICES)[number]

export interface ServiceEnClair {
  /** A few words a person would say, where the official label is too long. */
  readonly court: string
  /** What it may be, in one line. */
  readonly exemple: string
}

/** The nine services of the schema as people speak of them. Pages show both; files only hold the official label. */
export const SERVICES_EN_CLAIR: Readonly<Record<Service, ServiceEnClair>> = {
  'Aide aux démarches administratives': {
    court: 'démarches en ligne',
    exemple: 'Impôts, CAF, retraite, santé, titres d’identité'
  },
  'Maîtrise des outils numériques du quotidien': {
    court: 'prise en main des appareils',
    exemple: 'Téléphone, ordinateur, courrier électronique, photos'
  },
  'Insertion professionnelle via le numérique': {
    court: 'recherche d’emploi',
    exemple: 'CV, candidatures, espace France Travail'
  },
  'Utilisation sécurisée du numérique': {
    court: 'sécurité en ligne',
    exemple: 'Mots de passe, arnaques, vie privée'
  },
  'Parentalité et éducation avec le numérique': {
    court: 'écrans en famille',
    exemple: 'Suivi scolaire, usages des enfants et des jeunes'
  },
  'Loisirs et créations numériques': {
    court: 'loisirs créatifs',
    exemple: 'Images, vidéo, impression 3D, jeux'
  },
  'Compréhension du monde numérique': {
    court: 'comprendre le numérique',
    exemple: 'S’informer, débattre, participer'
  },
  'Accès internet et matériel informatique': {
    court: 'ordinateur en libre accès',
    exemple: 'Postes, wifi, imprimer, numériser'
  },
  'Acquisition de matériel informatique à prix solidaire': {
    court: 'matériel à prix solidaire',
    exemple: 'Ordinateurs et téléphones remis en état'
  }
}

export function serviceEnClair(service: string): ServiceEnClair | undefined {
  return (SERVICES as readonly string[]).includes(service) ? SERVICES_EN_CLAIR[service as Service] : undefined
}
