import { declarer } from '../declaration.ts'
import type { Public, Service } from './genres.ts'
import type { Hasard } from './hasard.ts'
import { type Manieres, matricule, type Releve } from './releve.ts'
import { ecrireOsm } from './semaine.ts'

/** One row per desk of an advisor, in the schema of 2022–2023: fifteen services, lists with `;`, OSM hours. */
export const DECLARATION_CONSEILLERS = declarer({
  id: 'demo-conseillers',
  nom: 'Annuaire des conseillers (fictif)',
  producteur: 'Collectif des conseillers (inventé)',
  licence: 'Données fictives de démonstration',
  lien: 'https://conseillers.example/annuaire',
  fictif: true,
  confiance: { parDefaut: 3 },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['id'] },
  schema: 'v0'
})

export const MANIERES_CONSEILLERS: Manieres = {
  source: 'conseillers',
  livreeLe: '2026-02-16',
  anciennete: [10, 900],
  majuscules: 0.28,
  abreviations: 0.12,
  fautes: 0.03,
  precision: 25,
  sansPosition: 0.02,
  sansCodePostal: 0.02,
  inversees: 0.006,
  cedex: 0.04,
  anciennesCommunes: 0.3,
  zerosPerdus: 0,
  courriersNominatifs: 0.06
}

const SERVICES_V0: Readonly<Record<Service, readonly string[]>> = {
  'Aide aux démarches administratives': [
    'Devenir autonome dans les démarches administratives',
    'Réaliser des démarches administratives avec un accompagnement',
    'Accompagner les démarches de santé'
  ],
  'Maîtrise des outils numériques du quotidien': [
    'Prendre en main un smartphone ou une tablette',
    'Prendre en main un ordinateur',
    'Utiliser le numérique au quotidien'
  ],
  'Insertion professionnelle via le numérique': ['Favoriser mon insertion professionnelle'],
  // The older schema has no word for safety: its nearest is digital culture.
  'Utilisation sécurisée du numérique': ['Approfondir ma culture numérique'],
  'Parentalité et éducation avec le numérique': ["Soutenir la parentalité et l'éducation avec le numérique"],
  'Loisirs et créations numériques': ['Créer avec le numérique'],
  'Compréhension du monde numérique': ['Approfondir ma culture numérique', 'Promouvoir la citoyenneté numérique'],
  'Accès internet et matériel informatique': ['Accéder à une connexion internet', 'Accéder à du matériel'],
  'Acquisition de matériel informatique à prix solidaire': ["S'équiper en matériel informatique"]
}

const PUBLICS_V0: Readonly<Record<Public, string>> = {
  Jeunes: 'Jeunes (16-26 ans)',
  Étudiants: 'Étudiants',
  'Familles et/ou enfants': 'Familles/enfants',
  Seniors: 'Seniors (+ 65 ans)',
  Femmes: 'Uniquement femmes'
}

const CONDITIONS = {
  Gratuit: 'Gratuit : Je peux accéder gratuitement au lieu et à ses services',
  'Gratuit sous condition': "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer",
  Payant: "Payant : L'accès au lieu et/ou à ses services est payant"
} as const

const ACCOMPAGNEMENTS = {
  'En autonomie': "Seul : j'ai accès à du matériel et une connexion",
  'Accompagnement individuel': "Avec de l'aide : je suis accompagné seul dans l'usage du numérique",
  'Dans un atelier collectif': "Dans un atelier : j'apprends collectivement à utiliser le numérique",
  'À distance': 'À distance'
} as const

export function ficheDeConseiller(r: Releve, de: Hasard): Record<string, unknown> {
  const services = r.services.flatMap((service) => de.plusieurs(SERVICES_V0[service], 1, 3))
  const programmes = [...new Set(['CNFS', ...r.programmes.filter((programme) => programme === 'Aidants Connect')])]
  return {
    id: matricule(de, 24),
    nom: r.nom,
    services: [...new Set(services)].join(';'),
    pivot: de.chance(0.5) ? '00000000000000' : '',
    commune: r.ville,
    code_postal: r.codePostal,
    ...(de.chance(0.4) && { code_insee: r.codeInsee }),
    adresse: [r.numero, r.voie].filter(Boolean).join(' '),
    complement_adresse: r.complement ?? '',
    ...(r.point && { latitude: r.point.latitude, longitude: r.point.longitude }),
    telephone: r.telephone ?? '',
    courriel: r.courriel ?? '',
    site_web: r.site ?? '',
    horaires: r.semaine ? ecrireOsm(r.semaine) : '',
    presentation_resume: de.chance(0.35) ? r.resume : '',
    structure_parente: r.structure ?? '',
    publics_accueillis: r.publics.map((un) => PUBLICS_V0[un]).join(';'),
    conditions_acces: r.frais ? CONDITIONS[r.frais] : '',
    labels_nationaux: programmes.join(';'),
    modalites_accompagnement: r.accompagnement.map((une) => ACCOMPAGNEMENTS[une]).join(';'),
    itinerance: r.genre === 'bus' ? 'Itinérant' : '',
    source: 'conseillers-demonstration',
    date_maj: r.le
  }
}
