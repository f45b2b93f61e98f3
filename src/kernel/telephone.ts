import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Brand } from './brand.ts'

/** An international number without spaces (+33…), or one of the short numbers that only work in France (3949). */
export type Telephone = Brand<string, 'Telephone'>

interface TelephoneLu {
  readonly numero: Telephone
  /** Reaches one person rather than a place: serves matching, is not shown without that person's consent. */
  readonly mobile: boolean
}

/** One number, however it is written. A text that holds several, or something else than a number, is refused. */
export function parseTelephone(texte: string): TelephoneLu | undefined {
  const candidats = candidatsTelephone(texte)
  return candidats.length === 1 ? lireTelephone(candidats[0] ?? '') : undefined
}

/** Every number of a text, each once, in the order of the text. */
export function lireTelephones(texte: string): readonly TelephoneLu[] {
  const lus = new Map<string, TelephoneLu>()
  for (const candidat of candidatsTelephone(texte.slice(0, 500))) {
    const lu = lireTelephone(candidat)
    if (lu && !lus.has(lu.numero)) lus.set(lu.numero, lu)
  }
  return [...lus.values()]
}

export function estMobile(numero: string): boolean {
  return MOBILES.some((prefixe) => numero.startsWith(prefixe)) || (!numero.startsWith('+33') && mobileAilleurs(numero))
}

/** A run of digits with at most three signs between two of them: what follows (a letter, « poste 12 ») is left out. */
const SUITE = /(?<![\d+])\+?\d(?:[\s./()_–-]{0,3}\d){2,40}/g

function candidatsTelephone(texte: string): readonly string[] {
  return [...texte.matchAll(SUITE)].flatMap(([suite]) => separer(suite))
}

/** « 05 56 34 61 05 / 05 57 00 02 20 »: a slash separates two numbers, unless it separates the pairs of one. */
function separer(suite: string): readonly string[] {
  const morceaux = suite.split('/').map(composer)
  const complets = morceaux.filter((morceau) => morceau.length >= 9)
  if (complets.length > 0) return complets.flatMap(deuxParDix)
  return deuxParDix(composer(suite))
}

function deuxParDix(entier: string): readonly string[] {
  return /^0[1-9]\d{8}0[1-9]\d{8}$/.test(entier) ? [entier.slice(0, 10), entier.slice(10)] : [entier]
}

/** Only the digits, and the plus in front. « +33 (0)4 … » writes a zero that nobody dials. */
function composer(suite: string): string {
  const chiffres = suite.replace(/^00/, '+').replace(/[^\d+]/g, '')
  return chiffres.replace(/^\+(33|590|594|596|262)0(?=\d{9}$)/, '+$1')
}

function lireTelephone(compose: string): TelephoneLu | undefined {
  const numero = international(compose)
  return numero ? { numero: numero as Telephone, mobile: estMobile(numero) } : undefined
}

function international(compose: string): string | undefined {
  if (COURT.test(compose)) return compose
  // Spreadsheets lose the zero in front.
  const national = /^[1-9]\d{8}$/.test(compose) ? `0${compose}` : compose
  if (/^0[1-9]\d{8}$/.test(national)) return francais(national.slice(1))
  if (/^33[1-9]\d{8}$/.test(national)) return francais(national.slice(2))
  if (!national.startsWith('+')) return undefined
  if (national.startsWith('+33')) {
    const reste = national.slice(3)
    // The prefix of France in front of a number that belongs overseas: +33 590 12 34 56.
    return /^[1-9]\d{8}$/.test(reste) ? francais(reste) : undefined
  }
  // +269 is the Comoros: producers write it for Mayotte, whose numbers begin with 269 or 639 after +262.
  const mayotte = /^\+269((?:269|639)\d{6})$/.exec(national)
  if (mayotte) return `+262${mayotte[1]}`
  const lu = parsePhoneNumberFromString(national)
  return lu?.isValid() ? lu.number : undefined
}

/** From the nine digits that follow the zero. Overseas départements have their own country code. */
function francais(neuf: string): string | undefined {
  if (/^(.)\1{8}$/.test(neuf) || neuf.slice(1) === '00000000' || neuf === '123456789') return undefined
  const indicatif = FICTION.test(neuf) ? '33' : (OUTRE_MER[neuf.slice(0, 3)] ?? '33')
  return `+${indicatif}${neuf}`
}

/** 3xxx, 10xx, 11x of public services, 116xxx and 118xxx: no plus, they cannot be dialled from abroad. */
const COURT = /^(?:3\d{3}|10\d{2}|11[2459]|196|116\d{3}|118\d{3})$/

/** ARCEP keeps 06 39 98 for fiction; elsewhere 0639 is Mayotte. */
const FICTION = /^63998/

const OUTRE_MER: Readonly<Record<string, string>> = {
  '590': '590',
  '690': '590',
  '691': '590',
  '594': '594',
  '694': '594',
  '596': '596',
  '696': '596',
  '697': '596',
  '262': '262',
  '263': '262',
  '269': '262',
  '639': '262',
  '692': '262',
  '693': '262'
}

const MOBILES = [
  '+336',
  '+337',
  '+590690',
  '+590691',
  '+594694',
  '+596696',
  '+596697',
  '+262639',
  '+262692',
  '+262693'
] as const

/** New Caledonia, Polynesia, Saint-Pierre, Wallis, abroad: what the numbering plans say. */
function mobileAilleurs(numero: string): boolean {
  if (!numero.startsWith('+') || /^\+(?:590|594|596|262)/.test(numero)) return false
  const type = parsePhoneNumberFromString(numero)?.getType()
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}
