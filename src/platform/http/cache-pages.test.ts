import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { allowCache, garderPages } from './cache-pages.ts'
import { compresser } from './compression.ts'
import type { Env } from './feature.ts'

let version: string | undefined
let faites: number
let app: Hono<Env>

beforeEach(() => {
  version = 'v1'
  faites = 0
  app = new Hono<Env>()
  app.use(garderPages(1_000_000, () => version))
  app.use(compresser())
  app.get('/partagee', (c) => {
    allowCache(c)
    return c.html(`<p>Page ${++faites}</p>${'<p>du texte qui se répète</p>'.repeat(100)}`)
  })
  app.get('/personnelle', (c) => c.html(`<p>Page ${++faites}</p>`))
  app.get('/absente', (c) => {
    allowCache(c)
    faites++
    return c.html('<p>Rien</p>', 404)
  })
})

const lire = async (chemin: string, headers: Record<string, string> = {}) => {
  const reponse = await app.request(chemin, { headers })
  const octets = Buffer.from(await reponse.arrayBuffer())
  const texte = (reponse.headers.get('content-encoding') === 'gzip' ? gunzipSync(octets) : octets).toString()
  return { reponse, titre: texte.match(/<p>(.*?)<\/p>/)?.[1], poids: octets.length }
}
const GZIP = { 'accept-encoding': 'gzip, br' }

describe('les pages que les visiteurs partagent', () => {
  it('sont faites une fois, comprimées, et dites à l’identique', async () => {
    const premiere = await lire('/partagee?q=1', GZIP)
    const seconde = await lire('/partagee?q=1', GZIP)
    expect([premiere.titre, seconde.titre, faites]).toEqual(['Page 1', 'Page 1', 1])
    expect(seconde.reponse.headers.get('content-type')).toBe(premiere.reponse.headers.get('content-type'))
    expect(seconde.reponse.headers.get('vary')).toContain('accept-encoding')
    expect(seconde.poids).toBeLessThan(300)
  })

  it('restent lisibles pour un navigateur qui ne décompresse pas', async () => {
    await lire('/partagee', GZIP)
    const claire = await lire('/partagee')
    expect(claire.reponse.headers.get('content-encoding')).toBeNull()
    expect(claire.titre).toBe('Page 2')
  })

  it('sont refaites dès que l’annuaire a changé', async () => {
    await lire('/partagee')
    version = 'v2'
    expect((await lire('/partagee')).titre).toBe('Page 2')
  })

  it('ne sont ni gardées ni données quand rien ne dirait qu’elles ont vieilli', async () => {
    await lire('/partagee')
    version = undefined
    expect((await lire('/partagee')).titre).toBe('Page 2')
  })

  it('ne sont ni gardées ni données à qui porte une session', async () => {
    const cookie = { cookie: 'session=jeton' }
    expect((await lire('/partagee', cookie)).titre).toBe('Page 1')
    expect((await lire('/partagee')).titre).toBe('Page 2')
    expect((await lire('/partagee', cookie)).titre).toBe('Page 3')
  })

  it('ne comptent ni les pages personnelles, ni les erreurs', async () => {
    await lire('/personnelle')
    await lire('/personnelle')
    await lire('/absente')
    await lire('/absente')
    expect(faites).toBe(4)
  })

  it('laissent leur place aux plus récentes quand la mémoire manque', async () => {
    const petit = new Hono<Env>()
    let faites = 0
    petit.use(garderPages(100_000, () => 'v1'))
    petit.get('/:n', (c) => {
      allowCache(c)
      faites++
      return c.text('x'.repeat(900))
    })
    for (let n = 0; n < 200; n++) await petit.request(`/${n}`)
    await petit.request('/199')
    expect(faites).toBe(200)
    await petit.request('/0')
    expect(faites).toBe(201)
  })
})
