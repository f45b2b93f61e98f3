import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Contexte } from './feature.ts'

/**
 * The cookies of the site, all of them ours and only to sign in: the session; the browser known by an account
 * (`appareil`); the step under way, which goes away with the browser (`etape`).
 */
type Temoin = 'session' | 'appareil' | 'etape'

const isHttps = (c: Contexte) => c.var.config.URL_PUBLIQUE.startsWith('https:')

// `__Host-` ties the cookie to this host over https; a plain local address cannot carry it.
const nameOf = (c: Contexte, temoin: Temoin) => (isHttps(c) ? `__Host-${temoin}` : temoin)

export function readTemoin(c: Contexte, temoin: Temoin): string | undefined {
  return getCookie(c, nameOf(c, temoin))
}

/** @param expireLe without it the cookie goes away with the browser */
export function writeTemoin(c: Contexte, temoin: Temoin, valeur: string, expireLe?: Date): void {
  setCookie(c, nameOf(c, temoin), valeur, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c),
    ...(expireLe && { expires: expireLe })
  })
}

export function clearTemoin(c: Contexte, temoin: Temoin): void {
  deleteCookie(c, nameOf(c, temoin), { path: '/', secure: isHttps(c) })
}

export function readJetonSession(c: Contexte): string | undefined {
  return readTemoin(c, 'session')
}

/** True as soon as a session's cookie is sent, good or not. Needs nothing of the context: usable before it is filled. */
export function sendsSession(c: Contexte): boolean {
  return getCookie(c, 'session') !== undefined || getCookie(c, '__Host-session') !== undefined
}

/** @param expireLe without it the session goes away with the browser, as on a shared computer */
export function writeJetonSession(c: Contexte, jeton: string, expireLe?: Date): void {
  writeTemoin(c, 'session', jeton, expireLe)
}

/** Forgets the session on this computer, and asks the browser to drop what it kept of the site. */
export function clearJetonSession(c: Contexte): void {
  for (const temoin of ['session', 'appareil', 'etape'] as const) clearTemoin(c, temoin)
  c.header('clear-site-data', '"cache", "cookies", "storage"')
}
