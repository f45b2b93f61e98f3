const MINUTE_MS = 60_000
const HEURE_MS = 60 * MINUTE_MS
const JOUR_MS = 24 * HEURE_MS

/**
 * How long a session lasts unused, and at most (ASVS 7.3.1 and 7.3.2). One's own device: a month away, a season in all.
 * A shared computer: as long as a pause, never a whole afternoon.
 */
const DUREES = {
  personnelle: { inactivite: 30 * JOUR_MS, maximum: 90 * JOUR_MS },
  partagee: { inactivite: 30 * MINUTE_MS, maximum: 4 * HEURE_MS }
}

/** A second factor is believed for a working day; beyond, roles that demand one ask for it again (NIST 800-63B, AAL2). */
const SECOND_FACTEUR_MS = 12 * HEURE_MS

/** What changes the keys of an account asks to have signed in within this time (ASVS 7.5.1). */
const PREUVE_MS = 15 * MINUTE_MS

export interface DebutDeSession {
  readonly ouverteLe: Date
  readonly partage: boolean
}

/** When this session will end if nobody uses it after `now`. */
export function finDeSession({ ouverteLe, partage }: DebutDeSession, now: Date): Date {
  const { inactivite, maximum } = partage ? DUREES.partagee : DUREES.personnelle
  return new Date(Math.min(now.getTime() + inactivite, ouverteLe.getTime() + maximum))
}

/** When it ends whatever is done: how long the browser may keep its cookie. */
export function finMaximale({ ouverteLe, partage }: DebutDeSession): Date {
  return new Date(ouverteLe.getTime() + (partage ? DUREES.partagee : DUREES.personnelle).maximum)
}

/** Writing at each page that somebody is there would cost a write at each page. */
export function estAProlonger({ partage }: DebutDeSession, vueLe: Date, now: Date): boolean {
  return now.getTime() - vueLe.getTime() >= (partage ? MINUTE_MS : 10 * MINUTE_MS)
}

export function secondFacteurTient(le: Date | null, now: Date): boolean {
  return le !== null && now.getTime() - le.getTime() < SECOND_FACTEUR_MS
}

export function preuveRecente(ouverteLe: Date, now: Date): boolean {
  return now.getTime() - ouverteLe.getTime() < PREUVE_MS
}
