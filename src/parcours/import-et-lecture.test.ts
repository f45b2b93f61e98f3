import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
import { declarerSourcesLivrees } from '../features/annuaire/index.ts'
import { createLienAdministration } from '../features/comptes/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { startJobs } from '../platform/jobs/index.ts'
import { createJournaux } from '../platform/journaux.ts'
import { entrerDansLAdministration } from '../platform/testing/administration.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import { enFinDeFichier } from '../platform/testing/fin.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'
import { LIVRAISON_COURTE, LIVRAISON_FRANCE_SERVICES } from './livraisons.fixture.ts'

let base: BaseDeTest
let origine: string
let navigateur: Browser

beforeAll(async () => {
  base = await creerBaseDeTest()
  // The browser has its own clock: a session that ended in the tests' time would be dropped at once.
  const now = () => new Date()
  await declarerSourcesLivrees(base.db, now())
  const { app, config } = creerApplicationDeTest(base.db, {
    now,
    reglages: { AIDE_TELEPHONE: '01 23 45 67 89' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  const travaux = await startJobs(base.pool, jobsDesFeatures(config), {
    db: base.db,
    now,
    journaux: createJournaux('silence')
  })
  enFinDeFichier(() => travaux.stop())
  navigateur = await ouvrirNavigateur()
})

const ouvrir = visiter

const entrer = (page: Page) => entrerDansLAdministration(page, origine, base.db)

async function choisir(page: Page, contenu: string, date: string): Promise<void> {
  await page.goto(`${origine}/administration/importer`)
  await page.getByLabel('Source').first().selectOption('france-services')
  await page
    .getByLabel('Fichier', { exact: true })
    .setInputFiles({ name: 'france-services.csv', mimeType: 'text/csv', buffer: Buffer.from(contenu) })
  await page.getByLabel('Date de la livraison').fill(date)
  await page.getByRole('button', { name: 'Importer cette livraison' }).click()
}

async function attendreTitre(page: Page, titre: string): Promise<void> {
  for (let essai = 0; !(await page.getByText(titre).first().isVisible()); essai++) {
    if (essai > 60) throw new Error(`« ${titre} » ne vient pas : ${await page.locator('main').innerText()}`)
    await page.waitForTimeout(100)
    await page.reload()
  }
}

it('la vérification elle-même voit une image sans texte, un contraste trop faible et un débordement', async () => {
  const page = await ouvrir(telephone(navigateur))
  for (const faute of [
    '<img src="data:,">',
    '<p style="color:#aaa">Pâle</p>',
    '<div style="width:900px;height:1px"></div>'
  ]) {
    await page.setContent(
      `<!DOCTYPE html><html lang="fr"><title>Essai</title><main><h1>Essai</h1>${faute}</main></html>`
    )
    await expect(verifierAccessibilite(page), faute).rejects.toThrow()
  }
})

describe('un administrateur', () => {
  it('entre par le lien, importe un fichier, suit le travail, et lit la fiche qu’il a donnée', async () => {
    const page = await ouvrir(ordinateur(navigateur))
    await entrer(page)
    await choisir(page, LIVRAISON_FRANCE_SERVICES, '2024-03-01')
    await page.waitForURL('**/administration/livraisons/*')
    await attendreTitre(page, 'L’import est terminé')
    await page.getByText('3 lignes lues : 3 sont gardées').waitFor()
    const [rapport] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Rapport complet' }).click()
    ])
    expect(rapport.suggestedFilename()).toBe('rapport-france-services-2024-03-01.csv')
    await page.goto(`${origine}/lieux?q=veynes`)
    await page.getByRole('link', { name: 'France services de Veynes' }).click()
    await page.getByRole('heading', { level: 1, name: 'France services de Veynes' }).waitFor()
    await page.getByRole('link', { name: '04 92 00 00 01' }).first().waitFor()
    expect(await page.locator('#informations').innerText()).toContain('Liste des structures France services')
  })
})

describe.each([
  ['sur un téléphone', () => telephone(navigateur)],
  ['sur un téléphone sans JavaScript', () => telephone(navigateur, { javaScript: false })],
  ['sur un ordinateur', () => ordinateur(navigateur)]
])('un visiteur %s', (_, contexte) => {
  it('trouve le lieu depuis l’accueil, et sait comment le joindre', async () => {
    const page = await ouvrir(contexte())
    await page.goto(origine)
    const main = page.locator('main')
    await main.getByLabel('Où ?').fill('Veynes')
    await main
      .getByRole('button', { name: /chercher|trouver/i })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /1\slieu à moins de 20\skm de Veynes/ }).waitFor()
    await page.getByRole('link', { name: 'France services de Veynes' }).click()
    await page.getByRole('heading', { level: 1, name: 'France services de Veynes' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('12 place du Marché')
    expect(await page.getByRole('link', { name: '04 92 00 00 01' }).first().getAttribute('href')).toBe(
      'tel:+33492000001'
    )
  })
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s', (_, contexte) => {
  it('chaque page publique se lit sans gêne', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/lieux?q=veynes`)
    const fiche = (await page.getByRole('link', { name: 'France services de Veynes' }).getAttribute('href')) ?? ''
    for (const chemin of [
      '/',
      '/lieux',
      '/lieux?q=introuvable',
      '/lieux?commune=Nulle-Part',
      fiche,
      '/sources',
      '/sources/france-services',
      '/api',
      '/composants',
      `${fiche}/histoire`,
      '/aide',
      '/accessibilite',
      '/mentions-legales',
      '/introuvable',
      '/administration',
      '/dev/courriels'
    ]) {
      await page.goto(`${origine}${chemin}`)
      await verifierAccessibilite(page)
    }
  })

  it('chaque état de l’administration se lit sans gêne', async () => {
    const page = await ouvrir(contexte())
    const { jeton } = await createLienAdministration(base.db, new Date())
    await page.goto(`${origine}/administration/entree/${jeton}`)
    await verifierAccessibilite(page)
    await page.getByRole('button', { name: 'Entrer dans l’administration' }).click()
    await verifierAccessibilite(page)
    await page.goto(`${origine}/administration/entree/${jeton}`)
    await page.getByRole('button', { name: 'Entrer dans l’administration' }).click()
    await page.getByText('Ce lien ne peut plus servir').waitFor()
    await verifierAccessibilite(page)

    await page.goto(`${origine}/administration/importer`)
    await verifierAccessibilite(page)
    await page.getByRole('button', { name: 'Importer cette livraison' }).click()
    await page.getByText('Choisissez la source de cette livraison.').first().waitFor()
    await verifierAccessibilite(page)

    for (const [contenu, date, titre] of [
      [LIVRAISON_FRANCE_SERVICES, '2024-03-01', 'Rien n’a changé'],
      ['<html><body>502</body></html>', '2024-03-02', 'L’import a échoué'],
      [LIVRAISON_COURTE, '2024-03-03', 'Cette livraison attend votre décision']
    ] as const) {
      await choisir(page, contenu, date)
      await attendreTitre(page, titre)
      await verifierAccessibilite(page)
    }
    await page.goto(`${origine}/administration/livraisons`)
    await verifierAccessibilite(page)
    await page
      .getByRole('link', { name: /1er mars 2024|1 mars 2024/ })
      .last()
      .click()
    await verifierAccessibilite(page)
  })
})
