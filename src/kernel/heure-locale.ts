import { Temporal } from '@js-temporal/polyfill'
import { ok, type Result, refuse } from './result.ts'

/** Hours and minutes of a wall clock. */
export interface Heure {
  readonly heure: number
  readonly minute: number
}

/** « 14:30 », « 14h30 », « 14 h », « 9 ». */
export function lireHeure(texte: string): Heure | undefined {
  const [, h, m = '0'] =
    /^(\d{1,2})(?:\s*(?:h|:)\s*(\d{2})?)?$/i.exec(texte.replace(/[\s\u00a0\u202f]+/g, ' ').trim()) ?? []
  if (h === undefined) return undefined
  const [heure, minute] = [Number(h), Number(m)]
  return heure < 24 && minute < 60 ? { heure, minute } : undefined
}

/** An hour that the clock of that day skips, or shows twice: nobody can say which instant is meant. */
export type HeureDouteuse = 'sautee' | 'double'

/** Said beside the field where it was typed. */
export const HEURES_DOUTEUSES: Readonly<Record<HeureDouteuse, string>> = {
  sautee: 'Ce jour-là, on change d’heure : cette heure n’existe pas. Choisissez-en une autre.',
  double: 'Ce jour-là, on change d’heure : cette heure existe deux fois. Choisissez-en une autre.'
}

/**
 * The instant when clocks of a time zone show this hour on this day.
 * @param jour a day of the calendar, YYYY-MM-DD
 */
export function instantLocal(jour: string, { heure, minute }: Heure, fuseau: string): Result<Date, HeureDouteuse> {
  const locale = Temporal.PlainDateTime.from(`${jour}T00:00`).with({ hour: heure, minute })
  const [tot, tard] = (['earlier', 'later'] as const).map((disambiguation) =>
    locale.toZonedDateTime(fuseau, { disambiguation })
  )
  if (!tot || !tard) return refuse('sautee')
  if (tot.epochMilliseconds !== tard.epochMilliseconds)
    return refuse(tot.toPlainDateTime().equals(locale) ? 'double' : 'sautee')
  return ok(new Date(tot.epochMilliseconds))
}

/** The first instant of a day in a time zone. A day may begin at one in the morning, where clocks change at midnight. */
export function debutDuJour(jour: string, fuseau: string): Date {
  return new Date(Temporal.PlainDate.from(jour).toZonedDateTime(fuseau).epochMilliseconds)
}

/** Days of the calendar after this one. */
export function jourApres(jour: string, jours: number): string {
  return Temporal.PlainDate.from(jour).add({ days: jours }).toString()
}

/** What a clock of this zone shows: « 14:30 ». */
export function heureLocale(instant: Date, fuseau: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(fuseau)
  return `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
}
