import { createHash, randomInt } from 'node:crypto'
import type { Contexte } from '../../../platform/http/feature.ts'
import type { Module } from '../store/consultation.store.ts'

/** In which order somebody reads the items of a module. */
export interface OrdreDeLecture {
  /** What the order follows from; none: the organiser's order. */
  readonly graine: string | undefined
  /** What links carry so that a visitor keeps the same order: « ?ordre=417 », or nothing. */
  readonly suffixe: '' | `?ordre=${number}`
  /** The same, for a form or for an address that carries more. */
  readonly numero: string | undefined
}

const ORDRE_MAX = 999

/**
 * The order of this person: the same one at each visit for an account; for a visitor, one drawn at the first page and that
 * the addresses carry. Nothing is kept of it.
 */
export function ordreDe(c: Contexte, { id, ordre, nature }: Pick<Module, 'id' | 'ordre' | 'nature'>): OrdreDeLecture {
  // The articles of a text follow one another.
  if (ordre === 'fixe' || nature === 'texte') return { graine: undefined, suffixe: '', numero: undefined }
  const compte = c.var.acteur.compte?.id
  if (compte)
    return { graine: createHash('sha256').update(`${compte} ${id}`).digest('hex'), suffixe: '', numero: undefined }
  const demande = c.req.query('ordre') ?? ''
  const numero = /^[1-9]\d{0,2}$/.test(demande) ? Number(demande) : randomInt(1, ORDRE_MAX + 1)
  return { graine: String(numero), suffixe: `?ordre=${numero}`, numero: String(numero) }
}
