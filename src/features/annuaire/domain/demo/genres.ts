import type { PRISE_EN_CHARGE_SPECIFIQUE, PUBLICS_SPECIFIQUEMENT_ADRESSES, SERVICES, Typologie } from '../schema.ts'
import type { Hasard } from './hasard.ts'
import type { Rythme } from './semaine.ts'

export type Service = (typeof SERVICES)[number]
export type Public = (typeof PUBLICS_SPECIFIQUEMENT_ADRESSES)[number]
export type PriseEnCharge = (typeof PRISE_EN_CHARGE_SPECIFIQUE)[number]

export type NomGenre =
  | 'guichet'
  | 'mediatheque'
  | 'mairie'
  | 'epn'
  | 'association'
  | 'centre-social'
  | 'tiers-lieu'
  | 'ccas'
  | 'emploi'
  | 'ressourcerie'
  | 'jeunes'
  | 'solidarites'
  | 'bus'

/** The four invented directories. */
export type SourceDemo = 'guichets' | 'conseillers' | 'hub' | 'ouvert'

export interface Genre {
  readonly typologies: readonly Typologie[]
  /** How many of a hundred lieux, in a village and in a town. */
  readonly part: { readonly village: number; readonly ville: number }
  readonly rythmes: readonly Rythme[]
  /** How likely each directory is to know such a lieu. */
  readonly connu: Readonly<Record<SourceDemo, number>>
  /** How likely each service is. At least one is always there. */
  readonly services: Readonly<Partial<Record<Service, number>>>
  readonly publics: readonly Public[]
  readonly gratuit: number
  /** The first part of its e-mail address. */
  readonly boite: readonly string[]
  nommer(de: Hasard, commune: string): string
}

/** « de Limoges », « d’Ambazac », « du Palais-sur-Vienne », « des Herbiers ». */
export function deCommune(nom: string): string {
  if (nom.startsWith('Le ')) return `du ${nom.slice(3)}`
  if (nom.startsWith('Les ')) return `des ${nom.slice(4)}`
  return /^[aàâeéèêiîoôuûœ]/i.test(nom) ? `d’${nom}` : `de ${nom}`
}

const LIEUX_DITS = [
  'des Tilleuls',
  'du Lavoir',
  'de la Halle',
  'des Acacias',
  'du Parc',
  'des Remparts',
  'de l’Horloge',
  'des Marronniers',
  'du Beffroi',
  'des Quatre-Vents',
  'du Moulin',
  'de la Fontaine',
  'du Verger',
  'des Peupliers',
  'de l’Ancienne-Gare',
  'du Pont-Neuf',
  'des Glycines',
  'de la Tour',
  'du Canal',
  'des Capucines',
  'de la Source',
  'du Vieux-Pressoir',
  'des Coquelicots',
  'de la Passerelle',
  'du Belvédère',
  'des Platanes',
  'de la Prairie',
  'du Grand-Chêne',
  'des Hirondelles',
  'de la Filature',
  'du Marché',
  'des Mésanges',
  'de l’Octroi',
  'du Colombier',
  'des Genêts',
  'de la Roseraie',
  'du Puits',
  'des Vergnes',
  'de la Tuilerie',
  'du Lac',
  'des Bruyères',
  'de la Rotonde',
  'du Hameau',
  'des Noisetiers'
] as const

const ENSEIGNES = [
  'La Souris verte',
  'Le Clic',
  'La Ruche',
  'L’Escabeau',
  'Le Coup de pouce',
  'La Boussole',
  'Le Phare',
  'La Passerelle',
  'L’Étincelle',
  'Le Déclic',
  'La Marelle',
  'Le Trait d’union',
  'L’Arobase',
  'La Lucarne',
  'Le Fil à la page',
  'La Bobine',
  'Le Sémaphore',
  'La Courte Échelle',
  'L’Alphabet',
  'Le Carrefour',
  'La Grange',
  'Le Préau',
  'L’Embarcadère',
  'La Verrière',
  'Le Hublot',
  'La Tisserie',
  'Le Ponton',
  'La Girouette',
  'L’Estran',
  'Le Balcon',
  'La Cabane',
  'Le Tremplin',
  'La Parenthèse',
  'Le Relais d’en bas',
  'L’Aiguillage',
  'La Clé des champs',
  'Le Grand Angle',
  'La Croisée',
  'Le Rebond',
  'L’Entracte'
] as const

const COLLECTIFS = [
  'Les Débrouillards du clavier',
  'Un clic ensemble',
  'Pas à pas numérique',
  'Voisins connectés',
  'Les Souris entraident',
  'Numérique pour toutes et tous',
  'Le Clavier partagé',
  'Cap vers l’écran',
  'La Main sur la souris',
  'Générations en ligne',
  'Les Ateliers du mercredi',
  'Entraide et pixels',
  'Mots et écrans',
  'Du fil à l’écran',
  'Les Passeurs du Net',
  'Tous au clavier',
  'Écrans en famille',
  'Le Petit Pas',
  'Les Bons Réflexes',
  'Ensemble en ligne'
] as const

const BUS = [
  'Bus Le Va-et-vient',
  'Camion numérique Le Colibri',
  'Bus Les Quatre Chemins',
  'Fourgon numérique La Roulotte',
  'Bus numérique L’Hirondelle',
  'Camion Le Clic qui passe',
  'Bus Le Tour des places'
] as const

/** A bus keeps its name through its whole département. */
export const busDuDepartement = (departement: string) =>
  BUS[[...departement].reduce((somme, signe) => somme * 7 + signe.charCodeAt(0), 0) % BUS.length] as string

const DEMARCHES = 'Aide aux démarches administratives'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'
const EMPLOI = 'Insertion professionnelle via le numérique'
const SECURITE = 'Utilisation sécurisée du numérique'
const PARENTS = 'Parentalité et éducation avec le numérique'
const CREATION = 'Loisirs et créations numériques'
const COMPRENDRE = 'Compréhension du monde numérique'
const ACCES = 'Accès internet et matériel informatique'
const ACHAT = 'Acquisition de matériel informatique à prix solidaire'

export const GENRES: Readonly<Record<NomGenre, Genre>> = {
  guichet: {
    typologies: ['MSAP'],
    part: { village: 20, ville: 13 },
    rythmes: ['bureau', 'bureau', 'bureau', 'petite-mairie'],
    connu: { guichets: 12, conseillers: 2, hub: 2, ouvert: 2 },
    services: { [DEMARCHES]: 1, [QUOTIDIEN]: 0.4, [EMPLOI]: 0.45, [ACCES]: 0.5, [SECURITE]: 0.1 },
    publics: ['Seniors', 'Familles et/ou enfants'],
    gratuit: 1,
    boite: ['accueil', 'guichet', 'bonjour'],
    nommer: (de, commune) =>
      de.peser([
        [`Relais des Rives ${deCommune(commune)}`, 5],
        [`Le Fil – guichet ${deCommune(commune)}`, 4],
        [`Guichet Les Passerelles ${deCommune(commune)}`, 3],
        [`Relais des Rives – quartier ${de.choisir(LIEUX_DITS)}`, 1],
        [`Le Fil – antenne ${de.choisir(LIEUX_DITS)}`, 1]
      ])
  },
  mediatheque: {
    typologies: ['BIB'],
    part: { village: 22, ville: 17 },
    rythmes: ['bibliotheque'],
    connu: { guichets: 0.4, conseillers: 3, hub: 3.5, ouvert: 3 },
    services: {
      [ACCES]: 0.95,
      [QUOTIDIEN]: 0.7,
      [COMPRENDRE]: 0.35,
      [CREATION]: 0.35,
      [PARENTS]: 0.25,
      [SECURITE]: 0.25,
      [DEMARCHES]: 0.3
    },
    publics: ['Seniors', 'Familles et/ou enfants', 'Jeunes', 'Étudiants'],
    gratuit: 0.7,
    boite: ['mediatheque', 'bibliotheque'],
    nommer: (de, commune) =>
      de.peser([
        [`Médiathèque ${de.choisir(LIEUX_DITS)}`, 8],
        [`Bibliothèque municipale ${deCommune(commune)}`, 3],
        [`Médiathèque ${deCommune(commune)}`, 3],
        [`Médiathèque ${de.choisir(ENSEIGNES)}`, 4],
        [`Bibliothèque ${de.choisir(LIEUX_DITS)}`, 3]
      ])
  },
  mairie: {
    typologies: ['MUNI'],
    part: { village: 26, ville: 8 },
    rythmes: ['petite-mairie', 'bureau', 'petite-mairie'],
    connu: { guichets: 3, conseillers: 4, hub: 2, ouvert: 2 },
    services: { [DEMARCHES]: 0.9, [QUOTIDIEN]: 0.45, [ACCES]: 0.5, [SECURITE]: 0.12 },
    publics: ['Seniors'],
    gratuit: 1,
    boite: ['mairie', 'accueil', 'point.numerique'],
    nommer: (de, commune) =>
      de.peser([
        [`Mairie ${deCommune(commune)} – point numérique`, 6],
        [`Point numérique de la mairie ${deCommune(commune)}`, 3],
        [`Mairie annexe ${de.choisir(LIEUX_DITS)} – point numérique`, 1]
      ])
  },
  epn: {
    typologies: ['EPN'],
    part: { village: 7, ville: 12 },
    rythmes: ['atelier', 'atelier', 'bureau'],
    connu: { guichets: 0.5, conseillers: 3, hub: 5, ouvert: 3 },
    services: {
      [QUOTIDIEN]: 0.95,
      [DEMARCHES]: 0.7,
      [SECURITE]: 0.55,
      [ACCES]: 0.8,
      [EMPLOI]: 0.4,
      [COMPRENDRE]: 0.4,
      [CREATION]: 0.3,
      [PARENTS]: 0.2
    },
    publics: ['Seniors', 'Jeunes', 'Familles et/ou enfants'],
    gratuit: 0.6,
    boite: ['epn', 'contact', 'bonjour'],
    nommer: (de, commune) =>
      de.peser([
        [`Espace public numérique ${de.choisir(ENSEIGNES)}`, 5],
        [`Espace public numérique ${deCommune(commune)}`, 2],
        [`L’Atelier numérique ${de.choisir(LIEUX_DITS)}`, 4],
        [`Espace numérique ${de.choisir(LIEUX_DITS)}`, 3],
        [`Maison numérique ${de.choisir(LIEUX_DITS)}`, 2]
      ])
  },
  association: {
    typologies: ['ASSO'],
    part: { village: 7, ville: 13 },
    rythmes: ['permanence', 'atelier', 'permanence'],
    connu: { guichets: 0.1, conseillers: 2.5, hub: 3.5, ouvert: 4 },
    services: {
      [QUOTIDIEN]: 0.85,
      [DEMARCHES]: 0.5,
      [SECURITE]: 0.35,
      [COMPRENDRE]: 0.25,
      [EMPLOI]: 0.25,
      [ACHAT]: 0.12,
      [PARENTS]: 0.15
    },
    publics: ['Seniors', 'Femmes', 'Familles et/ou enfants', 'Jeunes'],
    gratuit: 0.4,
    boite: ['contact', 'bonjour', 'association'],
    nommer: (de, commune) =>
      de.peser([
        [de.choisir(COLLECTIFS), 6],
        [`Association ${de.choisir(COLLECTIFS)}`, 3],
        [`${de.choisir(COLLECTIFS)} – ${commune}`, 3]
      ])
  },
  'centre-social': {
    typologies: ['CS'],
    part: { village: 4, ville: 12 },
    rythmes: ['bureau', 'atelier'],
    connu: { guichets: 0.4, conseillers: 3.5, hub: 4, ouvert: 2.5 },
    services: {
      [DEMARCHES]: 0.85,
      [QUOTIDIEN]: 0.7,
      [PARENTS]: 0.4,
      [ACCES]: 0.5,
      [EMPLOI]: 0.3,
      [SECURITE]: 0.25,
      [CREATION]: 0.15
    },
    publics: ['Familles et/ou enfants', 'Seniors', 'Jeunes', 'Femmes'],
    gratuit: 0.55,
    boite: ['accueil', 'centre.social'],
    nommer: (de) =>
      de.peser([
        [`Centre social ${de.choisir(LIEUX_DITS)}`, 6],
        [`Centre socioculturel ${de.choisir(LIEUX_DITS)}`, 3],
        [`Espace de vie sociale ${de.choisir(ENSEIGNES)}`, 4]
      ])
  },
  'tiers-lieu': {
    typologies: ['TIERS_LIEUX'],
    part: { village: 5, ville: 8 },
    rythmes: ['tiers-lieu', 'tiers-lieu', 'atelier'],
    connu: { guichets: 0.1, conseillers: 1.2, hub: 3, ouvert: 5 },
    services: {
      [CREATION]: 0.8,
      [ACCES]: 0.75,
      [COMPRENDRE]: 0.45,
      [QUOTIDIEN]: 0.45,
      [EMPLOI]: 0.2,
      [SECURITE]: 0.15
    },
    publics: ['Jeunes', 'Étudiants', 'Familles et/ou enfants'],
    gratuit: 0.1,
    boite: ['bonjour', 'contact', 'atelier'],
    nommer: (de) =>
      de.peser([
        [`Tiers-lieu ${de.choisir(ENSEIGNES)}`, 5],
        [`Fablab ${de.choisir(ENSEIGNES)}`, 4],
        [`La Fabrique ${de.choisir(LIEUX_DITS)}`, 3]
      ])
  },
  ccas: {
    typologies: ['CCAS'],
    part: { village: 2, ville: 6 },
    rythmes: ['bureau'],
    connu: { guichets: 2, conseillers: 3, hub: 2, ouvert: 1.5 },
    services: { [DEMARCHES]: 1, [QUOTIDIEN]: 0.35, [ACCES]: 0.25, [ACHAT]: 0.05 },
    publics: ['Seniors', 'Familles et/ou enfants'],
    gratuit: 1,
    boite: ['ccas', 'accueil'],
    nommer: (_, commune) => `CCAS ${deCommune(commune)}`
  },
  emploi: {
    typologies: ['ML'],
    part: { village: 1, ville: 4 },
    rythmes: ['bureau'],
    connu: { guichets: 0.6, conseillers: 2, hub: 2.5, ouvert: 2 },
    services: { [EMPLOI]: 1, [DEMARCHES]: 0.5, [ACCES]: 0.55, [QUOTIDIEN]: 0.4 },
    publics: ['Jeunes'],
    gratuit: 1,
    boite: ['accueil', 'contact'],
    nommer: (de, commune) =>
      de.choisir([`Mission locale – antenne ${deCommune(commune)}`, `Mission locale Le Tremplin, ${commune}`])
  },
  ressourcerie: {
    typologies: ['RESSOURCERIE'],
    part: { village: 1, ville: 2 },
    rythmes: ['tiers-lieu', 'atelier'],
    connu: { guichets: 0.1, conseillers: 0.6, hub: 2.5, ouvert: 4 },
    services: { [ACHAT]: 1, [QUOTIDIEN]: 0.35, [COMPRENDRE]: 0.2 },
    publics: ['Étudiants', 'Familles et/ou enfants'],
    gratuit: 0.05,
    boite: ['bonjour', 'contact'],
    nommer: (de) => de.choisir([`Ressourcerie ${de.choisir(ENSEIGNES)}`, `Ressourcerie ${de.choisir(LIEUX_DITS)}`])
  },
  jeunes: {
    typologies: ['PIJ_BIJ'],
    part: { village: 1, ville: 3 },
    rythmes: ['atelier', 'bureau'],
    connu: { guichets: 0.3, conseillers: 2, hub: 3, ouvert: 2 },
    services: { [EMPLOI]: 0.7, [DEMARCHES]: 0.6, [ACCES]: 0.7, [COMPRENDRE]: 0.4, [CREATION]: 0.3 },
    publics: ['Jeunes', 'Étudiants'],
    gratuit: 1,
    boite: ['jeunesse', 'accueil'],
    nommer: (de, commune) =>
      de.choisir([`Point info jeunes ${deCommune(commune)}`, `Espace jeunes ${de.choisir(LIEUX_DITS)}`])
  },
  solidarites: {
    typologies: ['MDS'],
    part: { village: 1, ville: 2 },
    rythmes: ['bureau'],
    connu: { guichets: 2, conseillers: 2, hub: 2, ouvert: 1.5 },
    services: { [DEMARCHES]: 1, [PARENTS]: 0.15, [ACCES]: 0.25 },
    publics: ['Familles et/ou enfants', 'Seniors'],
    gratuit: 1,
    boite: ['accueil'],
    nommer: (de, commune) =>
      de.choisir([`Maison des solidarités ${deCommune(commune)}`, `Maison des solidarités ${de.choisir(LIEUX_DITS)}`])
  },
  bus: {
    typologies: ['ENM'],
    part: { village: 4, ville: 2.5 },
    rythmes: ['tournee'],
    connu: { guichets: 4, conseillers: 3, hub: 3, ouvert: 2 },
    services: { [DEMARCHES]: 0.95, [QUOTIDIEN]: 0.7, [ACCES]: 0.4, [SECURITE]: 0.25 },
    publics: ['Seniors'],
    gratuit: 1,
    boite: ['bus', 'accueil'],
    // Named by its département, where it is invented.
    nommer: () => BUS[0]
  }
}

export const NOMS_GENRES = Object.keys(GENRES) as NomGenre[]
