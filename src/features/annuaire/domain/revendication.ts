import { debutDuJour, dernierJour, jourDe, plusJours } from '../../../kernel/dates-legales.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'
import { isSourceTenue } from './source-responsables.ts'
import { SOURCE_SIGNALEMENTS } from './source-signalements.ts'

/**
 * Who may look after a lieu. « Claiming a lieu: a published address proves only if a source has vouched for it for 30 days
 * and no more than 3 lieux share it; otherwise the pilot or the administrator decides. The former contact is told and has
 * 15 days to contest. Nothing that came through a public error report proves anything. » (decisions.md, The adhesion)
 */

export const JOURS_DE_PREUVE = 30
export const LIEUX_PAR_ADRESSE = 3
export const JOURS_DE_CONTESTATION = 15
/** Days during which a claim waits for the mailbox, or for the responsable, to answer. */
export const JOURS_D_ATTENTE = 30
/** Days after which a claim that ended is erased: the journal keeps that it was, and no word of it. */
export const JOURS_GARDEE = 365

/** What was asked for is heard while it waits or holds; the last three are over. */
export const ETATS_REVENDICATION = [
  'attente-preuve',
  'attente-decision',
  'attente-responsable',
  'active',
  'contestee',
  'refusee',
  'abandonnee',
  'terminee'
] as const
export type EtatRevendication = (typeof ETATS_REVENDICATION)[number]

export const ETATS_OUVERTS: readonly EtatRevendication[] = ['attente-preuve', 'attente-decision', 'attente-responsable']
export const ETATS_EN_VIGUEUR: readonly EtatRevendication[] = ['active', 'contestee']
/** What the desk has to answer. */
export const ETATS_A_JUGER = ['attente-decision', 'contestee'] as const satisfies readonly EtatRevendication[]

export type PreuveRevendication = 'adresse' | 'decision' | 'creation' | 'delegation'

/** The first instant after a delay of so many calendar days of Paris; the day that starts it is not counted. */
export function finDuDelai(depart: Date, jours: number): Date {
  return debutDuJour(plusJours(dernierJour(jourDe(depart, PARIS), jours), 1), PARIS)
}

const PARIS = 'Europe/Paris'

/** Something is possible until here, included, when it no longer is at `fin`: its day is the last one, for pages and mails. */
export const dernierInstant = (fin: Date): Date => new Date(fin.getTime() - 1)

/** Can the former contact still contest this claim, or has somebody done so without an answer yet? Helpers are not contested. */
export const estContestable = (
  {
    etat,
    preuve,
    conteste_avant
  }: {
    readonly etat: EtatRevendication
    readonly preuve: PreuveRevendication
    readonly conteste_avant: Date | null
  },
  now: Date
): boolean =>
  preuve !== 'delegation' &&
  (etat === 'contestee' || (etat === 'active' && conteste_avant !== null && now < conteste_avant))

/** A published address, and what is known of it. */
export interface AdressePubliee {
  readonly courriel: string
  /** The sources whose current records say it of this lieu. */
  readonly sources: readonly string[]
  /** Since when the fiche has shown it without a break. */
  readonly depuis: Date | undefined
  /** How many lieux have it in a current record. */
  readonly lieux: number
}

export type RefusDePreuve = 'sans-source' | 'trop-recente' | 'trop-partagee'

/** Does writing to that address prove that whoever answers looks after the lieu? */
export function jugerAdresse({ sources, depuis, lieux }: AdressePubliee, now: Date): Result<undefined, RefusDePreuve> {
  // What the public or a responsable wrote here is no outside voice.
  if (!sources.some((source) => source !== SOURCE_SIGNALEMENTS && !isSourceTenue(source))) return refuse('sans-source')
  if (!depuis || now < finDuDelai(depuis, JOURS_DE_PREUVE)) return refuse('trop-recente')
  if (lieux > LIEUX_PAR_ADRESSE) return refuse('trop-partagee')
  return ok(undefined)
}

/** A line of a fiche's history, as it is kept. */
export interface EvenementDeFiche {
  readonly le: Date
  readonly genre: string
  readonly champ: string | null
  readonly apres: unknown
}

/**
 * Since when a fiche has shown an address without a break, from its history in order. An address that came with a merge is
 * as old as the merge; out of sight, the fiche showed nothing.
 */
export function presenteDepuis(courriel: string, histoire: readonly EvenementDeFiche[]): Date | undefined {
  const voulu = courriel.toLowerCase()
  const dans = (liste: unknown) =>
    Array.isArray(liste) && liste.some((valeur) => typeof valeur === 'string' && valeur.toLowerCase() === voulu)
  let dite = false
  let visible = false
  let depuis: Date | undefined
  for (const { le, genre, champ, apres } of histoire) {
    if (genre === 'creation') dite = dans((apres as { courriels?: unknown } | null)?.courriels)
    if (genre === 'valeur' && champ === 'courriels') dite = dans(apres)
    if (genre === 'creation') visible = true
    if (genre === 'retrait') visible = false
    if (genre === 'retablissement') {
      visible = true
      depuis = undefined
    }
    depuis = dite && visible ? (depuis ?? le) : undefined
  }
  return depuis
}

/** « a•••@mairie.fr »: enough for who knows it. */
export function masquerCourriel(courriel: string): string {
  const arobase = courriel.lastIndexOf('@')
  return `${courriel.slice(0, 1)}•••${courriel.slice(arobase)}`
}

export interface FauteDeTexte {
  readonly champ: string
  readonly message: string
}

const TEXTE_MIN = 20
const TEXTE_MAX = 1_000

/** Why this person looks after the lieu, in their words: 20 to 1000 signs. */
export function lireRaison(texte: string, champ = 'texte'): Result<string, FauteDeTexte> {
  const net = nettoyer(texte)
  if (net.length < TEXTE_MIN)
    return refuse({ champ, message: `Écrivez-en un peu plus : au moins ${TEXTE_MIN} signes.` })
  return net.length > TEXTE_MAX ? refuse({ champ, message: TROP_LONG }) : ok(net)
}

/** The reason of a decision or of a contest: at most 1000 signs; demanded when it takes something away from somebody. */
export function lireMotif(texte: string, exige: boolean, champ = 'motif'): Result<string, FauteDeTexte> {
  const net = nettoyer(texte)
  if (exige && net === '') return refuse({ champ, message: 'Écrivez la raison : la personne la lira.' })
  return net.length > TEXTE_MAX ? refuse({ champ, message: TROP_LONG }) : ok(net)
}

const TROP_LONG = `Écrivez un texte plus court : ${TEXTE_MAX} signes au plus.`

const nettoyer = (texte: string) => sansControles(texte).split(/\r?\n/).map(resserrer).join('\n').trim()
