import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import { ordinateur, ouvrirNavigateur, telephone, verifierAccessibilite } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

const TUILES = 'https://tuiles.exemple.fr'

let navigateur: Browser
let origine: string
let avecTuiles: string

beforeAll(async () => {
  navigateur = await ouvrirNavigateur()
  const base = await creerBaseDeTest()
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...Array.from({ length: 40 }, (_, i) =>
        ligne(`g${i}`, {
          nom: `Atelier Numéro ${i + 1}`,
          adresse: `${i + 1} rue des Cimes`,
          latitude: String(44.5 + (i % 8) * 0.025),
          longitude: String(6.0 + Math.floor(i / 8) * 0.04)
        })
      ),
      // Three in one building, which no scale tells apart.
      ...['Aube', 'Midi', 'Soir'].map((nom, i) =>
        ligne(`m${i}`, { nom: `Maison ${nom}`, adresse: '1 place du Champsaur', latitude: '44.68', longitude: '6.07' })
      ),
      ligne('p1', {
        nom: 'Kaz Nimérik',
        commune: 'Pointe-à-Pitre',
        code_postal: '97110',
        code_insee: '97120',
        adresse: '3 rue Frébault',
        latitude: '16.241',
        longitude: '-61.533'
      })
    ])
  )
  const statiques = loadStatiques(join(RACINE, 'dist', 'client'))
  origine = await ecouter(creerApplicationDeTest(base.db, { statiques }).app)
  avecTuiles = await ecouter(
    creerApplicationDeTest(base.db, {
      statiques,
      reglages: { CARTE_TUILES_URL: `${TUILES}/{z}/{x}/{y}.png`, CARTE_TUILES_ATTRIBUTION: '© <b>Tuiles</b> inventées' }
    }).app
  )
})

interface Visite {
  readonly page: Page
  /** What the browser refused or complained of. */
  readonly plaintes: string[]
  readonly adresses: string[]
}

async function visiter(contexte: Promise<BrowserContext>): Promise<Visite> {
  const c = await contexte
  onTestFinished(() => c.close())
  const page = await c.newPage()
  page.setDefaultTimeout(10_000)
  const plaintes: string[] = []
  const adresses: string[] = []
  page.on('pageerror', (erreur) => plaintes.push(erreur.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') plaintes.push(message.text())
  })
  page.on('request', (requete) => adresses.push(requete.url()))
  return { page, plaintes, adresses }
}

const GAP = 'commune=Gap&rayon=50'

async function ouvrirCarte({ page }: Visite, recherche = GAP, ou = origine): Promise<void> {
  await page.goto(`${ou}/lieux?${recherche}&vue=carte`)
  await page.locator('.repere').first().waitFor()
}

const nomsDesReperes = (page: Page) =>
  page.locator('.repere').evaluateAll((boutons) => boutons.map((bouton) => bouton.getAttribute('aria-label') ?? ''))

/** Tab, as someone without a mouse does, until what has the focus bears this name. */
async function tabuler(page: Page, nom: RegExp): Promise<void> {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    const ici = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    if (nom.test(ici)) return
  }
  throw new Error(`${nom} n’est pas atteint au clavier`)
}

describe('sans JavaScript', () => {
  it('l’image des résultats est à côté de la liste, et la page ne demande rien d’autre', async () => {
    const { page, adresses } = await visiter(ordinateur(navigateur, { javaScript: false }))
    for (const vue of ['', '&vue=carte']) {
      await page.goto(`${origine}/lieux?${GAP}${vue}`)
      const image = page.locator('#carte img')
      expect(await image.getAttribute('alt')).toMatch(/^Carte\s:\s4\d\slieux/)
      await image.scrollIntoViewIfNeeded()
      await page.waitForLoadState('networkidle')
      const { width = 0, height = 0 } = (await image.boundingBox()) ?? {}
      expect(Math.min(width, height)).toBeGreaterThan(250)
    }
    expect(adresses.filter((a) => a.includes('carte.svg')).length).toBeGreaterThan(0)
    expect(adresses.every((a) => a.startsWith(origine))).toBe(true)
  })

  it('un téléphone montre d’abord la liste, et l’image si on la demande', async () => {
    const { page } = await visiter(telephone(navigateur, { javaScript: false }))
    await page.goto(`${origine}/lieux?${GAP}`)
    expect(await page.locator('#carte img').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Voir la carte' }).click()
    await page.locator('#carte img').scrollIntoViewIfNeeded()
    expect(await page.locator('#carte img').isVisible()).toBe(true)
  })
})

it('un téléphone ne charge pas l’image qu’il ne montre pas', async () => {
  // Without scripts, Chromium fetches lazy images at once.
  const { page, adresses } = await visiter(telephone(navigateur))
  await page.goto(`${origine}/lieux?${GAP}`)
  await page.waitForLoadState('networkidle')
  expect(adresses.some((a) => a.includes('carte.svg'))).toBe(false)
})

describe('la carte que l’on déplace', () => {
  it('prend la place de l’image, sans rien demander à un autre site ni heurter la politique de sécurité', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite)
    await visite.page.waitForLoadState('networkidle')
    expect(await visite.page.locator('#carte img').isVisible()).toBe(false)
    expect(await visite.page.locator('.carte__plan canvas').count()).toBe(1)
    expect(visite.plaintes).toEqual([])
    expect(visite.adresses.every((a) => a.startsWith(origine) || a.startsWith('data:'))).toBe(true)
  })

  it('nomme chaque repère, dans l’ordre des numéros puis du nord au sud, et au clavier on les atteint', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite)
    const { page } = visite
    const noms = await nomsDesReperes(page)
    expect(noms[0]).toMatch(/^1, .*, ouvrir la fiche$/)
    const numeros = noms
      .map((nom) => /^(\d+), /.exec(nom)?.[1])
      .filter(Boolean)
      .map(Number)
    expect(numeros).toEqual([...numeros].sort((a, b) => a - b))
    expect(noms.every((nom) => /(ouvrir la fiche|agrandir)$/.test(nom))).toBe(true)
    await page.locator('.carte__plan').focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(noms[0])
  })

  it('Entrée sur un numéro ouvre une bulle, dont le lien mène à la fiche ; Échap la ferme et rend la main', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite)
    const { page } = visite
    const [premier = ''] = await nomsDesReperes(page)
    await page.locator('.carte__plan').focus()
    await tabuler(page, /^1, /)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Voir la fiche' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Voir la fiche')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Voir la fiche' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(premier)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Voir la fiche' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/lieux\/\d+-/)
    const nom = premier.replace(/^\d+, (.*), ouvrir la fiche$/, '$1')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(nom)
  })

  it('Entrée sur un groupe agrandit, et dit ce qu’il y a maintenant', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite)
    const { page } = visite
    const statut = page.locator('#carte [role=status]')
    const avant = await statut.textContent()
    expect(avant).toMatch(/^Sur la carte\s: .*groupe/)
    await page.locator('.carte__plan').focus()
    await tabuler(page, /lieux, agrandir$/)
    await page.keyboard.press('Enter')
    await expect.poll(() => statut.textContent(), { timeout: 10_000 }).not.toBe(avant)
    // The focus is not lost with the group that opened.
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('carte__plan')
  })

  it('ce qu’aucune échelle ne sépare se lit dans la liste', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite, 'q=maison&page=1')
    const { page } = visite
    // One of the three has its number; the two others share its point.
    await page.getByRole('button', { name: /^2 lieux, agrandir/ }).click()
    await page.getByRole('link', { name: 'Les voir dans la liste' }).click()
    await page.waitForURL(/lat=44\.680&lon=6\.070&rayon=0\.3/)
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('Maison')])
    )
  })

  it('mène à chaque territoire, où ses lieux sont', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite, '')
    const { page } = visite
    await page.getByText('Aller à un territoire').click()
    await page.getByRole('button', { name: 'Guadeloupe' }).click()
    await page.getByRole('button', { name: /Kaz Nimérik, ouvrir la fiche/ }).waitFor()
    await page.getByRole('button', { name: 'Mayotte' }).click()
    await expect
      .poll(() => page.locator('#carte [role=status]').textContent(), { timeout: 10_000 })
      .toMatch(/^Rien sur cette partie/)
  })

  it('laisse la molette à la page', async () => {
    const visite = await visiter(ordinateur(navigateur))
    await ouvrirCarte(visite)
    const { page } = visite
    await page.locator('.carte__plan').hover()
    const avant = await nomsDesReperes(page)
    await page.mouse.wheel(0, 400)
    await expect.poll(() => page.evaluate(() => scrollY), { timeout: 10_000 }).toBeGreaterThan(100)
    expect(await nomsDesReperes(page)).toEqual(avant)
  })

  it('sans réponse du serveur, le dit, garde ce qu’elle montre, et réessaie', async () => {
    const visite = await visiter(ordinateur(navigateur))
    const { page } = visite
    await page.route('**/carte/reperes*', (route) => route.abort())
    await page.goto(`${origine}/lieux?${GAP}&vue=carte`)
    await page.getByRole('alert').getByText('La carte ne répond pas').waitFor()
    expect(await page.locator('#carte img').isVisible()).toBe(true)
    await verifierAccessibilite(page)
    await page.unroute('**/carte/reperes*')
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await page.locator('.repere').first().waitFor()
    const avant = await nomsDesReperes(page)
    await page.route('**/carte/grappes*', (route) => route.abort())
    await page.getByRole('button', { name: 'Réduire' }).click()
    await page.getByRole('alert').waitFor()
    expect(await nomsDesReperes(page)).toEqual(avant)
  })

  it('montre les tuiles que l’exploitant a choisies, dit à qui elles sont, et qui voit quoi', async () => {
    const visite = await visiter(ordinateur(navigateur))
    const { page } = visite
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64'
    )
    const referents: (string | undefined)[] = []
    await page.route(`${TUILES}/**`, (route) => {
      referents.push(route.request().headers()['referer'])
      return route.fulfill({ contentType: 'image/png', body: png })
    })
    await ouvrirCarte(visite, GAP, avecTuiles)
    await expect
      .poll(() => visite.adresses.filter((a) => a.startsWith(TUILES)).length, { timeout: 10_000 })
      .toBeGreaterThan(0)
    await page.getByText('© <b>Tuiles</b> inventées, chargé depuis tuiles.exemple.fr').waitFor()
    // The site, and nothing of the search.
    expect(new Set(referents)).toEqual(new Set([`${avecTuiles}/`]))
    expect(visite.plaintes).toEqual([])
  })
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s', (_, contexte) => {
  it('l’image et la carte se lisent et s’utilisent sans gêne', async () => {
    const visite = await visiter(contexte())
    const { page } = visite
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`${origine}/lieux?${GAP}`)
    await verifierAccessibilite(page)
    await ouvrirCarte(visite)
    await verifierAccessibilite(page)
    await page.getByText('Aller à un territoire').click()
    await page
      .getByRole('button', { name: /ouvrir la fiche/ })
      .first()
      .click()
    await page.getByRole('link', { name: 'Voir la fiche' }).waitFor()
    await verifierAccessibilite(page)
    // Every mark can be touched without touching its neighbour's middle.
    for (const { width, height } of await page
      .locator('.repere')
      .evaluateAll((tous) => tous.map((un) => un.getBoundingClientRect().toJSON() as DOMRect)))
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
  })
})

it('la page avec sa carte pèse moins de 120 ko, polices et tuiles à part', async () => {
  const { page, adresses } = await visiter(ordinateur(navigateur))
  for (const recherche of [GAP, '']) {
    adresses.length = 0
    await page.goto(`${origine}/lieux?${recherche}&vue=carte`)
    await page.locator('.repere').first().waitFor()
    await page.waitForLoadState('networkidle')
    let octets = 0
    for (const adresse of new Set(adresses.filter((a) => a.startsWith(origine) && !a.endsWith('.woff2'))))
      octets += gzipSync(Buffer.from(await (await fetch(adresse)).arrayBuffer())).byteLength
    expect(octets).toBeLessThan(120_000)
  }
})
