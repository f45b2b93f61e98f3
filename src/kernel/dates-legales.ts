import { Temporal } from '@js-temporal/polyfill'
import type { Jour } from './jour.ts'

/**
 * Delays as the law counts them: in civil days and civil months of a time zone, never in hours. The day that starts a
 * delay is not counted; its last day is whole; what follows happens at the first instant of the next day.
 */

/** The civil day of an instant in a time zone. */
export function jourDe(instant: Date, zone: string): Jour {
  const zdt = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
  return zdt.toPlainDate().toString() as Jour
}

/** The first instant of a civil day; where clocks skip midnight, the first one that exists. */
export function debutDuJour(jour: Jour, zone: string): Date {
  return toDate(Temporal.PlainDate.from(jour).toZonedDateTime(zone))
}

/** An hour of a civil day, for messages that nobody should get at midnight. */
export function aHeure(jour: Jour, heure: number, zone: string): Date {
  return toDate(
    Temporal.PlainDate.from(jour).toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from({ hour: heure })
    })
  )
}

export function plusJours(jour: Jour, jours: number): Jour {
  return Temporal.PlainDate.from(jour).add({ days: jours }).toString() as Jour
}

/**
 * Same day number, so many months later, or the last day of a shorter month. Always counted from the first day of a
 * series, which keeps its number: 29 February, then 28, and 29 again four years later.
 */
export function plusMois(ancre: Jour, mois: number): Jour {
  return Temporal.PlainDate.from(ancre).add({ months: mois }, { overflow: 'constrain' }).toString() as Jour
}

/** The last day of a delay of so many days after `jour`, which is not counted. */
export const dernierJour = (jour: Jour, jours: number): Jour => plusJours(jour, jours)

/** « Jusqu'au premier jour ouvré suivant »: the day itself unless it is a Saturday, a Sunday or a holiday. */
export function jourOuvre(jour: Jour, estFerie: (jour: Jour) => boolean): Jour {
  let candidat = jour
  while (Temporal.PlainDate.from(candidat).dayOfWeek >= 6 || estFerie(candidat)) candidat = plusJours(candidat, 1)
  return candidat
}

const toDate = ({ epochMilliseconds }: Temporal.ZonedDateTime): Date => new Date(epochMilliseconds)
