import type { MiddlewareHandler } from 'hono'
import { ecouteDe } from '../db/ecoute.ts'
import type { Db } from '../db/index.ts'
import type { Contexte, Env } from './feature.ts'
import { sendsSession } from './session.ts'

interface PageGardee {
  readonly version: string
  readonly octets: Buffer
  readonly headers: Headers
  readonly route: string
}

/** Called by the mounting of a route that is the same for every visitor: its answer may be kept. */
export function allowCache(c: Contexte): void {
  c.set('aGarder', true)
}

/**
 * Keeps the pages that visitors share, compressed, until the database announces a change or the minute ends (a page says
 * « ouvert jusqu'à 18 h »). Only when the process hears the database: otherwise nobody would say that a page is old.
 * @param taille bytes kept at most; 0 keeps nothing
 */
export function garderPages(taille: number, lireVersion: () => string | undefined): MiddlewareHandler<Env> {
  const pages = new Map<string, PageGardee>()
  let poids = 0
  const forget = (cle: string) => {
    poids -= pages.get(cle)?.octets.length ?? 0
    pages.delete(cle)
  }
  return async (c, next) => {
    const version = taille > 0 && c.req.method === 'GET' && !sendsSession(c) ? lireVersion() : undefined
    if (version === undefined) return next()
    // Two ways to say it at most: an attacker who invents encodings gains no room.
    const cle = `${/\bgzip\b/.test(c.req.header('accept-encoding') ?? '') ? 'z' : 'c'} ${c.req.url}`
    const gardee = pages.get(cle)
    if (gardee?.version === version) {
      c.set('routeServie', gardee.route)
      return new Response(new Uint8Array(gardee.octets), { headers: gardee.headers })
    }
    await next()
    if (!c.get('aGarder') || c.res.status !== 200 || c.res.headers.has('set-cookie')) return
    const headers = new Headers(c.res.headers)
    const octets = Buffer.from(await c.res.arrayBuffer())
    c.res = undefined
    c.res = new Response(new Uint8Array(octets), { headers })
    if (octets.length > taille / 100) return
    forget(cle)
    pages.set(cle, { version, octets, headers, route: c.req.routePath })
    poids += octets.length
    for (const ancienne of pages.keys()) {
      if (poids <= taille) break
      forget(ancienne)
    }
  }
}

const MINUTE_MS = 60_000

/** What pages depend on beside their address: what the database announced, and the minute. */
export function versionDesPages(db: Db, now: Date): string | undefined {
  const ecoute = ecouteDe(db)
  const jetons = ['annuaire', 'geographie'].map((canal) => ecoute?.jeton(canal))
  return jetons.includes(undefined) ? undefined : `${jetons.join(' ')} ${Math.floor(now.getTime() / MINUTE_MS)}`
}
