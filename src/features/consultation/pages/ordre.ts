import { createHash, randomInt } from 'node:crypto'
import type { Contexte } from '../../../platform/http/feature.ts'
import type { Module } from '../store/consultation.store.ts'

/** In which order somebody reads the items of a module. */
export interface OrdreDeLecture {
  /** What the order follows from; none: the organiser's order. */
  readonly graine: string | undefined
  /** What links carry so that a visitor keeps the same order: « ?ordre=417 », or nothing. */
  readonly suffixe: '' | `?ordre=${number}`
}

const ORDRE_MAX = 999

/**
 * The order of this person: the same one at each visit for an account; for a visitor, one drawn at the first page and that
 * the addresses carry. Nothing is kept of it.
 */
export function ordreDe(c: Contexte, { id, ordre }: Pick<Module, 'id' | 'ordre'>): OrdreDeLecture {
  if (ordre === 'fixe') return { graine: undefined, suffixe: '' }
  const compte = c.var.acteur.compte?.id
  if (compte) return { graine: createHash('sha256').update(`${compte} ${id}`).digest('hex'), suffixe: '' }
  const demande = c.req.query('ordre') ?? ''
  const numero = /^[1-9]\d{0,2}$/.test(demande) ? Number(demande) : randomInt(1, ORDRE_MAX + 1)
  return { graine: String(numero), suffixe: `?ordre=${numero}` }
}
