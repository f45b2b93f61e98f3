import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte, PHRASE_SECRETE } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
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
let navigateur: Browser
let origine: string
/** The browser has its own clock: ours starts with it, and may run ahead. */
let avance = 0
const JOUR = 86_400_000
const now = () => new Date(Date.now() + avance)
let lieu = 0
let compte = ''

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), now())
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 3)))
  const { rows } = await sql<{ id: number }>`select id from lieu order by id limit 1`.execute(db)
  lieu = Number(rows[0]?.id)
  compte = await creerCompte(db, { courriel: 'fab@exemple.fr', pseudonyme: 'Fab', now: now() })
  await donner(db, compte, { role: 'responsable', reseau: 'national', lieux: [lieu] }, now())
  const { app } = creerApplicationDeTest(db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = (await ecouter(app)).replace('127.0.0.1', 'localhost')
  navigateur = await ouvrirNavigateur()
})

const ouvrir = (contexte: Promise<BrowserContext>) => visiter(contexte, { attente: 10_000 })
const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const lien = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()
const bouton = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

async function entrer(page: Page): Promise<void> {
  await page.goto(`${origine}/connexion`)
  await page.locator('#courriel').fill('fab@exemple.fr')
  await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
  await bouton(page, 'Me connecter')
  await page.waitForURL((url) => !url.pathname.startsWith('/connexion'))
}

async function cocher(page: Page, combien: number): Promise<void> {
  const cases = page.locator('main form[data-brouillon] input[type=checkbox]')
  for (let rang = 0; rang < combien; rang++) await cases.nth(rang).check()
}

describe('un atelier de fabrication', () => {
  it('rejoint le réseau national par le silence, sur un téléphone, sans JavaScript', { timeout: 180_000 }, async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript: false }))
    await entrer(page)
    await page.goto(`${origine}/chartes/nationale`)
    await lien(page, 'Rejoindre le réseau')
    await titre(page, /^Rejoindre/)
    await lien(page, /^Commencer la déclaration/)
    await titre(page, 'Accepter la charte')
    await bouton(page, 'Accepter et commencer')
    await page.getByRole('heading', { name: 'Un point à corriger' }).waitFor()
    await page.getByLabel(/J’ai lu la version 1 de la charte/).check()
    await bouton(page, 'Accepter et commencer')

    await titre(page, 'La structure qui signe')
    await page.getByLabel('Nom de la structure').fill('Les Bricoleurs')
    await bouton(page, 'Enregistrer et continuer')
    await page.getByRole('link', { name: 'Écrivez le nom de la personne qui signe.' }).waitFor()
    expect(await page.getByLabel('Nom de la structure').inputValue()).toBe('Les Bricoleurs')
    await page.getByLabel('Prénom et nom').fill('Rose Martin')
    await bouton(page, 'Enregistrer et continuer')

    await titre(page, 'Les conditions')
    await cocher(page, 2)
    await bouton(page, 'Enregistrer et continuer')
    await page.getByText('Cochez ce que votre lieu fait déjà').waitFor()
    await cocher(page, 3)
    await page.getByLabel('En une phrase').first().fill('Une rampe, et deux postes réglables.')
    await bouton(page, 'Enregistrer et continuer')
    await page.getByText('3 critères choisis, il en faut 5').first().waitFor()
    // One closes the page, and comes back another day.
    avance += 3 * JOUR
    await entrer(page)
    await page.goto(`${origine}/chartes/nationale/rejoindre`)
    await lien(page, /^Reprendre la déclaration/)
    await page.getByText('3 critères choisis, il en faut 5').first().waitFor()
    await cocher(page, 2)
    await bouton(page, 'Enregistrer et continuer')
    await lien(page, 'Relire et envoyer')
    await titre(page, 'Relire et envoyer')
    await page.getByText('Une rampe, et deux postes réglables.').waitFor()
    await page.getByText('S’il ne dit rien, votre lieu est membre le').waitFor()
    await page.getByLabel(/Je déclare que tout est vrai/).check()
    await bouton(page, 'Envoyer ma déclaration')
    await titre(page, 'Candidature en cours')
    await page.getByText('complétez la fiche de votre lieu').waitFor()

    avance += 16 * JOUR
    await entrer(page)
    await page.goto(`${origine}/lieux/${lieu}/adherer/nationale`)
    await titre(page, 'Membre')
    await page.goto(`${origine}/lieux/${lieu}`)
    await page.getByText('Membre depuis le').first().waitFor()
  })

  it('signe la charte d’un territoire : c’est fait tout de suite, sans être membre national', {
    timeout: 120_000
  }, async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript: false }))
    await entrer(page)
    await page.goto(`${origine}/chartes/sicoval/rejoindre`)
    await page.getByText('Ce lieu est hors du territoire de ce réseau.').waitFor()
    await lien(page, 'Ajouter mon lieu')
    await titre(page, 'Avant d’ajouter votre lieu')
    await page.getByLabel(/J’ai lu la version 1/).check()
    await bouton(page, 'Accepter et continuer')
    await titre(page, 'Ajouter mon lieu')
    await page.getByLabel('Nom du lieu, ou du groupe').fill('Les Voisins du Lac')
    await page.getByLabel('Non, nous n’avons pas de local').check()
    await page.getByLabel('Commune', { exact: true }).fill('Labège')
    await page.getByLabel('Code postal').fill('31670')
    await bouton(page, 'Ajouter ce lieu')
    await titre(page, 'La structure qui signe')
    await page.getByLabel('Nom de la structure').fill('Les Voisins')
    await page.getByLabel('Son statut').selectOption('Groupe de citoyens')
    await page.getByLabel('Prénom et nom').fill('Zoé')
    await bouton(page, 'Enregistrer et continuer')
    await titre(page, 'Les engagements')
    await cocher(page, 6)
    await bouton(page, 'Enregistrer et continuer')
    await page.getByText('Votre adhésion vaut tout de suite.').waitFor()
    await page.getByLabel(/Je déclare que tout est vrai/).check()
    await bouton(page, 'Signer la charte')
    await titre(page, 'Membre')
  })
})

describe('le brouillon', () => {
  it('s’enregistre comme on écrit, le dit, et ne perd rien sans connexion', { timeout: 120_000 }, async () => {
    const { rows } = await sql<{ id: number }>`select id from lieu where id > ${lieu} order by id limit 1`.execute(
      base.db
    )
    const autre = Number(rows[0]?.id)
    await donner(base.db, compte, { role: 'responsable', reseau: 'national', lieux: [autre] }, now())
    const page = await ouvrir(ordinateur(navigateur))
    await entrer(page)
    const declaration = `${origine}/lieux/${autre}/adherer/nationale`
    await page.goto(declaration)
    await page.getByLabel(/J’ai lu la version 1/).check()
    await bouton(page, 'Accepter et commencer')
    await titre(page, 'La structure qui signe')
    await page.getByLabel('Nom de la structure').pressSequentially('Le Fil')
    await page.getByText(/^Brouillon enregistré à \d+/).waitFor()
    await page.context().setOffline(true)
    await page.getByLabel('Prénom et nom').pressSequentially('Rose')
    await page.getByText('Pas de connexion').waitFor()
    expect(await page.getByLabel('Prénom et nom').inputValue()).toBe('Rose')
    await page.context().setOffline(false)
    await page.getByText(/^Brouillon enregistré à \d+/).waitFor()
    await page.reload()
    expect(await page.getByLabel('Nom de la structure').inputValue()).toBe('Le Fil')
    expect(await page.getByLabel('Prénom et nom').inputValue()).toBe('Rose')
    // A colleague's page, left open, does not write over it.
    const collegue = await page.context().newPage()
    await collegue.goto(`${declaration}/structure`)
    await page.getByLabel('Sa fonction').fill('Présidente')
    await page.getByText(/^Brouillon enregistré à \d+/).waitFor()
    await collegue.getByLabel('Sa fonction').fill('Trésorière')
    await collegue.getByText('Ce brouillon a changé ailleurs').waitFor()
    await bouton(collegue, 'Enregistrer et continuer')
    await collegue.getByRole('heading', { name: 'Ce que l’autre personne a enregistré' }).waitFor()
    expect(await collegue.getByLabel('Sa fonction').inputValue()).toBe('Trésorière')
    await collegue.getByText('Présidente', { exact: true }).waitFor()
  })
})

describe.each([
  ['sur un téléphone', () => telephone(navigateur)],
  ['sur un ordinateur', () => ordinateur(navigateur)]
])('se lit par tous, %s', (_, contexte) => {
  it('page après page', { timeout: 180_000 }, async () => {
    const page = await ouvrir(contexte())
    const nom = `Essai ${page.viewportSize()?.width}`
    await entrer(page)
    const rejoindre = `${origine}/chartes/nationale/rejoindre`
    for (const chemin of [rejoindre, `${rejoindre}?q=atelier&commune=Gap`, `${rejoindre}/nouveau`]) {
      await page.goto(chemin)
      await verifierAccessibilite(page)
    }
    if (await page.getByLabel(/J’ai lu la version 1/).isVisible()) {
      await page.getByLabel(/J’ai lu la version 1/).check()
      await bouton(page, 'Accepter et continuer')
    }
    await verifierAccessibilite(page)
    await bouton(page, 'Ajouter ce lieu')
    await page.getByRole('heading', { name: /points à corriger/ }).waitFor()
    await verifierAccessibilite(page)
    await page.getByLabel('Nom du lieu, ou du groupe').fill('Atelier Torrent')
    await page.getByLabel('Numéro et rue').fill('1 rue du Four')
    await page.getByLabel('Code postal').fill('05000')
    await page.getByLabel('Commune', { exact: true }).fill('Gap')
    await bouton(page, 'Ajouter ce lieu')
    await titre(page, 'C’est peut-être celui-ci')
    await verifierAccessibilite(page)
    await bouton(page, 'Corriger ce que j’ai écrit')
    await page.getByLabel('Nom du lieu, ou du groupe').fill(nom)
    await page.getByLabel('Numéro et rue').fill('99 place des Essais')
    await bouton(page, 'Ajouter ce lieu')
    if (await page.getByRole('heading', { name: 'C’est peut-être celui-ci' }).isVisible())
      await bouton(page, 'Aucun de ceux-ci')
    await titre(page, 'La structure qui signe')
    await verifierAccessibilite(page)
    const declaration = page.url().replace(/\/structure$/, '')
    for (const etape of ['charte', 'exigences', 'criteres-1', 'relire', 'abandonner']) {
      await page.goto(`${declaration}/${etape}`)
      await verifierAccessibilite(page)
    }
    await page.goto(`${declaration}/exigences`)
    await bouton(page, 'Enregistrer et continuer')
    await page.getByRole('heading', { name: '2 points à corriger' }).waitFor()
    await verifierAccessibilite(page)
    await page.goto(`${origine}/lieux/${lieu}/adherer/nationale`)
    await verifierAccessibilite(page)
    await page.goto(`${origine}/lieux/${lieu}/adherer/sicoval`)
    await verifierAccessibilite(page)
  })
})
