import { aHeure, jourDe, jourOuvre, plusJours } from '../../../kernel/dates-legales.ts'
import type { Jour } from '../../../kernel/jour.ts'
import type { Acte } from './adhesion/actes.ts'
import type { Regles } from './adhesion/regles.ts'
import { type Contenu, deGenre } from './charte.ts'
import { type ChoixEcrit, toChoix } from './etapes-declaration.ts'
import type { StructureSaisie } from './saisie-declaration.ts'

/** Something that happened to a fictional lieu. Ages are days before today: the working day then, or the one before. */
export type Etape =
  | { readonly genre: 'declarer' | 'activite' | 'admettre-de-droit'; readonly age: number }
  | { readonly genre: 'opposer' | 'rectifier' | 'demander' | 'retirer'; readonly age: number; readonly texte: string }
  /** Typed on `age`, the day after the letter was received. */
  | {
      readonly genre: 'avertir'
      readonly age: number
      readonly constatee: number
      readonly envoyee: number
      readonly recue: number
      readonly texte: string
    }

/** What one fictional lieu lived with a réseau. */
export interface Vie {
  readonly charte: 'nationale' | 'sicoval'
  /** The known responsable looks after it; `deleguee`: with the known delegate. */
  readonly tenu?: 'responsable' | 'deleguee'
  /** One after the other, the oldest first. */
  readonly etapes: readonly Etape[]
}

const declaree = (age: number): Etape => ({ genre: 'declarer', age })

/** A member whose fiche is kept up to date: a sign of life every five months, whatever its age. */
function membre(age: number): readonly Etape[] {
  const signes: Etape[] = []
  for (let vu = age - 60; vu > 5; vu -= 150) signes.push({ genre: 'activite', age: vu })
  return [declaree(age), ...signes]
}

/**
 * The lives of the demonstration, one lieu each, in the order of its lieux: those written by hand come first, and are where
 * the visitor looks. Every state that a visitor, a responsable or a desk may meet is there.
 */
export const VIES: readonly Vie[] = [
  { charte: 'nationale', tenu: 'deleguee', etapes: membre(640) },
  { charte: 'nationale', etapes: [declaree(10)] },
  // Eleven months without a sign of life: the alert took effect some days ago, the period ends in some weeks.
  { charte: 'nationale', tenu: 'responsable', etapes: [declaree(361)] },
  {
    charte: 'nationale',
    tenu: 'responsable',
    etapes: [
      ...membre(230),
      {
        genre: 'avertir',
        constatee: 16,
        envoyee: 12,
        recue: 6,
        age: 5,
        texte:
          'Deux personnes ont payé pour être aidées dans leurs démarches. Votre déclaration dit que cette aide est gratuite.'
      }
    ]
  },
  { charte: 'nationale', etapes: membre(300) },
  { charte: 'nationale', etapes: [{ genre: 'admettre-de-droit', age: 60 }] },
  { charte: 'nationale', tenu: 'responsable', etapes: [declaree(3)] },
  { charte: 'nationale', tenu: 'deleguee', etapes: membre(420) },
  {
    charte: 'nationale',
    etapes: [
      ...membre(260),
      {
        genre: 'avertir',
        constatee: 18,
        envoyee: 15,
        recue: 10,
        age: 9,
        texte: 'Le lieu n’ouvre plus que sur rendez-vous. Il déclare un accueil libre.'
      },
      { genre: 'rectifier', age: 2, texte: 'L’accueil libre est rouvert le mardi et le jeudi. La fiche le dit.' }
    ]
  },
  {
    charte: 'nationale',
    tenu: 'responsable',
    etapes: [
      ...membre(300),
      {
        genre: 'avertir',
        constatee: 55,
        envoyee: 50,
        recue: 42,
        age: 41,
        texte: 'Les ateliers annoncés n’ont plus lieu depuis trois mois, et personne ne répond au téléphone.'
      },
      {
        genre: 'demander',
        age: 3,
        texte: 'Une médiatrice est arrivée lundi. Les ateliers ont repris, deux fois par semaine.'
      }
    ]
  },
  {
    charte: 'nationale',
    etapes: [
      declaree(24),
      {
        genre: 'opposer',
        age: 16,
        texte: 'Le lieu vend du matériel et ne propose pas encore d’aide. Il pourra se déclarer à nouveau.'
      }
    ]
  },
  // No sign of life in its first year.
  { charte: 'nationale', etapes: [declaree(411)] },
  {
    charte: 'nationale',
    etapes: [...membre(180), { genre: 'retirer', age: 30, texte: 'L’association s’arrête à la fin de la saison.' }]
  },
  { charte: 'nationale', etapes: [{ genre: 'admettre-de-droit', age: 60 }] },
  ...[900, 265, 210, 160, 125, 96, 70, 52, 35].map((age): Vie => ({ charte: 'nationale', etapes: membre(age) })),
  ...[200, 120, 60, 12].map((age): Vie => ({ charte: 'sicoval', etapes: [declaree(age)] }))
]

/** The civil day of an age: letters do not arrive on a Sunday, and desks are closed. */
export function jourDeLAge(age: number, { zone, estFerie }: Regles, now: Date): Jour {
  let jour = plusJours(jourDe(now, zone), -age)
  while (jourOuvre(jour, estFerie) !== jour) jour = plusJours(jour, -1)
  return jour
}

/** When something of that age was done, in the morning. */
export const instantDeLAge = (age: number, regles: Regles, now: Date): Date =>
  aHeure(jourDeLAge(age, regles, now), 10, regles.zone)

/** What an event is for the rules; undefined where nothing changes by itself: somebody reads it. */
export function acteDe(
  etape: Etape,
  {
    version,
    contenu,
    choix
  }: { readonly version: number; readonly contenu: Contenu; readonly choix: readonly ChoixEcrit[] },
  regles: Regles,
  now: Date
): Acte | undefined {
  switch (etape.genre) {
    case 'declarer':
      return { genre: 'declarer', version, contenu, choix: toChoix(choix), sincere: true }
    case 'opposer':
      return { genre: 'opposer', raisons: etape.texte }
    case 'avertir': {
      const jour = (age: number) => jourDeLAge(age, regles, now)
      return {
        genre: 'avertir',
        constateLe: jour(etape.constatee),
        envoyeeLe: jour(etape.envoyee),
        recueLe: jour(etape.recue)
      }
    }
    case 'retirer':
      return { genre: 'retirer', cesse: true, sansConfusion: true }
    case 'activite':
    case 'admettre-de-droit':
    case 'rectifier':
      return { genre: etape.genre }
    case 'demander':
      return undefined
  }
}

const SIGNATAIRES = ['Alix Modèle', 'Sacha Exemple', 'Dominique Essai', 'Camille Fictif'] as const
const STRUCTURES = [
  ['Association Le Coup de pouce', 'association'],
  ['Centre communal d’action sociale', 'collectivité ou établissement public'],
  ['Coopérative Les Deux Rives', 'coopérative ou entreprise de l’économie sociale']
] as const
const JUSTIFICATIONS = [
  'Chaque semaine, sans rendez-vous.',
  'Deux ateliers par mois, en petit groupe.',
  'C’est écrit à l’entrée et sur notre fiche.',
  ''
] as const

const tour = <T>(liste: readonly T[], rang: number): T => liste[rang % liste.length] as T

/**
 * What the lieu of this rank declares: everything that is asked of all, and at least as many criteria as the charter wants.
 * The same rank always says the same.
 */
export function inventerDeclaration(
  commune: string,
  contenu: Contenu,
  rang: number
): StructureSaisie & { readonly choix: readonly ChoixEcrit[] } {
  const libres = deGenre(contenu, 'critere').filter(({ justificatif }) => justificatif === '')
  const { criteres_minimum } = contenu.parametres
  const voulus = criteres_minimum === 0 ? 0 : criteres_minimum + (rang % 4)
  const choisis = Array.from({ length: Math.min(voulus, libres.length) }, (_, i) => tour(libres, rang * 7 + i))
  const obliges = contenu.criteres.filter(({ genre }) => genre !== 'critere')
  const [structure, statut] = tour(STRUCTURES, rang)
  return {
    structure: `${structure} (${commune})`,
    statut,
    pivot: '',
    signataire: tour(SIGNATAIRES, rang),
    qualite: tour(['direction', 'présidence'], rang),
    choix: [...obliges, ...choisis].map(({ id, justificatif }, i) => ({
      critere: id,
      choisi: true,
      justification: justificatif === '' ? tour(JUSTIFICATIONS, rang + i) : 'Label de démonstration, numéro 0.'
    }))
  }
}
