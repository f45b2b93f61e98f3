import OpeningHours from 'opening_hours'

const LIEU = { lat: '48.85', lon: '2.35', address: { country_code: 'fr', state: 'Île-de-France' } }

/** What the field's own library thinks of it; nothing when it has nothing to say. */
export function reproches(osm: string): string | undefined {
  try {
    const tous = new OpeningHours(osm, LIEU as never, { locale: 'fr' } as never).getWarnings() as readonly string[]
    // The library only knows the school holidays of a few years ahead: that says nothing of the text.
    const avertis = tous.filter((un) => !un.includes('Les vacances scolaires'))
    return avertis.length > 0 ? avertis.join(' | ') : undefined
  } catch (erreur) {
    return String(erreur)
  }
}

/** When it is open in a year, and how surely: two texts that mean the same have the same. */
export function intervalles(osm: string): string {
  const heures = new OpeningHours(osm, LIEU as never, { locale: 'fr' } as never)
  return heures
    .getOpenIntervals(new Date(2026, 0, 1), new Date(2027, 0, 1))
    .map(([debut, fin, inconnu]) => `${debut.getTime()}-${fin.getTime()}${inconnu ? '?' : ''}`)
    .join(' ')
}
