import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Contexte } from './feature.ts'

// `__Host-` ties the cookie to this host over https; a plain local address cannot carry it.
const nameOf = (c: Contexte) => (c.var.config.URL_PUBLIQUE.startsWith('https:') ? '__Host-session' : 'session')

export function readJetonSession(c: Contexte): string | undefined {
  return getCookie(c, nameOf(c))
}

/** True as soon as a session's cookie is sent, good or not. Needs nothing of the context: usable before it is filled. */
export function sendsSession(c: Contexte): boolean {
  return getCookie(c, 'session') !== undefined || getCookie(c, '__Host-session') !== undefined
}

export function writeJetonSession(c: Contexte, jeton: string, expireLe: Date): void {
  setCookie(c, nameOf(c), jeton, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.config.URL_PUBLIQUE.startsWith('https:'),
    expires: expireLe
  })
}

/** Forgets the session on this computer, and asks the browser to drop what it kept of the site. */
export function clearJetonSession(c: Contexte): void {
  deleteCookie(c, nameOf(c), { path: '/', secure: c.var.config.URL_PUBLIQUE.startsWith('https:') })
  c.header('clear-site-data', '"cache", "cookies", "storage"')
}
