import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Couche } from '../../../platform/http/couche.ts'
import type { Contexte, Env } from '../../../platform/http/feature.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import type { FondDeCarte } from '../../territoires/vocabulaire.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import type { GrappesDeVue, SituationCarte } from '../domain/carte.ts'
import { coucheLieux, routesCarte } from './carte.page.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>

const A_GAP = { latitude: 44.559, longitude: 6.079 }
const rangee = (cle: string, nom: string, latitude: number, longitude: number, autres: Record<string, string> = {}) =>
  ligne(cle, {
    nom,
    latitude: String(latitude),
    longitude: String(longitude),
    adresse: `${cle.slice(1)} rue des Cimes`,
    ...autres
  })

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...Array.from({ length: 30 }, (_, i) =>
        rangee(
          `g${i + 1}`,
          `Atelier Numéro ${i + 1}`,
          A_GAP.latitude + (i % 6) * 0.004,
          A_GAP.longitude + Math.floor(i / 6) * 0.004
        )
      ),
      rangee('g40', 'Relais <b>& Cie</b>', 44.7, 6.3),
      rangee('p1', 'Kaz Nimérik', 16.241, -61.533, {
        commune: 'Pointe-à-Pitre',
        code_postal: '97110',
        code_insee: '97120'
      })
    ])
  )
})

const svg = async (recherche: string) => {
  const reponse = await site.get(`/lieux/carte.svg${recherche}`)
  expect(reponse.status).toBe(200)
  return reponse.text()
}
const numeros = (image: string) => [...image.matchAll(/font-weight="700"[^>]*>(\d+)</g)].map(([, n]) => Number(n))
const GAP = 'sud=44.3&ouest=5.8&nord=44.9&est=6.6'
const grappes = async (demande: string) => (await (await site.get(`/carte/grappes?${demande}`)).json()) as GrappesDeVue
const compter = ({ couches }: GrappesDeVue) =>
  couches.flatMap(({ reperes }) => reperes).reduce((n, { combien }) => n + combien, 0)

describe('l’image des résultats', () => {
  it('est légère, se garde une minute, et ne contient ni style ni script', async () => {
    const reponse = await site.get('/lieux/carte.svg')
    expect(reponse.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(reponse.headers.get('cache-control')).toBe('public, max-age=60')
    const image = await reponse.text()
    expect(image).toMatch(/^<svg /)
    expect(image).not.toMatch(/<style|<script|style=|href=/)
    expect(gzipSync(image).byteLength).toBeLessThan(15_000)
  })

  it('montre la métropole et chaque territoire d’outre-mer quand la recherche ne dit pas où', async () => {
    const image = await svg('')
    for (const nom of ['Guadeloupe', 'La Réunion', 'Mayotte', 'Saint-Pierre-et-Miquelon', 'Polynésie française'])
      expect(image).toContain(`>${nom}</text>`)
  })

  it('montre seulement le territoire des résultats quand ils tiennent dans un seul', async () => {
    const image = await svg('?commune=Gap&rayon=20')
    expect(image).not.toContain('>Guadeloupe<')
    expect(numeros(image)).toContain(1)
    expect(await svg('?departement=971')).toContain('>Le Gosier<')
  })

  it('numérote les lieux de la page de la liste, et compte les autres', async () => {
    const [premiere, seconde] = await Promise.all([svg('?commune=Gap&rayon=20'), svg('?commune=Gap&rayon=20&page=2')])
    expect(numeros(premiere)).toContain(1)
    expect(numeros(seconde)).toContain(21)
    expect(numeros(seconde)).not.toContain(1)
  })

  it('dit quoi quand rien ne répond, et se dessine quand même', async () => {
    const image = await svg('?q=zzzzqqqq')
    expect(image).toContain('<title>')
    expect(numeros(image)).toEqual([])
  })

  it('a ses couleurs du soir, et ignore un thème qu’elle ne connaît pas', async () => {
    expect(await svg('?theme=sombre')).toContain('#17242c')
    expect(await svg('?theme=__proto__')).toContain('#c3d9e0')
  })

  it('n’écrit rien de ce que l’on cherche sans l’échapper', async () => {
    expect(await svg(`?q=${encodeURIComponent('<script>alert(1)</script>&"')}`)).not.toContain('<script')
  })
})

describe('ce que montre une vue', () => {
  it('groupe tous les lieux qui répondent, et eux seulement', async () => {
    expect(compter(await grappes(`${GAP}&zoom=9`))).toBe(31)
    expect(compter(await grappes(`${GAP}&zoom=9&q=relais`))).toBe(1)
    expect(compter(await grappes(`departement=971&${GAP}&zoom=9`))).toBe(0)
    expect(compter(await grappes('sud=15&ouest=-63&nord=17&est=-61&zoom=8'))).toBe(1)
  })

  it('nomme un lieu seul, avec son adresse et sa fiche', async () => {
    const { couches } = await grappes(`${GAP}&zoom=9&q=relais`)
    expect(couches).toEqual([
      {
        cle: 'lieux',
        reperes: [
          expect.objectContaining({
            combien: 1,
            nom: 'Relais & Cie',
            adresse: expect.stringContaining('40 rue des Cimes'),
            href: expect.stringMatching(/^\/lieux\/\d+-relais/)
          })
        ]
      }
    ])
  })

  it('nomme les communes quand on est assez près', async () => {
    expect((await grappes(`${GAP}&zoom=9`)).villes).toEqual([])
    expect((await grappes('sud=44.5&ouest=6&nord=44.6&est=6.15&zoom=12')).villes).toEqual([
      expect.objectContaining({ nom: 'Gap' })
    ])
  })

  it.each([
    ['sans cadre', ''],
    ['au zoom absurde', `${GAP}&zoom=42`],
    ['plus grande que tout écran', 'sud=-80&ouest=-180&nord=80&est=180&zoom=16'],
    ['d’une couche inconnue', `${GAP}&zoom=9&couches=martiens`]
  ])('refuse une vue %s, en français', async (_, demande) => {
    const reponse = await site.get(`/carte/grappes?${demande}`)
    expect(reponse.status).toBe(400)
    expect(((await reponse.json()) as { erreur: string }).erreur).toMatch(/^(«\s|Ce cadre).*\.$/)
  })
})

describe('ce que la carte demande une fois', () => {
  it('dit où s’ouvrir, les numéros de la page, les territoires et leur fond', async () => {
    const reponse = await site.get('/carte/reperes?commune=Gap&rayon=20')
    const situation = (await reponse.json()) as SituationCarte
    expect(situation.epingles.map(({ numero }) => numero)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(situation.cadre.sud).toBeGreaterThan(44)
    expect(situation.cadre.nord).toBeLessThan(45)
    expect(situation.couches).toEqual([{ cle: 'lieux', libelle: 'Lieux', mots: { un: 'lieu', plusieurs: 'lieux' } }])
    expect(situation.tuiles).toBeUndefined()
    expect(situation.territoires.map(({ nom }) => nom)).toContain('Mayotte')
    for (const { fond } of situation.territoires) {
      const fichier = await site.get(fond)
      expect(fichier.headers.get('cache-control')).toContain('immutable')
      expect(((await fichier.json()) as FondDeCarte).france.length).toBeGreaterThan(0)
    }
  })

  it('s’ouvre sur la métropole quand les résultats sont des deux côtés d’un océan', async () => {
    const { cadre } = (await (await site.get('/carte/reperes')).json()) as SituationCarte
    expect(cadre).toMatchObject({ sud: 41.2, nord: 51.3 })
  })

  it.each(['/carte/fond/metropole-000000000000.json', '/carte/fond/atlantide-000000000000.json', '/carte/fond/x'])(
    'n’a pas de fond à %s',
    async (adresse) => {
      expect((await site.get(adresse)).status).toBe(404)
    }
  )

  it('ne parle à un serveur de tuiles que si l’exploitant en a choisi un', async () => {
    const csp = async (s: typeof site) => (await s.get('/lieux')).headers.get('content-security-policy') ?? ''
    expect(await csp(site)).toContain("img-src 'self' data:;")
    const avec = creerApplicationDeTest(base.db, {
      reglages: {
        CARTE_TUILES_URL: 'https://tuiles.exemple.fr/plan/{z}/{x}/{y}.png',
        CARTE_TUILES_ATTRIBUTION: '© Tuiles inventées'
      }
    })
    expect(await csp(avec)).toContain("img-src 'self' data: https://tuiles.exemple.fr;")
    const { tuiles } = (await (await avec.get('/carte/reperes')).json()) as SituationCarte
    expect(tuiles).toEqual({
      url: 'https://tuiles.exemple.fr/plan/{z}/{x}/{y}.png',
      attribution: '© Tuiles inventées'
    })
  })
})

describe('une couche de plus', () => {
  const experts: Couche = {
    cle: 'experts',
    libelle: 'Experts',
    mots: { un: 'expert', plusieurs: 'experts' },
    grapper: async (_, { cadre }) => [
      { latitude: cadre.sud, longitude: cadre.est, combien: 1, nom: 'Camille', href: '/experts/1' }
    ]
  }

  /** The same pages with what another feature would hand over. */
  const avecExperts = () => {
    const app = new Hono<Env>()
    app.use(async (c, next) => {
      c.set('db', base.db)
      c.set('config', site.config)
      c.set('now', new Date('2026-06-09T08:00:00Z'))
      c.set('couches', [coucheLieux, experts])
      await next()
    })
    for (const { chemin, traiter } of routesCarte) app.get(chemin, (c) => traiter(c as Contexte))
    return app
  }

  it('se demande avec les lieux, ou seule, sans que la carte la connaisse', async () => {
    const app = avecExperts()
    const cles = async (demande: string) =>
      ((await (await app.request(`/carte/grappes?${GAP}&zoom=9${demande}`)).json()) as GrappesDeVue).couches.map(
        ({ cle, reperes }) => [cle, reperes.reduce((n, { combien }) => n + combien, 0)]
      )
    expect(await cles('')).toEqual([
      ['lieux', 31],
      ['experts', 1]
    ])
    expect(await cles('&couches=experts')).toEqual([['experts', 1]])
    const { couches } = (await (await app.request('/carte/reperes')).json()) as SituationCarte
    expect(couches.map(({ libelle }) => libelle)).toEqual(['Lieux', 'Experts'])
  })
})
