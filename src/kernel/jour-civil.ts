const formats = new Map<string, Intl.DateTimeFormat>()

/** The civil day (YYYY-MM-DD) of an instant in a time zone: just after midnight in Paris it is still yesterday in UTC. */
export function jourCivil(instant: Date, zone = 'Europe/Paris'): string {
  let format = formats.get(zone)
  if (!format) {
    // The Swedish order of dates is ISO's.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  return format.format(instant)
}
