import { SERVICES } from '../schema.ts'

export type Service = (typeof SERVICES)[number]

export interface ServiceEnClair {
  /** A few words a person would say, where the official label is too long. */
  readonly court: string
  /** What it may be, in one line. */
  readonly exemple: string
  /** Words of people who look for it, so that « déclarer mes impôts » finds it. */
  readonly mots: string
}

/** The nine services of the schema as people speak of them. Pages show both; files only hold the official label. */
export const SERVICES_EN_CLAIR: Readonly<Record<Service, ServiceEnClair>> = {
  'Aide aux démarches administratives': {
    court: 'démarches en ligne',
    exemple: 'Impôts, CAF, retraite, santé, titres d’identité',
    mots: 'faire déclarer demander impôts impot revenus CAF allocations RSA APL prime d’activité retraite CARSAT CPAM ameli sécurité sociale santé carte grise ANTS permis passeport carte d’identité titre de séjour préfecture logement MSA dossier papiers démarche en ligne administratif'
  },
  'Maîtrise des outils numériques du quotidien': {
    court: 'prise en main des appareils',
    exemple: 'Téléphone, ordinateur, courrier électronique, photos',
    mots: 'apprendre utiliser débuter téléphone portable smartphone tablette ordinateur souris clavier mail courriel messagerie photos vidéo appel visio application installer'
  },
  'Insertion professionnelle via le numérique': {
    court: 'recherche d’emploi',
    exemple: 'CV, candidatures, espace France Travail',
    mots: 'chercher trouver un emploi travail CV lettre de motivation candidature Pôle emploi France Travail formation entreprise'
  },
  'Utilisation sécurisée du numérique': {
    court: 'sécurité en ligne',
    exemple: 'Mots de passe, arnaques, vie privée',
    mots: 'arnaque piratage mot de passe virus sécurité vie privée données personnelles protéger'
  },
  'Parentalité et éducation avec le numérique': {
    court: 'écrans en famille',
    exemple: 'Suivi scolaire, usages des enfants et des jeunes',
    mots: 'enfants école collège lycée pronote ENT écrans parents devoirs'
  },
  'Loisirs et créations numériques': {
    court: 'loisirs créatifs',
    exemple: 'Images, vidéo, impression 3D, jeux',
    mots: 'fablab imprimante 3D photo vidéo musique jeux créer robot code'
  },
  'Compréhension du monde numérique': {
    court: 'comprendre le numérique',
    exemple: 'S’informer, débattre, participer',
    mots: 'comprendre internet réseaux sociaux fausses informations intelligence artificielle culture numérique'
  },
  'Accès internet et matériel informatique': {
    court: 'ordinateur en libre accès',
    exemple: 'Postes, wifi, imprimer, numériser',
    mots: 'imprimer photocopier scanner numériser imprimante wifi internet connexion ordinateur libre accès poste'
  },
  'Acquisition de matériel informatique à prix solidaire': {
    court: 'matériel à prix solidaire',
    exemple: 'Ordinateurs et téléphones remis en état',
    mots: 'acheter ordinateur pas cher matériel reconditionné occasion don prêt réparer'
  }
}

export function serviceEnClair(service: string): ServiceEnClair | undefined {
  return (SERVICES as readonly string[]).includes(service) ? SERVICES_EN_CLAIR[service as Service] : undefined
}

/** Everyday words of these services, for whoever does not know their official name. */
export function motsCourants(services: readonly string[]): string {
  return services.flatMap((service) => serviceEnClair(service)?.mots ?? []).join(' ')
}
