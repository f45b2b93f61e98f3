import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
import { declarerSourcesLivrees } from '../features/annuaire/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { startJobs } from '../platform/jobs/index.ts'
import { createJournaux } from '../platform/journaux.ts'
import { listCourriels } from '../platform/mail/index.ts'
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
import { LIVRAISON_FRANCE_SERVICES } from './livraisons.fixture.ts'

let base: BaseDeTest
let origine: string
let navigateur: Browser
let fiche: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  // The browser has its own clock: a session that ended in the tests' time would be dropped at once.
  const now = () => new Date()
  await declarerSourcesLivrees(base.db, now())
  const { app, config } = creerApplicationDeTest(base.db, {
    now,
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
  const contexte = await ordinateur(navigateur)
  const page = await contexte.newPage()
  await entrer(page)
  await page.goto(`${origine}/administration/importer`)
  await page.getByLabel('Source').first().selectOption('france-services')
  await page
    .getByLabel('Fichier', { exact: true })
    .setInputFiles({ name: 'fs.csv', mimeType: 'text/csv', buffer: Buffer.from(LIVRAISON_FRANCE_SERVICES) })
  await page.getByLabel('Date de la livraison').fill('2026-06-01')
  await page.getByRole('button', { name: 'Importer cette livraison' }).click()
  for (let essai = 0; !(await page.getByText('L’import est terminé').first().isVisible()); essai++) {
    if (essai > 80) throw new Error('l’import ne finit pas')
    await page.waitForTimeout(100)
    await page.reload()
  }
  await page.goto(`${origine}/lieux?q=veynes`)
  fiche = (await page.getByRole('link', { name: 'France services de Veynes' }).getAttribute('href')) ?? ''
  await contexte.close()
})

const ouvrir = visiter

const entrer = (page: Page) => entrerDansLAdministration(page, origine, base.db)

const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

describe.each([
  ['avec JavaScript', () => telephone(navigateur), 'Ancien local'],
  ['sans JavaScript', () => telephone(navigateur, { javaScript: false }), 'Nouveau local']
])('sur un téléphone, %s', (_, contexte, adresse) => {
  it('une personne signale un déménagement depuis la fiche, corrige son oubli, et est remerciée', async () => {
    const page = await ouvrir(contexte())
    await page.goto(origine + fiche)
    await page.getByRole('link', { name: 'Signaler une erreur' }).click()
    await titre(page, 'Qu’est-ce qui est faux ?')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('link', { name: 'Choisissez ce qui est faux.' }).waitFor()
    await page.getByLabel('Ce lieu a déménagé').check()
    await page.getByRole('button', { name: 'Continuer' }).click()
    await titre(page, 'Ce lieu a déménagé')
    await page.getByLabel('Votre adresse électronique').fill('ici@exemple.fr')
    await page.getByRole('button', { name: 'Envoyer ce signalement' }).click()
    await page.getByRole('link', { name: 'Écrivez la nouvelle adresse, même incomplète.' }).waitFor()
    expect(await page.getByLabel('Votre adresse électronique').inputValue()).toBe('ici@exemple.fr')
    await page.getByLabel('Sa nouvelle adresse').fill(`${adresse}, Veynes`)
    await page.getByRole('button', { name: 'Envoyer ce signalement' }).click()
    await titre(page, 'Merci, votre signalement est envoyé')
    await page.getByRole('link', { name: 'Revenir à la fiche' }).click()
    await titre(page, 'France services de Veynes')
  })

  it('une personne à qui un lieu manque reconnaît celui qui existe déjà', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/lieux?q=introuvable`)
    await page.getByRole('link', { name: 'Signaler un lieu manquant' }).click()
    await page.getByLabel('Le nom du lieu').fill('Maison France Services')
    await page.getByLabel('Sa commune').fill('05400')
    await page.getByLabel('Son adresse').fill('12 place du marché')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await titre(page, 'Est-ce l’un de ceux-ci ?')
    await page.getByRole('link', { name: 'France services de Veynes' }).click()
    await titre(page, 'France services de Veynes')
  })
})

describe('un administrateur', () => {
  it('ajoute le lieu qui manquait, répond à la personne, puis revient sur sa décision', async () => {
    const visiteur = await ouvrir(ordinateur(navigateur))
    await visiteur.goto(`${origine}/lieux/manquant`)
    await visiteur.getByLabel('Le nom du lieu').fill('La Bricole numérique')
    await visiteur.getByLabel('Sa commune').fill('Laragne-Montéglin')
    await visiteur.getByLabel('Son adresse').fill('4 rue des Tanneurs')
    await visiteur.getByRole('button', { name: 'Continuer' }).click()
    await titre(visiteur, 'Nous ne connaissons pas ce lieu')
    await visiteur.getByLabel('Votre adresse électronique').fill('merci@exemple.fr')
    await visiteur.getByRole('button', { name: 'Signaler ce lieu' }).click()
    await titre(visiteur, 'Merci, votre signalement est envoyé')

    const page = await ouvrir(ordinateur(navigateur))
    await entrer(page)
    await page.getByRole('link', { name: 'Signalements du public' }).click()
    await page
      .getByRole('row', { name: /La Bricole numérique/ })
      .getByRole('link')
      .click()
    await page.getByLabel('Le lieu est ajouté').check()
    expect(await page.getByLabel('Code postal').inputValue()).toBe('05300')
    await page.getByRole('button', { name: 'Enregistrer cette réponse' }).click()
    await page.getByText('Votre réponse est enregistrée').waitFor()
    expect((await listCourriels(base.db)).map(({ destinataire, sujet }) => `${destinataire} ${sujet}`)).toContain(
      'merci@exemple.fr Le lieu est ajouté : La Bricole numérique'
    )
    await visiteur.goto(`${origine}/lieux?q=bricole`)
    await visiteur.getByRole('link', { name: 'La Bricole numérique' }).click()
    await titre(visiteur, 'La Bricole numérique')

    await page.getByRole('button', { name: 'Annuler cette réponse' }).click()
    await page.getByText('La réponse est annulée').waitFor()
    await visiteur.goto(`${origine}/lieux?q=bricole`)
    await visiteur.getByText('Aucun lieu ne répond').waitFor()
  })
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s, chaque état se lit sans gêne', (_, contexte) => {
  it('pour le public', async () => {
    const page = await ouvrir(contexte())
    for (const chemin of [
      fiche,
      `${fiche}/signaler`,
      `${fiche}/signaler?quoi=inconnu`,
      ...['ferme', 'demenage', 'telephone', 'horaires', 'autre'].map((quoi) => `${fiche}/signaler?quoi=${quoi}`),
      `${fiche}/signaler/merci`,
      '/lieux/manquant',
      '/lieux/manquant?nom=&commune=Nulle-Part&adresse=',
      '/lieux/manquant?nom=France+services&commune=Veynes&adresse=12+place+du+marche',
      '/lieux/manquant?nom=Le+Repaire&commune=Gap&adresse=x',
      '/lieux/manquant/merci'
    ]) {
      await page.goto(origine + chemin)
      await verifierAccessibilite(page)
    }
    await page.goto(`${origine}${fiche}/signaler?quoi=horaires`)
    await page.getByLabel('Votre adresse électronique').fill('pas une adresse')
    await page.getByRole('button', { name: 'Envoyer ce signalement' }).click()
    await page.getByRole('heading', { name: '2 points à corriger' }).waitFor()
    await verifierAccessibilite(page)
  })

  it('pour qui répond et qui veille', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}${fiche}/signaler?quoi=horaires`)
    await page.getByLabel('Les bons horaires').fill(`Le lundi, de 9 h à 12 h. Vu à ${page.viewportSize()?.width}.`)
    await page.getByRole('button', { name: 'Envoyer ce signalement' }).click()
    await titre(page, 'Merci, votre signalement est envoyé')
    await page.goto(
      `${origine}/lieux/manquant?nom=France+services+bis&commune=Veynes&adresse=12+place+${page.viewportSize()?.width}`
    )
    await page.getByRole('button', { name: /signaler ce lieu/i }).click()
    await titre(page, 'Merci, votre signalement est envoyé')
    await entrer(page)
    for (const chemin of [
      '/administration/signalements',
      '/administration/signalements?departement=48',
      '/administration/signalements?etat=traites',
      '/administration/sources',
      '/administration/sources/france-services',
      '/administration/sources/gironde'
    ]) {
      await page.goto(origine + chemin)
      await verifierAccessibilite(page)
    }
    for (const genre of ['Les horaires sont faux', 'Un lieu manque']) {
      await page.goto(`${origine}/administration/signalements`)
      await page.getByRole('link', { name: genre }).last().click()
      await page.getByRole('heading', { name: 'Votre réponse' }).waitFor()
      await verifierAccessibilite(page)
      await page.getByRole('button', { name: 'Enregistrer cette réponse' }).click()
      await page.getByRole('link', { name: 'Choisissez ce que vous avez fait.' }).waitFor()
      await verifierAccessibilite(page)
      await page.getByLabel('C’est transmis à la source').check()
      await page.getByRole('button', { name: 'Enregistrer cette réponse' }).click()
      await page.getByText('Votre réponse est enregistrée').waitFor()
      await verifierAccessibilite(page)
    }
    await page.goto(`${origine}/administration/sources/france-services`)
    await page.getByLabel('Adresse électronique').fill('pas une adresse')
    await page.getByRole('button', { name: 'Enregistrer cette adresse' }).click()
    await page.getByRole('heading', { name: 'Un point à corriger' }).waitFor()
    await verifierAccessibilite(page)
  })
})
