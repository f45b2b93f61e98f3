/**
 * Public holidays, which differ between territories: eleven national ones (Code du travail, L3133-1); Good Friday and
 * 26 December in Alsace and Moselle (L3134-13); the abolition of slavery overseas (L3422-2). The three Pacific
 * collectivities keep their own labour codes, with the national days and some of their own. Customs that no text makes
 * a holiday (Mardi gras in the Antilles) are not here.
 */

interface Ferie {
  readonly nom: string
  /** MM-DD. */
  readonly le?: string
  /** Days from Easter Sunday. */
  readonly apresPaques?: number
}

const NATIONAUX: readonly Ferie[] = [
  { nom: 'Jour de l’An', le: '01-01' },
  { nom: 'Lundi de Pâques', apresPaques: 1 },
  { nom: 'Fête du Travail', le: '05-01' },
  { nom: 'Victoire de 1945', le: '05-08' },
  { nom: 'Ascension', apresPaques: 39 },
  { nom: 'Lundi de Pentecôte', apresPaques: 50 },
  { nom: 'Fête nationale', le: '07-14' },
  { nom: 'Assomption', le: '08-15' },
  { nom: 'Toussaint', le: '11-01' },
  { nom: 'Armistice de 1918', le: '11-11' },
  { nom: 'Noël', le: '12-25' }
]

const VENDREDI_SAINT: Ferie = { nom: 'Vendredi saint', apresPaques: -2 }
// The law says Good Friday for the communes that have a Protestant church; no list of them is public, and services close everywhere.
const ALSACE_MOSELLE: readonly Ferie[] = [VENDREDI_SAINT, { nom: 'Saint-Étienne', le: '12-26' }]
const abolition = (le: string): readonly Ferie[] => [{ nom: 'Abolition de l’esclavage', le }]

/** What each département or collectivity adds. */
const PROPRES: Readonly<Record<string, readonly Ferie[]>> = {
  '57': ALSACE_MOSELLE,
  '67': ALSACE_MOSELLE,
  '68': ALSACE_MOSELLE,
  '971': abolition('05-27'),
  '972': abolition('05-22'),
  '973': abolition('06-10'),
  '974': abolition('12-20'),
  '976': abolition('04-27'),
  '977': abolition('10-09'),
  '978': abolition('05-28'),
  '986': [
    { nom: 'Saint Pierre Chanel', le: '04-28' },
    { nom: 'Saints Pierre et Paul', le: '06-29' },
    { nom: 'Fête du Territoire', le: '07-29' }
  ],
  '987': [{ nom: 'Arrivée de l’Évangile', le: '03-05' }, VENDREDI_SAINT, { nom: 'Matari’i', le: '11-20' }],
  '988': [{ nom: 'Fête de la Citoyenneté', le: '09-24' }]
}

/** True where some holiday is not the whole country's; overseas, the clock is another one too. */
export function aSesJours(departement: string | null | undefined): departement is string {
  return departement != null && (Object.hasOwn(PROPRES, departement) || departement.length === 3)
}

const calendriers = new Map<string, ReadonlyMap<string, string>>()
/** A page asks for a few years; whoever asks for thousands does not fill the memory. */
const CALENDRIERS_MAX = 1000

/** Name of each public holiday of the year by its ISO day, in the order of the calendar. */
export function joursFeries(annee: number, departement: string | undefined): ReadonlyMap<string, string> {
  const propres = PROPRES[departement ?? '']
  const cle = `${annee}/${propres ? departement : ''}`
  const connu = calendriers.get(cle)
  if (connu) return connu
  const jours = new Map<string, string>()
  for (const { nom, le, apresPaques } of [...NATIONAUX, ...(propres ?? [])]) {
    const date = apresPaques === undefined ? `${quatre(annee)}-${le}` : jourDePaques(annee, apresPaques)
    // Ascension on 1 May (2008): one day, the two names.
    jours.set(date, jours.has(date) ? `${jours.get(date)}, ${nom}` : nom)
  }
  const ranges = new Map([...jours].sort(([a], [b]) => (a < b ? -1 : 1)))
  if (calendriers.size >= CALENDRIERS_MAX) calendriers.clear()
  calendriers.set(cle, ranges)
  return ranges
}

/** « Toussaint » on 2026-11-01; undefined on an ordinary day. */
export function jourFerie(date: string, departement: string | undefined): string | undefined {
  const annee = Number(date.slice(0, 4))
  return Number.isInteger(annee) ? joursFeries(annee, departement).get(date) : undefined
}

const quatre = (annee: number) => String(annee).padStart(4, '0')

/** Gregorian computus (Butcher, Meeus), then `apres` days. */
function jourDePaques(annee: number, apres: number): string {
  const a = annee % 19
  const siecle = Math.floor(annee / 100)
  const reste = annee % 100
  const g = Math.floor((8 * siecle + 13) / 25)
  const h = (19 * a + siecle - Math.floor(siecle / 4) - g + 15) % 30
  const l = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - h - (reste % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const mois = Math.floor((h + l - 7 * m + 90) / 25)
  const jour = (h + l - 7 * m + 33 * mois + 19) % 32
  return new Date(Date.UTC(annee, mois - 1, jour + apres)).toISOString().slice(0, 10)
}
