import { normaliser } from '../../../kernel/texte.ts'
import { FACETTES } from './facette.ts'
import { SERVICES, TYPOLOGIES, type Typologie } from './schema.ts'
import {
  LIEUX_DES_DOCUMENTS,
  type MotDesDocuments,
  PUBLICS_DES_DOCUMENTS,
  SERVICES_DES_DOCUMENTS
} from './vocabulaires/documents.ts'
import { enClair } from './vocabulaires/en-clair.ts'
import { motsDe } from './vocabulaires/reconnaitre.ts'
import { SERVICES_EN_CLAIR, type Service } from './vocabulaires/services-en-clair.ts'

/** What an everyday expression means: values of facets, or other words. Several meanings: any of them answers. */
export interface Synonyme {
  /** Normalised words. */
  readonly expression: string
  readonly valeurs: readonly ValeurDeFacette[]
  readonly mots: readonly string[]
}

export interface ValeurDeFacette {
  readonly facette: string
  readonly valeur: string
}

/** Expressions that people type, by the service that answers them. Words too general to mean one service are not here. */
const EXPRESSIONS: Readonly<Record<Service, string>> = {
  'Aide aux démarches administratives':
    'impôts, impôt, déclarer mes impôts, déclaration de revenus, déclaration d’impôts, revenus, taxes, CAF, caisse d’allocations familiales, allocations, allocations familiales, RSA, APL, aide au logement, prime d’activité, retraite, retraites, CARSAT, CPAM, ameli, sécurité sociale, assurance maladie, carte vitale, carte grise, ANTS, permis, permis de conduire, passeport, carte d’identité, papiers d’identité, titre d’identité, titre de séjour, préfecture, logement social, MSA, dossier administratif, papiers, papiers administratifs, démarche, démarches, démarche en ligne, administratif, formulaire, FranceConnect, chèque énergie, MDPH, AAH, état civil, acte de naissance, doctolib, mon espace santé',
  'Maîtrise des outils numériques du quotidien':
    'apprendre l’ordinateur, débuter, débutant, smartphone, tablette, téléphone portable, mon téléphone, souris, clavier, mail, mails, e-mail, courriel, messagerie, boîte mail, photos, visio, visioconférence, WhatsApp, application, applications, cours d’informatique, informatique, apprendre internet, traitement de texte, Word, Excel, bureautique',
  'Insertion professionnelle via le numérique':
    'CV, curriculum vitae, lettre de motivation, emploi, recherche d’emploi, chercher un emploi, trouver un emploi, chercher du travail, travail, job, chômage, candidature, Pôle emploi, France Travail, s’actualiser, actualisation, reconversion',
  'Utilisation sécurisée du numérique':
    'arnaque, arnaques, piratage, piraté, mot de passe, mots de passe, virus, sécurité, cybersécurité, vie privée, données personnelles, hameçonnage, spam',
  'Parentalité et éducation avec le numérique':
    'pronote, ENT, école, suivi scolaire, devoirs, écrans, contrôle parental, cantine, parentalité, enfants et écrans',
  'Loisirs et créations numériques':
    'imprimante 3D, impression 3D, découpe laser, fablab, vidéo, musique, jeux, jeux vidéo, retouche photo, robotique, robot, programmer, programmation, code informatique',
  'Compréhension du monde numérique':
    'réseaux sociaux, Facebook, fausses informations, fake news, intelligence artificielle, IA, ChatGPT, culture numérique, logiciels libres',
  'Accès internet et matériel informatique':
    'imprimer, impression, imprimante, photocopie, photocopier, photocopies, scanner, numériser, wifi, wi-fi, internet, internet gratuit, connexion, connexion internet, ordinateur, ordinateurs, ordinateur en libre accès, PC, libre accès, poste informatique, cyber, cybercafé',
  'Acquisition de matériel informatique à prix solidaire':
    'acheter un ordinateur, ordinateur pas cher, matériel pas cher, matériel reconditionné, reconditionné, ordinateur d’occasion, prêt d’ordinateur, don d’ordinateur, réparer mon ordinateur, réparation, réparer'
}

/** What else answers, beside a service: the place that does only that, the national programme. */
const AUSSI: Readonly<Record<string, readonly ValeurDeFacette[]>> = {
  CAF: [
    { facette: 'typologie', valeur: 'CAF' },
    { facette: 'dispositif_programmes_nationaux', valeur: 'Point d’accès numérique CAF'.replace('’', "'") }
  ],
  impôts: [{ facette: 'typologie', valeur: 'CFP' }],
  CPAM: [{ facette: 'typologie', valeur: 'CPAM' }],
  MSA: [{ facette: 'typologie', valeur: 'MSA' }],
  MDPH: [{ facette: 'typologie', valeur: 'MDPH' }],
  préfecture: [{ facette: 'typologie', valeur: 'PREF' }],
  fablab: [{ facette: 'typologie', valeur: 'FABLAB' }],
  'Pôle emploi': [{ facette: 'typologie', valeur: 'FT' }],
  'France Travail': [{ facette: 'typologie', valeur: 'FT' }]
}

/** Other everyday words of the remaining facets. */
const AUTRES: readonly (readonly [facette: string, valeur: string, expressions: string])[] = [
  ['frais_a_charge', 'Gratuit', 'gratuit, gratuite, gratuitement, sans payer'],
  [
    'prise_en_charge_specifique',
    'Handicaps moteurs',
    'fauteuil roulant, fauteuil, PMR, handicap moteur, mobilité réduite, accessible'
  ],
  [
    'prise_en_charge_specifique',
    'Surdité',
    'sourd, sourde, malentendant, malentendants, langue des signes, LSF, surdité'
  ],
  ['prise_en_charge_specifique', 'Déficience visuelle', 'aveugle, malvoyant, malvoyants, malvoyante, braille'],
  ['prise_en_charge_specifique', 'Illettrisme', 'illettrisme, ne sait pas lire, apprendre à lire, savoirs de base'],
  ['prise_en_charge_specifique', 'Langues étrangères (anglais)', 'anglais, english'],
  [
    'publics_specifiquement_adresses',
    'Seniors',
    'personnes âgées, personne âgée, seniors, senior, retraité, retraités, aînés'
  ],
  ['publics_specifiquement_adresses', 'Jeunes', 'jeunes, jeune, jeunesse, ados'],
  ['modalites_accompagnement', 'À distance', 'à distance, par téléphone'],
  ['modalites_accompagnement', 'Dans un atelier collectif', 'atelier, ateliers, en groupe, collectif'],
  ['itinerance', 'Itinérant', 'bus, camion, itinérant, itinérante, van, fourgon'],
  // Written so in some sources too: a word that lieux hold is not taken for a slip.
  ['typologie', 'BIB', 'médiatèque, médiatèques, bibliotèque, bibliotèques, biblio'],
  ['typologie', 'MUNI', 'mairie, mairies, hôtel de ville'],
  ['typologie', 'ENM', 'bus numérique, camion numérique']
]

/** The everyday words that ship with the product: from the schema's own words, and from what the documents name. */
export const SYNONYMES_LIVRES: readonly Synonyme[] = reunir([
  ...SERVICES.flatMap((valeur) => [
    ...liste(EXPRESSIONS[valeur]).flatMap((expression) => [
      entree(expression, [{ facette: 'services', valeur }]),
      ...(AUSSI[expression] ? [entree(expression, AUSSI[expression])] : [])
    ]),
    entree(valeur, [{ facette: 'services', valeur }]),
    entree(SERVICES_EN_CLAIR[valeur].court, [{ facette: 'services', valeur }])
  ]),
  ...AUTRES.flatMap(([facette, valeur, expressions]) =>
    liste(expressions).map((e) => entree(e, [{ facette, valeur }]))
  ),
  ...Object.keys(TYPOLOGIES).flatMap((code) => motsDuType(code as Typologie)),
  ...FACETTES.filter(({ cle }) => cle === 'dispositif_programmes_nationaux' || cle === 'formations_labels').flatMap(
    ({ cle, valeurs = [] }) => valeurs.map((valeur) => entree(valeur, [{ facette: cle, valeur }]))
  ),
  ...[...SERVICES_DES_DOCUMENTS, ...PUBLICS_DES_DOCUMENTS, ...LIEUX_DES_DOCUMENTS].flatMap(desDocuments)
])

function motsDuType(code: Typologie): readonly Synonyme[] {
  // « Autre » answers to nothing anyone looks for.
  if (code === 'Autre') return []
  const mots = [
    TYPOLOGIES[code],
    enClair('typologie', code).replace(/\([^()]*\)/g, ''),
    ...(code.length > 2 ? [code] : [])
  ]
  return mots.flatMap((mot) =>
    liste(mot.replace(/ \/ | — /g, ',')).map((m) => entree(m, [{ facette: 'typologie', valeur: code }]))
  )
}

/** An entry of the documents: the schema's values when it has them; otherwise its own other words, found in what sources say. */
function desDocuments(mot: MotDesDocuments): readonly Synonyme[] {
  const valeurs = Object.entries(mot.donne).flatMap(([facette, liste]) =>
    FACETTES.some(({ cle }) => cle === facette)
      ? // An atelier answers to « initiation » by its service: the way it is given only makes it surer.
        facette === 'modalites_accompagnement' && mot.donne.services
        ? []
        : (liste ?? []).map((valeur) => ({ facette, valeur: String(valeur) }))
      : []
  )
  const noms = [mot.libelle, ...mot.alias]
  if (valeurs.length > 0) return noms.map((nom) => entree(nom, valeurs))
  if (motsDe(mot) === '') return []
  return noms.map((nom) => ({ ...entree(nom, []), mots: noms.filter((autre) => autre !== nom).map(normaliser) }))
}

function entree(expression: string, valeurs: readonly ValeurDeFacette[]): Synonyme {
  return { expression: normaliser(expression), valeurs, mots: [] }
}

function liste(texte: string): readonly string[] {
  return texte
    .split(',')
    .map((mot) => mot.trim())
    .filter(Boolean)
}

/** One entry per expression, with everything it means. */
function reunir(entrees: readonly Synonyme[]): readonly Synonyme[] {
  return [
    ...Map.groupBy(
      entrees.filter(({ expression }) => expression !== ''),
      ({ expression }) => expression
    )
  ].map(([expression, memes]) => ({
    expression,
    valeurs: [...new Map(memes.flatMap(({ valeurs }) => valeurs).map((v) => [`${v.facette} ${v.valeur}`, v])).values()],
    mots: [...new Set(memes.flatMap(({ mots }) => mots))].filter((mot) => mot !== '' && mot !== expression)
  }))
}

/** The words in force: those that ship, each replaced by what an administrator says of it. An entry without meaning forgets the word. */
export function synonymesEnVigueur(saisis: readonly Synonyme[]): readonly Synonyme[] {
  const parExpression = new Map(SYNONYMES_LIVRES.map((s) => [s.expression, s]))
  for (const saisi of saisis) parExpression.set(saisi.expression, saisi)
  return [...parExpression.values()].filter(({ valeurs, mots }) => valeurs.length > 0 || mots.length > 0)
}
