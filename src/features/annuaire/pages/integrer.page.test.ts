import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { listRoutes } from '../../../app.tsx'
import { loadStatiques } from '../../../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { enFinDeFichier } from '../../../platform/testing/fin.ts'
import { ordinateur, ouvrirNavigateur, telephone, verifierAccessibilite } from '../../../platform/testing/navigateur.ts'
import { RACINE } from '../../../racine.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let navigateur: Browser

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 25, { frais_a_charge: 'Gratuit', horaires: 'Mo-Fr 09:00-12:00' }),
      ligne('l31', {
        nom: 'Médiathèque de Mende',
        commune: 'Mende',
        code_postal: '48000',
        latitude: '44.518',
        longitude: '3.50'
      })
    ])
  )
  navigateur = await ouvrirNavigateur()
})

const html = async (chemin: string) => (await (await site.get(chemin)).text()).replace(/[\u00a0\u202f]/g, ' ')

describe('la page à encadrer', () => {
  it('s’ouvre dans tout autre site ; aucune autre page du site ne s’y prête', async () => {
    const { headers } = await site.get('/integre')
    expect(headers.get('x-frame-options')).toBeNull()
    const csp = headers.get('content-security-policy') ?? ''
    expect(csp).toContain('frame-ancestors *')
    expect(csp).toContain("default-src 'none'")
    expect(csp).not.toContain('unsafe')
    for (const { methode, chemin } of listRoutes()) {
      if (methode !== 'get' || chemin === '/integre') continue
      const autre = (await site.get(chemin.replaceAll(/:\w+/g, '1'))).headers
      expect(autre.get('x-frame-options'), chemin).toBe('DENY')
      expect(autre.get('content-security-policy'), chemin).toContain("frame-ancestors 'none'")
    }
    for (const chemin of ['/integre/rien', '/introuvable'])
      expect((await site.get(chemin)).headers.get('x-frame-options'), chemin).toBe('DENY')
  })

  it('n’a ni en-tête ni menu, ouvre les fiches à part, et mène au site', async () => {
    const texte = await html('/integre?departement=48')
    expect(texte).not.toContain('class="head"')
    expect(texte).not.toContain('class="foot"')
    expect(texte).toMatch(/<a href="\/lieux\/\d+-mediatheque-de-mende[a-z-]*" target="_blank" rel="noopener">/)
    expect(texte).toContain('href="/lieux?departement=48" target="_blank"')
    expect(texte).toContain('noindex')
  })

  it('garde d’une recherche à l’autre ce que l’autre site a choisi', async () => {
    const texte = await html(
      '/integre?departement=05&frais_a_charge=Gratuit&couleur=aa3300&theme=sombre&champs=adresse'
    )
    for (const [nom, valeur] of [
      ['departement', '05'],
      ['frais_a_charge', 'Gratuit'],
      ['couleur', 'aa3300'],
      ['theme', 'sombre'],
      ['champs', 'adresse']
    ])
      expect(texte).toContain(`<input type="hidden" name="${nom}" value="${valeur}"/>`)
    expect(texte).toContain('Critères : Gratuit.')
    expect(texte).toMatch(/href="\/integre\?[^"]*couleur=aa3300[^"]*" rel="next"/)
    expect(texte).toContain('/integre/theme.css?couleur=aa3300&amp;theme=sombre')
    expect(texte).not.toContain('Téléphone')
  })

  it('part du territoire choisi, et suit le visiteur qui en nomme un autre', async () => {
    expect(await html('/integre?lat=44.518&lon=3.5&rayon=10')).toContain('Médiathèque de Mende')
    expect(await html('/integre?lat=44.518&lon=3.5&rayon=10&commune=Gap')).not.toContain('Médiathèque de Mende')
    // Nothing stands in Rambaud itself: the form offers what is around it.
    expect(await html('/integre')).toContain('<option value="20" selected="">20 km autour</option>')
    expect(await html('/integre?commune=Rambaud&rayon=20')).toContain('à moins de 20 km de Rambaud')
    expect(await html('/integre?commune=Nulle-Part')).toContain('Nous ne connaissons pas « Nulle-Part »')
    expect(await html('/integre?commune=Mende&frais_a_charge=Gratuit')).toContain('Aucun lieu ne répond')
  })

  it('ne montre jamais un script pour ce qu’il est, ni une couleur qui n’en est pas une', async () => {
    const piege = encodeURIComponent('"><script>alert(1)</script>')
    for (const nom of ['q', 'commune', 'couleur', 'theme', 'champs', 'services', 'hauteur'])
      for (const chemin of ['/integre', '/integrer'])
        expect(await html(`${chemin}?${nom}=${piege}`), nom).not.toMatch(/<script(?![^>]*src=)/)
    expect(await (await site.get('/integre/theme.css?couleur=red;}body{display:none')).text()).toBe('')
    const theme = await site.get('/integre/theme.css?couleur=ffcc00')
    expect(theme.headers.get('content-type')).toContain('text/css')
    // Yellow is not read on white; it is on black.
    const [clair = '', sombre = ''] = (await theme.text()).split('prefers-color-scheme:dark')
    expect(clair).not.toContain('#ffcc00')
    expect(sombre).toContain('--brand:#ffcc00')
  })
})

describe('le script du composant', () => {
  it('se charge d’ailleurs, à une adresse qui ne change pas, et pèse moins de 20 ko', async () => {
    const reponse = await site.get('/integre/maillage.js')
    expect(reponse.status).toBe(200)
    expect(reponse.headers.get('content-type')).toContain('text/javascript')
    expect(reponse.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(reponse.headers.get('access-control-allow-origin')).toBe('*')
    expect(reponse.headers.get('cache-control')).toBe('public, max-age=3600')
    const etag = reponse.headers.get('etag') ?? ''
    expect((await site.get('/integre/maillage.js', { headers: { 'if-none-match': etag } })).status).toBe(304)
    const octets = Buffer.from(await reponse.arrayBuffer())
    expect(gzipSync(octets).length).toBeLessThan(20_000)
    expect(octets.toString()).not.toMatch(/\bimport\b/)
    expect((await site.get('/lieux')).headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })
})

describe('la page qui donne le code', () => {
  it('écrit le cadre et le composant de la recherche choisie', async () => {
    const texte = await html(
      '/integrer?departement=48&frais_a_charge=Gratuit&couleur=%23aa3300&theme=clair&hauteur=500'
    )
    expect(texte).toContain('maillage-recherche filtres=&quot;departement=48&amp;amp;frais_a_charge=Gratuit&quot;')
    expect(texte).toContain('couleur=&quot;#aa3300&quot; theme=&quot;clair&quot; hauteur=&quot;500&quot;')
    expect(texte).toContain('height=&quot;500&quot;')
    expect(texte).toContain(
      'src="/integre?departement=48&amp;frais_a_charge=Gratuit&amp;couleur=aa3300&amp;theme=clair"'
    )
  })

  it('dit quelle nuance remplace une couleur qui ne se lit pas', async () => {
    expect(await html('/integrer?couleur=ffcc00')).toMatch(/#ffcc00 ne se lit pas assez bien\..*#\w{6} sur fond clair/)
    expect(await html('/integrer?couleur=1f4e5f&theme=clair')).not.toContain('ne se lit pas assez')
  })
})

describe('dans un navigateur', () => {
  let chezNous: string
  let ailleurs: string
  let corps = ''
  const erreurs: string[] = []

  beforeAll(async () => {
    chezNous = await ecouter(site.app)
    // Another host name is another site, not only another port.
    const autre = new Hono()
    autre.get('/', (c) =>
      c.html(`<!DOCTYPE html><html lang="fr"><title>Mairie</title><body><h1>Mairie</h1>${corps}</body></html>`)
    )
    const serveur = await new Promise<ReturnType<typeof serve>>((resolve) => {
      const s = serve({ fetch: autre.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(s))
    })
    enFinDeFichier(() => void serveur.close())
    ailleurs = `http://localhost:${(serveur.address() as { port: number }).port}`
  })

  async function ouvrirAilleurs(contenu: string, javaScript = true): Promise<Page> {
    corps = contenu
    const page = await (await ordinateur(navigateur, { javaScript })).newPage()
    page.on('console', (m) => m.type() === 'error' && erreurs.push(m.text()))
    page.on('pageerror', (e) => erreurs.push(String(e)))
    await page.goto(ailleurs)
    return page
  }

  const composant = (attributs: string) =>
    `<script src="${chezNous}/integre/maillage.js" async></script>
     <maillage-recherche ${attributs}><a href="${chezNous}/lieux">Trouver un lieu</a></maillage-recherche>`

  it('le composant cherche dans la page d’un autre site, à la hauteur de ce qu’il montre', async () => {
    const page = await ouvrirAilleurs(composant('territoire="departement:05" couleur="#aa3300" theme="clair"'))
    const cadre = page.frameLocator('maillage-recherche iframe')
    await cadre.getByRole('heading', { level: 1 }).getByText('25').waitFor()
    await cadre.getByLabel('De quoi avez-vous besoin').fill('quartz')
    await cadre.getByRole('button', { name: 'Chercher' }).click()
    await cadre.getByRole('heading', { level: 1, name: /quartz/ }).waitFor()
    expect(await cadre.getByRole('listitem').count()).toBeGreaterThan(0)
    expect(await cadre.getByRole('listitem').count()).toBeLessThan(10)
    const bouton = cadre.getByRole('button', { name: 'Chercher' })
    expect(await bouton.evaluate((e) => getComputedStyle(e).backgroundColor)).toBe('rgb(145, 43, 0)')
    // The frame is as high as the list, and the link of before has gone.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const hote = document.querySelector('maillage-recherche')
          return [hote?.shadowRoot?.querySelector('iframe')?.offsetHeight, hote?.shadowRoot?.querySelector('slot')]
        })
      )
      .toEqual([await cadre.locator('html').evaluate((e) => (e as HTMLElement).offsetHeight), null])
    expect(await page.getByRole('link', { name: 'Trouver un lieu' }).isVisible()).toBe(false)

    // Not from our frame: the message is not heard.
    const avant = await hauteur(page)
    await page.evaluate(() => postMessage({ maillage: 'hauteur', hauteur: 9_999 }, '*'))
    await page.waitForTimeout(50)
    expect(await hauteur(page)).toBe(avant)

    await page.evaluate(() => document.querySelector('maillage-recherche')?.setAttribute('filtres', 'commune=Mende'))
    await page.evaluate(() => document.querySelector('maillage-recherche')?.removeAttribute('territoire'))
    await cadre.getByRole('link', { name: /Médiathèque de Mende/ }).waitFor()
    await page.evaluate(() => document.querySelector('maillage-recherche')?.setAttribute('hauteur', '420'))
    expect(await hauteur(page)).toBe(420)
    expect(erreurs).toEqual([])
    await page.context().close()
  })

  const hauteur = (page: Page) =>
    page.evaluate(
      () => document.querySelector('maillage-recherche')?.shadowRoot?.querySelector('iframe')?.offsetHeight ?? 0
    )

  it('la fiche s’ouvre à part, sur le site', async () => {
    const page = await ouvrirAilleurs(
      `<iframe src="${chezNous}/integre?commune=Mende" title="Lieux" height="700"></iframe>`
    )
    const [fiche] = await Promise.all([
      page.waitForEvent('popup'),
      page
        .frameLocator('iframe')
        .getByRole('link', { name: /Médiathèque de Mende/ })
        .click()
    ])
    await fiche.getByRole('heading', { level: 1, name: 'Médiathèque de Mende' }).waitFor()
    await page.context().close()
  })

  it('sans JavaScript, le lien reste', async () => {
    const page = await ouvrirAilleurs(composant(''), false)
    expect(await page.getByRole('link', { name: 'Trouver un lieu' }).isVisible()).toBe(true)
    await page.context().close()
  })

  it('aucune autre page ne s’y encadre', async () => {
    const page = await ouvrirAilleurs(`<iframe src="${chezNous}/lieux" title="Lieux"></iframe>`)
    await page.waitForTimeout(300)
    expect(await page.frames()[1]?.locator('h1').count()).toBe(0)
    await page.context().close()
  })

  it.each([
    ['/integre?departement=05&couleur=ffcc00', 'auto'],
    ['/integre?theme=sombre&couleur=3300aa', 'auto'],
    ['/integre?theme=clair&couleur=ffcc00', 'dark'],
    ['/integre?q=introuvable', 'auto'],
    ['/integrer?frais_a_charge=Gratuit&couleur=ffcc00', 'auto'],
    ['/integrer?commune=Nulle-Part', 'dark'],
    ['/api', 'auto']
  ])('%s se lit et s’utilise, sur téléphone et sur ordinateur (%s)', async (chemin, schema) => {
    for (const contexte of [await telephone(navigateur), await ordinateur(navigateur)]) {
      const page = await contexte.newPage()
      if (schema === 'dark') await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${chezNous}${chemin}`)
      await verifierAccessibilite(page)
      await contexte.close()
    }
  })
})
