const connus = new Map<string, Intl.DateTimeFormat>()

/** A writer of dates in French. Building one costs more than writing a hundred dates with it: each is built once. */
export function formatDate(
  options: Intl.DateTimeFormatOptions,
  langue: 'fr-FR' | 'sv-SE' = 'fr-FR'
): Intl.DateTimeFormat {
  const cle = `${langue} ${JSON.stringify(options)}`
  let format = connus.get(cle)
  if (!format) {
    format = new Intl.DateTimeFormat(langue, options)
    connus.set(cle, format)
  }
  return format
}
