import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../platform/db/index.ts'
import { pngDeTest } from '../platform/fichiers/image.fixture.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { publierTetes } from '../platform/journal/index.ts'
import { entrerDansLAdministration } from '../platform/testing/administration.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

let base: BaseDeTest
let origine: string
let navigateur: Browser
const now = () => new Date()

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { app } = creerApplicationDeTest(base.db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const ouvrir = (contexte: Promise<BrowserContext>) => visiter(contexte, { attente: 10_000 })

const entrer = (page: Page) => entrerDansLAdministration(page, origine, base.db, now())

// Figures are glued to their word by a space that does not break.
const lire = async (page: Page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ')

const LOGO = { name: 'logo.png', mimeType: 'image/png', buffer: pngDeTest({ largeur: 120, hauteur: 60 }) }

describe.each([
  ['sur un téléphone', telephone, true],
  ['sur un ordinateur, sans JavaScript', ordinateur, false]
] as const)('%s, un administrateur crée un troisième réseau', (appareil, contexte, javaScript) => {
  const nom = `Numérique en Vercors, ${appareil}`
  const adresse = `vercors-${javaScript ? 'petit' : 'sans-script'}`

  it('le nomme, l’habille, le situe, le relit et l’ouvre à tous', async () => {
    const page = await ouvrir(contexte(navigateur, { javaScript }))
    const verifier = () => (javaScript ? verifierAccessibilite(page) : Promise.resolve())
    await entrer(page)
    await page.getByRole('link', { name: 'Réseaux' }).last().click()
    await page.waitForURL('**/administration/reseaux')
    await verifier()

    await page.getByRole('link', { name: 'Créer un réseau' }).click()
    await page.getByRole('button', { name: 'Créer ce réseau' }).click()
    expect(await lire(page)).toContain('Donnez un nom au réseau.')
    await verifier()
    await page.getByLabel('Nom du réseau').fill(nom)
    await page.getByLabel('Fin de son adresse').fill('sicoval')
    await page.getByRole('button', { name: 'Créer ce réseau' }).click()
    expect(await lire(page)).toContain('est déjà celle du réseau')
    expect(await page.getByLabel('Nom du réseau').inputValue()).toBe(nom)
    await page.getByLabel('Fin de son adresse').fill(adresse)
    await page.getByRole('button', { name: 'Créer ce réseau' }).click()
    expect(await lire(page)).toContain('Le réseau est créé.')
    await verifier()

    await page.getByRole('button', { name: 'Ouvrir ce réseau' }).click()
    expect(await lire(page)).toContain('Avant d’ouvrir, ajoutez au moins un territoire.')
    await verifier()

    await page.getByLabel('En une phrase courte').fill('Des lieux en montagne')
    await page.getByLabel('Présentation').fill('Un réseau de montagne.\n\nOn y vient :\n- apprendre ;\n- créer.')
    await page.getByLabel('Couleur principale').fill('#7ac142')
    await page.getByLabel('Couleur des boutons').fill('bleu')
    await page.getByRole('button', { name: 'Enregistrer les textes' }).click()
    expect(await lire(page)).toContain('La couleur des boutons s’écrit avec #')
    await page.getByLabel('Couleur des boutons').fill('#123c69')
    await page.getByRole('button', { name: 'Enregistrer les textes' }).click()
    expect(await lire(page)).toContain('#7ac142 ne se lit pas assez sur fond clair')
    await verifier()

    const ajouter = async (territoire: string) => {
      await page.getByLabel('Ajouter un territoire').fill(territoire)
      await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
    }
    await ajouter('Vilard-de-Lans')
    expect(await lire(page)).toContain('Cherchiez-vous « Villard-de-Lans » ?')
    expect(await page.getByLabel('Ajouter un territoire').inputValue()).toBe('Vilard-de-Lans')
    await verifier()
    await ajouter('Villard-de-Lans')
    await ajouter('Saint-Denis')
    expect(await lire(page)).toContain('Lequel est « Saint-Denis » ?')
    await verifier()
    await page.locator('#choix').getByText('La Réunion').click()
    await page.getByRole('button', { name: 'Ajouter ce territoire' }).click()
    await page.getByRole('button', { name: 'Retirer Saint-Denis' }).click()
    await ajouter('Drôme')
    expect(await lire(page)).toContain('Le territoire est ajouté.')

    await page.getByLabel('Ajouter un logo').setInputFiles({ ...LOGO, buffer: Buffer.from('<svg/>') })
    await page.getByRole('button', { name: 'Envoyer ce logo' }).click()
    expect(await lire(page)).toContain('Un dessin SVG peut contenir des programmes')
    await page.getByLabel('Ajouter un logo').setInputFiles(LOGO)
    await page.getByRole('button', { name: 'Envoyer ce logo' }).click()
    expect(await lire(page)).toContain('Le logo est enregistré.')
    await verifier()

    await page.getByRole('link', { name: 'Voir l’aperçu de sa page' }).click()
    expect(await lire(page)).toContain('seuls les administrateurs voient cette page')
    await verifier()
    await page.getByRole('link', { name: 'Revenir aux réglages' }).click()
    await page.getByRole('button', { name: 'Ouvrir ce réseau' }).click()
    expect(await lire(page)).toContain('Le réseau est ouvert')
    await verifier()

    const visiteur = await ouvrir(contexte(navigateur, { javaScript }))
    await visiteur.goto(`${origine}/reseaux`)
    if (javaScript) await verifierAccessibilite(visiteur)
    await visiteur.getByRole('link', { name: nom }).click()
    expect(await visiteur.title()).toBe(`Accueil du réseau – ${nom}`)
    if (javaScript) {
      await verifierAccessibilite(visiteur)
      const [mention, fond] = await visiteur.evaluate(() => [
        (document.querySelector('.mark--logo') as unknown as { naturalWidth: number } | null)?.naturalWidth,
        getComputedStyle(document.querySelector('.band') as never).backgroundColor
      ])
      expect(mention).toBe(120)
      expect(fond).not.toBe('rgb(31, 78, 95)')
    }
    await visiteur.getByLabel('Où').selectOption('Drôme')
    await visiteur.getByRole('button', { name: 'Trouver un lieu' }).click()
    expect(await lire(visiteur)).toContain('Drôme')
  })
})

describe('les pages publiques', () => {
  it.each([
    ['sur un téléphone', telephone],
    ['sur un ordinateur', ordinateur]
  ] as const)('se lisent %s, au thème sombre aussi', async (_, contexte) => {
    await transaction(base.db, (trx) => publierTetes(trx, now()))
    const page = await ouvrir(contexte(navigateur))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const chemin of [
        '/reseaux',
        '/reseaux/national',
        '/reseaux/sicoval',
        '/reseaux/sicoval/rien',
        '/journal/tetes'
      ]) {
        await page.goto(origine + chemin)
        await verifierAccessibilite(page)
      }
    }
  })
})

describe.each([
  ['sur un téléphone', telephone],
  ['sur un ordinateur', ordinateur]
] as const)('%s, deux administrateurs à la fois', (appareil, contexte) => {
  it('ne s’effacent pas l’un l’autre : le second voit ce que le premier a écrit, puis choisit', async () => {
    const [premier, second] = [await ouvrir(contexte(navigateur)), await ouvrir(contexte(navigateur))]
    for (const page of [premier, second]) {
      await entrer(page)
      await page.goto(`${origine}/administration/reseaux/national`)
    }
    await verifierAccessibilite(premier)
    const enregistrer = async (page: Page, phrase: string) => {
      await page.getByLabel('En une phrase courte').fill(phrase)
      await page.getByRole('button', { name: 'Enregistrer les textes' }).click()
    }
    await enregistrer(premier, `Écrit d’abord ${appareil}`)
    expect(await lire(premier)).toContain('C’est enregistré.')
    await enregistrer(second, `Écrit ensuite ${appareil}`)
    expect(await lire(second)).toContain('Une autre personne a modifié ce réseau')
    expect(await lire(second)).toContain(`Enregistré maintenant : « Écrit d’abord ${appareil} ».`)
    expect(await second.getByLabel('En une phrase courte').inputValue()).toBe(`Écrit ensuite ${appareil}`)
    await verifierAccessibilite(second)
    await second.getByRole('button', { name: 'Enregistrer les textes' }).click()
    expect(await second.locator('.reseau').innerText()).toContain(
      contexte === ordinateur ? `Écrit ensuite ${appareil}` : 'Réseau national'
    )
  })
})
