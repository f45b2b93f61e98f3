import { sansAccents } from '../../../../kernel/texte.ts'
import { aSesJours, fuseauDuDepartement } from '../../../territoires/vocabulaire.ts'
import { JOURS, minutesEnMots } from '../horaires-semaine.ts'
import { decaler, jourDuCalendrier } from './jour-du-calendrier.ts'
import type { Etat } from './modele.ts'
import { compilerHoraires, etatA, type MomentLocal } from './ouverture.ts'

/**
 * When someone wants to find a lieu open: at an instant, the same for all though each lieu's clock reads it its own way;
 * or next Tuesday at 18:00, which comes later in Guadeloupe than in Limoges.
 */
export type MomentDemande =
  /** Milliseconds since 1970. */
  | { readonly genre: 'instant'; readonly instant: number }
  /** The first such moment of the lieu's own clock from `depuis` (milliseconds) on; 0 is Monday. */
  | { readonly genre: 'local'; readonly jour: number; readonly minutes: number; readonly depuis: number }

const MINUTE_MS = 60_000

/** Same text for two moments of the same minute. */
export function cleDuMoment(moment: MomentDemande): string {
  if (moment.genre === 'instant') return `${Math.floor(moment.instant / MINUTE_MS)}`
  return `${moment.jour}-${moment.minutes}-${Math.floor(moment.depuis / MINUTE_MS)}`
}

const MOMENT = /^([a-z]+)[- ]([01]?\d|2[0-3])(?::([0-5]\d)|h([0-5]\d)?)$/

/** « maintenant », « mardi-18:00 », « mardi-18h », « mardi-18h30 ». A day without an hour asks another question: undefined. */
export function lireMoment(texte: string, maintenant: Date): MomentDemande | undefined {
  const net = sansAccents(texte.slice(0, 40)).trim().toLowerCase()
  if (net === 'maintenant') return { genre: 'instant', instant: maintenant.getTime() }
  const [, nom, heures, m1, m2] = MOMENT.exec(net) ?? []
  const jour = (JOURS as readonly (string | undefined)[]).indexOf(nom)
  if (jour < 0) return undefined
  return { genre: 'local', jour, minutes: Number(heures) * 60 + Number(m1 ?? m2 ?? 0), depuis: maintenant.getTime() }
}

/** As addresses carry it. */
export function ecrireMoment(moment: MomentDemande): string {
  if (moment.genre === 'instant') return 'maintenant'
  const deux = (n: number) => String(n).padStart(2, '0')
  return `${JOURS[moment.jour]}-${deux(Math.floor(moment.minutes / 60))}:${deux(moment.minutes % 60)}`
}

/** « maintenant », « mardi à 18 h ». */
export function momentEnMots(moment: MomentDemande): string {
  return moment.genre === 'instant' ? 'maintenant' : `${JOURS[moment.jour]} à ${minutesEnMots(moment.minutes)}`
}

interface Horloge {
  readonly format: Intl.DateTimeFormat
  /** The last minute read, and the last moment answered: one search asks one moment of thousands of lieux. */
  minute: number
  lue: MomentLocal
  demande: MomentDemande | undefined
  reponse: MomentLocal
}

const horloges = new Map<string, Horloge>()

/** The moment on the wall clock of this IANA zone. */
export function momentLocal(moment: MomentDemande, fuseau: string): MomentLocal {
  const horloge = horlogeDe(fuseau)
  if (horloge.demande === moment) return horloge.reponse
  const reponse = moment.genre === 'instant' ? lireHorloge(horloge, moment.instant) : prochain(horloge, moment)
  horloge.demande = moment
  horloge.reponse = reponse
  return reponse
}

function prochain(horloge: Horloge, moment: Extract<MomentDemande, { genre: 'local' }>): MomentLocal {
  const { date, minutes } = lireHorloge(horloge, moment.depuis)
  const attente = (moment.jour - jourDuCalendrier(date).jour + 7) % 7
  const passe = attente === 0 && moment.minutes < minutes
  return { date: decaler(date, passe ? 7 : attente), minutes: moment.minutes }
}

function lireHorloge(horloge: Horloge, instant: number): MomentLocal {
  const minute = Math.floor(instant / MINUTE_MS)
  if (horloge.minute !== minute) {
    // « 2026-06-16 18:00 »: the Swedish order is ISO's.
    const [date = '', heure = ''] = horloge.format.format(minute * MINUTE_MS).split(' ')
    const [heures, minutes] = heure.split(':')
    horloge.minute = minute
    horloge.lue = { date, minutes: Number(heures) * 60 + Number(minutes) }
  }
  return horloge.lue
}

function horlogeDe(fuseau: string): Horloge {
  let horloge = horloges.get(fuseau)
  if (!horloge) {
    const vide = { date: '', minutes: 0 }
    horloge = {
      format: new Intl.DateTimeFormat('sv-SE', {
        timeZone: fuseau,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23'
      }),
      minute: Number.NaN,
      lue: vide,
      demande: undefined,
      reponse: vide
    }
    horloges.set(fuseau, horloge)
  }
  return horloge
}

/** What the search index keeps for a lieu: its hours, and the département whose clock and holidays they follow. */
export function ecrireCalendrier(osm: string, departement: string | null | undefined): string {
  // Where clock and holidays are those of most of the country, equal hours are one calendar: compiled and asked once.
  return `${aSesJours(departement) ? departement : ''}\u0000${osm}`
}

/** Compiles what `ecrireCalendrier` wrote; undefined when the hours are not OSM we read. */
export function lireCalendrier(texte: string): ((moment: MomentDemande) => Etat) | undefined {
  const separateur = texte.indexOf('\u0000')
  const departement = texte.slice(0, Math.max(0, separateur)) || undefined
  const horaires = compilerHoraires(texte.slice(separateur + 1), departement)
  if (!horaires) return undefined
  const fuseau = fuseauDuDepartement(departement)
  return (moment) => etatA(horaires, momentLocal(moment, fuseau))
}
