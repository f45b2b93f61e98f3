import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import type { GenreItem } from './item.ts'

/** What is counted on one item. Opinions given in a session are apart. */
export interface ComptesDItem {
  readonly accord: number
  readonly revoir: number
  readonly accord_assistes: number
  readonly revoir_assistes: number
  readonly commentaires: number
  readonly valeurs: number
  readonly fichiers: number
  readonly actions: number
}

/** The same at the closing, for an item that is named. */
export interface DecompteDItem extends ComptesDItem {
  readonly numero: number
  /** Address of its module. */
  readonly module: string
  readonly genre: GenreItem
}

/** The counts of a consultation as they are signed: nothing in them may change once it is closed. */
export interface Decompte {
  readonly consultation: string
  readonly reseau: string
  /** Instants, ISO in UTC. */
  readonly ouverture: string
  readonly cloture: string | null
  readonly participants: number
  readonly items: readonly DecompteDItem[]
}

/** The bytes whose SHA-256 is in the journal: one line, keys in order, no space. */
export const ecrireDecompte = (decompte: Decompte): string => jsonCanonique(decompte)

const COMPTES = [
  'accord',
  'revoir',
  'accord_assistes',
  'revoir_assistes',
  'commentaires',
  'valeurs',
  'fichiers',
  'actions'
] as const

/** All the items together. */
export function totauxDe({ items }: Decompte): Readonly<Record<(typeof COMPTES)[number], number>> {
  return Object.fromEntries(COMPTES.map((cle) => [cle, items.reduce((somme, item) => somme + item[cle], 0)])) as Record<
    (typeof COMPTES)[number],
    number
  >
}
