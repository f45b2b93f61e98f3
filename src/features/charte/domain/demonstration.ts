import { type Contenu, deGenre } from './charte.ts'
import { type ChoixEcrit } from './etapes-declaration.ts'
import { STATUTS, type StructureSaisie } from './saisie-declaration.ts'

/** Something that happened to a fictional lieu. Ages are whole days before today, at an hour when people work. */
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
  { charte: 'nationale', etapes: [{ genre: 'admettre-de-droit', age: 60 }] },
  { charte: 'nationale', tenu: 'deleguee', etapes: membre(420) },
  { charte: 'nationale', tenu: 'responsable', etapes: [declaree(3)] },
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
      ...membre(260),
      {
        genre: 'avertir',
        constatee: 20,
        envoyee: 17,
        recue: 12,
        age: 11,
        texte: 'Le lieu n’ouvre plus que sur rendez-vous. Il déclare un accueil libre.'
      },
      { genre: 'rectifier', age: 2, texte: 'L’accueil libre est rouvert le mardi et le jeudi. La fiche le dit.' }
    ]
  },
  {
    charte: 'nationale',
    etapes: [
      declaree(24),
      {
        genre: 'opposer',
        age: 12,
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
  ...[900, 300, 265, 210, 160, 125, 96, 70, 52, 35].map((age): Vie => ({ charte: 'nationale', etapes: membre(age) })),
  ...[200, 120, 60, 12].map((age): Vie => ({ charte: 'sicoval', etapes: [declaree(age)] }))
]

const SIGNATAIRES = ['Alix Modèle', 'Sacha Exemple', 'Dominique Essai', 'Camille Fictif'] as const
const JUSTIFICATIONS = [
  'Chaque semaine, sans rendez-vous.',
  'Deux ateliers par mois, en petit groupe.',
  'C’est écrit à l’entrée et sur notre fiche.',
  ''
] as const

const tour = <T>(liste: readonly T[], rang: number): T => liste[rang % liste.length] as T

/**
 * What the lieu of this rank declares: everything that is asked of all, and some more criteria than the minimum, never the
 * same ones. The same rank always says the same.
 */
export function inventerDeclaration(
  nom: string,
  contenu: Contenu,
  rang: number
): StructureSaisie & { readonly choix: readonly ChoixEcrit[] } {
  const libres = deGenre(contenu, 'critere').filter(({ justificatif }) => justificatif === '')
  const { criteres_minimum } = contenu.parametres
  const voulus = criteres_minimum === 0 ? 0 : criteres_minimum + (rang % 4)
  const choisis = Array.from({ length: Math.min(voulus, libres.length) }, (_, i) => tour(libres, rang * 7 + i))
  const obliges = contenu.criteres.filter(({ genre }) => genre !== 'critere')
  return {
    structure: nom,
    statut: tour(STATUTS, rang),
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
