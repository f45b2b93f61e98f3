import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { importer, trouverDeclaration } from '../features/annuaire/index.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { SYSTEME } from '../kernel/acteur.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import { ordinateur, ouvrirNavigateur, telephone, visiter } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

// Public files that never enter the project: they stand beside it, on the machines that have them.
const DOSSIER = resolve(import.meta.dirname, '../../../shared/data/raw')
const FICHIERS = [
  ['france-services', 'france-services_2024-08-01.csv', '2024-08-01'],
  ['haute-vienne', 'haute-vienne_2023-04-24.json', '2023-04-24'],
  ['paca', 'paca_11145c9.json', '2023-02-01'],
  ['data-inclusion', 'data-inclusion_5c7c8a2.json', '2023-02-28']
] as const
const ici = existsSync(DOSSIER)
if (!ici) console.log(`Les vrais fichiers ne sont pas dans ${DOSSIER} : les dix recherches réelles sont passées.`)

/** A Tuesday at 11 in Paris, and 5 in the morning in Guadeloupe. */
const MAINTENANT = new Date('2026-06-16T09:00:00Z')

let origine: string
let navigateur: Browser

beforeAll(async () => {
  if (!ici) return
  navigateur = await ouvrirNavigateur()
  const base = await creerBaseDeTest()
  const geo = await obtenirGeographie(base.db)
  for (const [id, fichier, dateeDu] of FICHIERS) {
    const { declaration } = await trouverDeclaration(base.db, id)
    if (!declaration) throw new Error(`la source ${id} n’est pas déclarée`)
    const { etat } = await importer(
      base.db,
      { declaration, chemin: join(DOSSIER, fichier), origine: 'essai', dateeDu, acteur: SYSTEME, confirmer: true },
      {
        now: () => MAINTENANT,
        geo,
        tailleMax: 50_000_000,
        courrielAdministration: 'sources@exemple.fr',
        urlPublique: 'http://localhost'
      }
    )
    expect(etat).toBe('appliquee')
  }
  const { app } = creerApplicationDeTest(base.db, {
    now: () => MAINTENANT,
    reglages: { AIDE_TELEPHONE: '01 23 45 67 89' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
})

describe.skipIf(!ici).each([
  ['avec JavaScript', true],
  ['sans JavaScript', false]
] as const)('Dix recherches dans de vraies sources, %s', (_, javaScript) => {
  async function ouvrir(contexte: Promise<BrowserContext>, chemin = '/'): Promise<Page> {
    const page = await visiter(contexte)
    await page.goto(`${origine}${chemin}`)
    return page
  }

  async function chercher(page: Page, besoin: string, ou: string): Promise<void> {
    await page.getByLabel('De quoi avez-vous besoin ?').fill(besoin)
    await page.getByLabel('Où ?').fill(ou)
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /^(Trouver un lieu|Chercher)$/ })
      .last()
      .click()
    await page.waitForURL(/\/lieux/)
  }

  const titre = (page: Page) => page.locator('h1').innerText()
  const cartes = (page: Page) => page.locator('.card').allInnerTexts()
  const combien = async (page: Page) =>
    Number(/^([\d\s\u202f\u00a0]+)/.exec(await titre(page))?.[1]?.replace(/\D/g, '') ?? 0)

  it('une personne âgée de Limoges trouve de l’aide pour ses impôts, et un numéro à appeler', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }))
    await chercher(page, 'impots', 'Limoges')
    expect(await titre(page)).toMatch(/lieux pour «\simpots\s» à moins de 20\skm de Limoges/)
    const [premiere = ''] = await cartes(page)
    expect(premiere).toContain('démarches en ligne')
    expect(premiere).toMatch(/à (moins de )?\d+(,\d)?\s(k?m)/)
    expect(await page.locator('.card a[href^="tel:"]').count()).toBeGreaterThan(5)
    await page.locator('.card h3 a').first().click()
    await page.getByRole('heading', { name: 'Est-ce ouvert ?' }).waitFor()
    await page.getByRole('heading', { name: 'Comment les joindre ?' }).waitFor()
  })

  it('une personne en fauteuil qui veut internet sans payer le samedi voit ce qui est sûr, et ce qu’il faut demander', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }))
    await chercher(page, 'internet', 'Aix-en-Provence')
    const tous = await combien(page)
    await page
      .getByText('Prix', { exact: true })
      .first()
      .click({ force: true })
      .catch(() => {})
    await page.goto(`${page.url()}&frais_a_charge=Gratuit`)
    const gratuits = await combien(page)
    expect(gratuits).toBeGreaterThan(0)
    expect(gratuits).toBeLessThan(tous)
    await page.getByLabel('Ouvert quand ?').selectOption('samedi-10:00')
    await page.getByRole('button', { name: 'Afficher les lieux' }).click()
    await page.waitForURL(/ouvert=samedi/)
    // Whatever is open, the page counts what is closed and what nobody knows.
    expect(await page.locator('main').innerText()).toMatch(/horaires ne sont pas connus|Aucun lieu/)
    await page.goto(
      `${origine}/lieux?q=internet&commune=Aix-en-Provence&rayon=50&prise_en_charge_specifique=Handicaps+moteurs`
    )
    const texte = await page.locator('main').innerText()
    expect(texte).toMatch(/accessibilité non précisée, à vérifier par téléphone/)
  })

  it('une personne qui cherche un emploi en Guadeloupe, le soir, sait qui appeler et quel critère relâcher', async () => {
    const page = await ouvrir(
      telephone(navigateur, { javaScript }),
      '/lieux?q=emploi&commune=Guadeloupe&ouvert=mardi-19:00'
    )
    expect(await titre(page)).toMatch(/Aucun lieu|lieu/)
    await page
      .locator('main a[href^="/lieux?"]', { hasText: /ouvert/i })
      .first()
      .click()
    await page.waitForURL((url) => !url.searchParams.has('ouvert'))
    expect(await combien(page)).toBeGreaterThan(0)
    for (const carte of await cartes(page)) expect(carte).toMatch(/97[1-8]\d\d/)
  })

  it('une assistante sociale oriente une famille sans voiture de Limoges', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }), '/orienter')
    await page.getByLabel('Démarches en ligne').check()
    await page.getByLabel('Où se trouve-t-elle ?').fill('Limoges')
    await page.getByLabel('Sans voiture').check()
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await page.getByRole('heading', { level: 1, name: /lieux? à proposer/ }).waitFor()
    const texte = await page.locator('main').innerText()
    expect(texte).toMatch(/à pied/)
    // Nothing about the family is in the address.
    expect(new URL(page.url()).search).toBe('')
    await page
      .getByRole('button', { name: /Préparer la fiche d’orientation/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'Fiche d’orientation' }).waitFor()
    await page.locator('svg[role="img"]').first().waitFor()
  })

  it('une faute de frappe et un accent oublié n’empêchent rien', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }))
    await chercher(page, 'mediateque', 'Marseile')
    expect(await titre(page)).toContain('Marseille')
    expect(await combien(page)).toBeGreaterThan(2)
    expect((await cartes(page)).join(' ')).toMatch(/m[ée]diath[èe]que|biblioth[èe]que/i)
  })

  it('un code postal suffit pour dire où', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }))
    await chercher(page, 'carte grise', '87100')
    expect(await titre(page)).toMatch(/87100/)
    expect(await combien(page)).toBeGreaterThan(3)
  })

  it('deux villes du même nom se distinguent d’un geste', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }), '/lieux?commune=Saint-Denis&rayon=20')
    const autre = page.locator('main a', { hasText: /Saint-Denis \((Seine-Saint-Denis|La Réunion)\)/ }).first()
    const voulu = /\((.+)\)/.exec(await autre.innerText())?.[1]
    await autre.click()
    await page.waitForURL(/Saint-Denis/)
    const [premiere = ''] = await cartes(page)
    expect(premiere).toMatch(voulu === 'La Réunion' ? /974\d\d/ : /(93|95|75|92)\d{3}/)
  })

  it('tout se cherche au clavier, la carte cachée', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }), '/lieux')
    await page.getByLabel('De quoi avez-vous besoin ?').focus()
    await page.keyboard.type('imprimer')
    const ou = page.getByLabel('Où ?')
    for (let i = 0; i < 5 && !(await ou.evaluate((e) => e === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.type('Nice')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    // A list of suggestions takes the first Enter; the form takes the next one.
    if (!page.url().includes('imprimer')) await page.keyboard.press('Enter')
    await page.waitForURL(/imprimer/)
    const lien = page.locator('.card h3 a').first()
    for (let i = 0; i < 120 && !(await lien.evaluate((e) => e === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/lieux\/\d+-/)
    await page.getByRole('heading', { name: 'Où est-ce ?' }).waitFor()
  })

  it('un village sans lieu propose les plus proches, et dit quoi relâcher', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }), '/lieux?commune=Rougon&q=fablab')
    expect(await titre(page)).toMatch(/Aucun lieu/)
    const texte = await page.locator('main').innerText()
    expect(texte).toMatch(/plus proches|relâcher|Sans/i)
    expect(await page.locator('main a[href^="/lieux"]').count()).toBeGreaterThan(1)
  })

  it('un filtre donne exactement le nombre qu’il annonce', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }), '/lieux?departement=13')
    for (const nom of ['services', 'frais_a_charge']) {
      const boite = page.locator(`input[name="${nom}"]`).first()
      const id = await boite.getAttribute('id')
      const annonce = Number(
        /\(([\d\s\u202f\u00a0]+)\)/.exec(await page.locator(`label[for="${id}"]`).innerText())?.[1]?.replace(/\D/g, '')
      )
      await boite.evaluate((e) => {
        for (let d = e.closest('details'); d; d = d.parentElement?.closest('details') ?? null) d.open = true
      })
      await boite.check()
      await page.getByRole('button', { name: 'Afficher les lieux' }).click()
      await page.waitForURL(/(services|frais_a_charge)=/)
      expect(await combien(page)).toBe(annonce)
      await page.goto(`${origine}/lieux?departement=13`)
    }
  })
})
