import type { Brand } from './brand.ts'

/** An ISO day, YYYY-MM-DD, that the calendar knows. */
export type Jour = Brand<string, 'Jour'>

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.{0,20})?$/
const FRANCAIS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,? (?:à )?\d{1,2}[:h]\d{2}.{0,12})?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const EN_LETTRES = /^(?:\p{L}+\.? )?(\d{1,2})(?:er)? (\p{L}{3,9})\.? (\d{4})$/u
const MOIS = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec']

/**
 * The day that a text names: ISO with or without its time, French order (31/12/2024 08:15:00), in letters (3 mars
 * 2024), or the count of seconds or milliseconds of computers. Never the American order.
 */
export function parseJour(texte: string): Jour | undefined {
  const net = texte.trim()
  if (net.length > 60) return undefined
  const iso = ISO.exec(net)
  if (iso) return jour(iso[1], iso[2], iso[3])
  const francais = FRANCAIS.exec(net)
  if (francais) return jour(siecle(francais[3]), francais[2], francais[1])
  const compact = COMPACT.exec(net)
  if (compact) return jour(compact[1], compact[2], compact[3])
  const lettres = EN_LETTRES.exec(net)
  if (lettres) {
    const mot = (lettres[2] ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    const mois = MOIS.findIndex((debut) => mot.startsWith(debut))
    return mois < 0 ? undefined : jour(lettres[3], String(mois + 1), lettres[1])
  }
  if (/^\d{10}$/.test(net)) return depuisInstant(Number(net) * 1000)
  if (/^\d{13}$/.test(net)) return depuisInstant(Number(net))
  return undefined
}

/** The first day of computers: what they write when nobody gave a date. */
export const JOUR_DE_REMPLISSAGE = '1970-01-01'

const siecle = (annee = '') => (annee.length === 2 ? `20${annee}` : annee)

function jour(annee = '', mois = '', quantieme = ''): Jour | undefined {
  const [a, m, j] = [Number(annee), Number(mois), Number(quantieme)]
  if (a < 1900 || a > 2200 || m < 1 || m > 12 || j < 1 || j > joursDuMois(a, m)) return undefined
  return `${annee}-${String(m).padStart(2, '0')}-${String(j).padStart(2, '0')}` as Jour
}

function joursDuMois(annee: number, mois: number): number {
  if (mois === 2) return annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0) ? 29 : 28
  return mois === 4 || mois === 6 || mois === 9 || mois === 11 ? 30 : 31
}

/** Days since 1970 to a calendar day (Howard Hinnant's civil_from_days): no clock, no time zone. */
function depuisInstant(millisecondes: number): Jour | undefined {
  const z = Math.floor(millisecondes / 86_400_000) + 719_468
  const ere = Math.floor(z / 146_097)
  const jde = z - ere * 146_097
  const ade = Math.floor((jde - Math.floor(jde / 1460) + Math.floor(jde / 36_524) - Math.floor(jde / 146_096)) / 365)
  const jda = jde - (365 * ade + Math.floor(ade / 4) - Math.floor(ade / 100))
  const mp = Math.floor((5 * jda + 2) / 153)
  const mois = mp < 10 ? mp + 3 : mp - 9
  return jour(
    String(ade + ere * 400 + (mois <= 2 ? 1 : 0)),
    String(mois),
    String(jda - Math.floor((153 * mp + 2) / 5) + 1)
  )
}
