/** How long the link written by `maillage admin lien` opens the door: 15 minutes (decision « Running it »). */
export const DUREE_LIEN_MS = 15 * 60_000

/** How long an administration session lasts without signing in again: 8 hours, a working day. */
export const DUREE_SESSION_MS = 8 * 3_600_000

export function expireLe(now: Date, duree: number): Date {
  return new Date(now.getTime() + duree)
}

/** A token as it travels: 32 random bytes in base64url. */
export function isJeton(texte: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(texte)
}
