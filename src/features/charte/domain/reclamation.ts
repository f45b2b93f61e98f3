import { ok, type Result, refuse } from '../../../kernel/result.ts'

export const OBJETS = ['charte', 'marque', 'autre'] as const
export type ObjetReclamation = (typeof OBJETS)[number]

export const ISSUES = ['sans-suite', 'rappel', 'avertissement'] as const
export type IssueReclamation = (typeof ISSUES)[number]

export type GenreEtape = 'recue' | 'transmise' | 'reponse' | 'constat' | 'decision'

/** Days to answer the message that confirms; after that, nobody has complained. */
export const LIEN_JOURS = 7
/** Days that the lieu has to answer before the secrétariat may conclude without it. */
const REPONSE_JOURS = 15
/** Months that the address of who reported is kept after the end: the time to ask why. */
export const ADRESSE_MOIS = 6

const JOUR_MS = 86_400_000

interface Deposee {
  readonly etat: 'deposee'
  readonly deposeeLe: Date
}

interface Recue {
  readonly deposeeLe: Date
  readonly confirmeeLe: Date
}

interface Instruite extends Recue {
  /** When the lieu was told of the facts, and when it answered. */
  readonly transmiseLe?: Date
  readonly repondueLe?: Date
}

/** Where a complaint stands. Only a confirmed one is anybody's to read. */
export type SituationReclamation =
  | Deposee
  | (Recue & { readonly etat: 'confirmee' })
  | (Instruite & { readonly etat: 'instruction' })
  | (Instruite & { readonly etat: 'close'; readonly closeLe: Date; readonly issue: IssueReclamation })

export type EtatReclamation = SituationReclamation['etat']

export type GesteReclamation =
  | { readonly genre: 'confirmer' }
  /** The secrétariat tells the lieu the facts, in its own words. */
  | { readonly genre: 'transmettre' }
  /** The lieu's answer, on its page or received otherwise. */
  | { readonly genre: 'repondre' }
  | { readonly genre: 'constater' }
  | { readonly genre: 'clore'; readonly issue: IssueReclamation }

export type RefusReclamation =
  | { readonly raison: 'pas-confirmee' | 'deja-confirmee' | 'lien-perime' | 'deja-transmise' | 'pas-transmise' }
  | { readonly raison: 'deja-close'; readonly le: Date }
  /** Both sides are heard before anybody is blamed. `jusqua`: when silence will be an answer. */
  | { readonly raison: 'pas-entendu'; readonly jusqua: Date }

/** What an act makes of a complaint. Pure: the store writes what comes back. */
export function agirSurReclamation(
  avant: SituationReclamation,
  geste: GesteReclamation,
  now: Date
): Result<SituationReclamation, RefusReclamation> {
  if (geste.genre === 'confirmer') return confirm(avant, now)
  if (avant.etat === 'deposee') return refuse({ raison: 'pas-confirmee' })
  if (avant.etat === 'close') return refuse({ raison: 'deja-close', le: avant.closeLe })
  const instruite: Instruite & { readonly etat: 'instruction' } = { ...avant, etat: 'instruction' }
  switch (geste.genre) {
    case 'transmettre':
      return instruite.transmiseLe ? refuse({ raison: 'deja-transmise' }) : ok({ ...instruite, transmiseLe: now })
    case 'repondre':
      return instruite.transmiseLe
        ? ok({ ...instruite, repondueLe: instruite.repondueLe ?? now })
        : refuse({ raison: 'pas-transmise' })
    case 'constater':
      return ok(instruite)
    case 'clore': {
      const refus = geste.issue === 'sans-suite' ? undefined : raisonDAttendre(instruite, now)
      return refus ? refuse(refus) : ok({ ...instruite, etat: 'close', closeLe: now, issue: geste.issue })
    }
  }
}

function confirm(avant: SituationReclamation, now: Date): Result<SituationReclamation, RefusReclamation> {
  if (avant.etat !== 'deposee') return refuse({ raison: 'deja-confirmee' })
  return now >= finDuLien(avant.deposeeLe)
    ? refuse({ raison: 'lien-perime' })
    : ok({ etat: 'confirmee', deposeeLe: avant.deposeeLe, confirmeeLe: now })
}

/** The first instant when the link that confirms is too old. */
export const finDuLien = (deposeeLe: Date): Date => new Date(deposeeLe.getTime() + LIEN_JOURS * JOUR_MS)

/** The first instant when the silence of the lieu is an answer. */
export const finDeReponse = (transmiseLe: Date): Date => new Date(transmiseLe.getTime() + REPONSE_JOURS * JOUR_MS)

/** Why nobody may be blamed yet: the lieu was not told, or has neither answered nor had the time to. */
export function raisonDAttendre(
  { transmiseLe, repondueLe }: Pick<Instruite, 'transmiseLe' | 'repondueLe'>,
  now: Date
): RefusReclamation | undefined {
  if (!transmiseLe) return { raison: 'pas-transmise' }
  const jusqua = finDeReponse(transmiseLe)
  return repondueLe || now >= jusqua ? undefined : { raison: 'pas-entendu', jusqua }
}

/** Whole days since a complaint was confirmed. */
export const ageEnJours = (confirmeeLe: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - confirmeeLe.getTime()) / JOUR_MS))
