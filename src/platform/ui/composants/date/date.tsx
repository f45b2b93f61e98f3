import { formatDate } from '../../../../kernel/format-date.ts'

const PARIS = 'Europe/Paris'

/** « mardi 16 juin 2026 ». An ISO day (2026-06-16) is the same day everywhere; an instant is read in `fuseau`. */
export function Jour({ date, fuseau, court = false }: { date: string | Date; fuseau?: string; court?: boolean }) {
  return <time datetime={isoJour(date, fuseau)}>{(court ? jourCourt : jourEnMots)(date, fuseau)}</time>
}

/** « mardi 16 juin 2026 à 15 h 42 ». */
export function Instant({ date, fuseau }: { date: Date; fuseau?: string }) {
  return <time datetime={date.toISOString()}>{instantEnMots(date, fuseau)}</time>
}

/** « mardi 16 juin 2026 » */
export function jourEnMots(date: string | Date, fuseau?: string): string {
  return ecrire(date, fuseau, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** « 16 juin 2026 », for tables and small print. */
export function jourCourt(date: string | Date, fuseau?: string): string {
  return ecrire(date, fuseau, { day: 'numeric', month: 'long', year: 'numeric' })
}

export function instantEnMots(date: Date, fuseau = PARIS): string {
  return `${jourEnMots(date, fuseau)} à ${heureDe(date, fuseau)}`
}

/** What a clock of this zone shows: « 14 h 30 ». */
export function heureDe(date: Date, fuseau = PARIS): string {
  const heures = formatDate({
    timeZone: fuseau,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23'
  })
  const [heure, minute] = heures.format(date).split(':')
  return heureEnMots(Number(heure), Number(minute))
}

/** 9, 30 → « 9 h 30 »; 14, 0 → « 14 h ». */
function heureEnMots(heure: number, minute: number): string {
  return minute === 0 ? `${heure}\u00a0h` : `${heure}\u00a0h\u00a0${String(minute).padStart(2, '0')}`
}

const JOUR_ISO = /^\d{4}-\d{2}-\d{2}$/

function ecrire(date: string | Date, fuseau: string | undefined, parts: Intl.DateTimeFormatOptions): string {
  const { instant, zone } = lire(date, fuseau)
  if (Number.isNaN(instant.getTime())) return String(date)
  const mots = formatDate({ timeZone: zone, ...parts }).format(instant)
  return mots.replace(/(^|\s)1 (?=[a-zéû]+ \d{4})/, '$11er ').replace(/(\d(?:er)?) (?=[a-zéû]+ \d{4})/, '$1\u00a0')
}

function isoJour(date: string | Date, fuseau?: string): string {
  const { instant, zone } = lire(date, fuseau)
  if (Number.isNaN(instant.getTime())) return String(date)
  // The Swedish calendar writes ISO days.
  return formatDate({ timeZone: zone }, 'sv-SE').format(instant)
}

function lire(date: string | Date, fuseau = PARIS): { instant: Date; zone: string } {
  if (typeof date !== 'string') return { instant: date, zone: fuseau }
  return JOUR_ISO.test(date)
    ? { instant: new Date(`${date}T00:00:00Z`), zone: 'UTC' }
    : { instant: new Date(date), zone: fuseau }
}
