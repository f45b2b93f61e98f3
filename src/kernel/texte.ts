const ASCII = /^[ -~]*$/
const ACCENTS = /\p{M}+/gu
const LIGATURES = /[œæß]/g
const EN_CLAIR: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' }
const HORS_MOT = /[^\p{L}\p{N}]+/gu

/**
 * The words of a text, as two people would agree they are the same: lower case, no accents, no ligatures, and every
 * apostrophe, hyphen or sign is one space. Normalising twice changes nothing.
 */
export function normaliser(texte: string): string {
  return sansAccents(texte).toLowerCase().replace(HORS_MOT, ' ').trim()
}

/** Keeps case and signs; drops accents and ligatures. */
export function sansAccents(texte: string): string {
  if (ASCII.test(texte)) return texte
  return texte
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(/[ŒÆ]/g, (lettre) => (lettre === 'Œ' ? 'OE' : 'AE'))
    .replace(LIGATURES, (lettre) => EN_CLAIR[lettre] ?? lettre)
}

/** One space where there were spaces, tabs, line ends or no-break spaces, and none at the ends. */
export function resserrer(texte: string): string {
  return texte.replace(/[\s\u200b]+/g, ' ').trim()
}

// Controls, and the marks that reverse the reading order: invisible, they only serve to deceive or to break a file.
const CONTROLES =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

export function sansControles(texte: string): string {
  return texte.replace(CONTROLES, '')
}

/** Cuts on a word when it can, never in the middle of a character. */
export function couper(texte: string, longueur: number): string {
  if (texte.length <= longueur) return texte
  const brut = texte.slice(0, longueur - 1)
  const mot = brut.lastIndexOf(' ')
  const coupe = mot > longueur * 0.6 ? brut.slice(0, mot) : brut.replace(/[\ud800-\udbff]$/, '')
  return `${coupe.trimEnd()}…`
}
