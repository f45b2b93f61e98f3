/** How a number of a workbook is meant: a date, a number padded with zeros (`00000`), or a plain number. */
export type StyleExcel = { readonly genre: 'date' } | { readonly genre: 'zeros'; readonly longueur: number } | undefined

export function styleExcel(format: number, code: string | undefined): StyleExcel {
  if (code === undefined) return FORMATS_DATE.has(format) ? { genre: 'date' } : undefined
  if (/^0{2,}$/.test(code)) return { genre: 'zeros', longueur: code.length }
  // What is quoted, escaped, coloured or localised is not a date letter.
  const lettres = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replaceAll(/general/gi, '')
  return /[dmyhs]/i.test(lettres) ? { genre: 'date' } : undefined
}

/** Text of a number as a person reads it in the sheet, without the noise of binary fractions. */
export function texteNombre(brut: string, style: StyleExcel, depuis1904: boolean): string {
  const valeur = Number(brut)
  if (brut.trim() === '' || !Number.isFinite(valeur)) return brut
  if (style?.genre === 'date') {
    const date = texteDate(valeur, depuis1904)
    if (date) return date
  }
  // Excel itself keeps fifteen digits.
  const texte = String(Number.isSafeInteger(valeur) ? valeur : Number(valeur.toPrecision(15)))
  if (style?.genre === 'zeros' && /^\d+$/.test(texte)) return texte.padStart(style.longueur, '0')
  return texte
}

/** Serial number of a day to ISO: `2024-03-01`, `2024-03-01T14:30:00`, or `14:30:00` for a time alone. */
function texteDate(serie: number, depuis1904: boolean): string | undefined {
  if (serie < 0 || serie >= 2_958_466) return undefined
  const secondes = Math.round((serie % 1) * 86_400)
  const jours = Math.floor(serie)
  // Excel believes in a 29 February 1900: before it, serials are one day behind.
  const epoque = depuis1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, jours < 60 ? 31 : 30)
  const iso = new Date(epoque + (jours * 86_400 + secondes) * 1_000).toISOString()
  if (jours === 0 && !depuis1904) return iso.slice(11, 19)
  return secondes === 0 ? iso.slice(0, 10) : iso.slice(0, 19)
}

const FORMATS_DATE: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58
])
