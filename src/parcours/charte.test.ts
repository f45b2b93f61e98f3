import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
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

beforeAll(async () => {
  base = await creerBaseDeTest()
  const now = () => new Date()
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), now())
  const { app } = creerApplicationDeTest(base.db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const ouvrir = (contexte: Promise<BrowserContext>) => visiter(contexte, { attente: 10_000 })

const entrer = (page: Page) => entrerDansLAdministration(page, origine, base.db)

const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const lien = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()
const bouton = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const dansJours = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

describe.each([
  ['avec JavaScript', true],
  ['sans JavaScript', false]
])('%s, un administrateur', (_, javaScript) => {
  const nom = `Charte des ateliers ${javaScript ? 'vifs' : 'calmes'}`
  const id = nom.toLowerCase().replaceAll(' ', '-')

  it('écrit une troisième charte (1 condition, 3 critères sur 12, 30 jours), la publie, puis en programme une autre version', {
    timeout: 180_000
  }, async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }))
    await entrer(page)
    await lien(page, 'Chartes')
    await lien(page, 'Créer une charte')
    await page.getByLabel('Le réseau').selectOption('sicoval')
    await page.getByLabel('Le nom de la charte').fill(nom)
    await bouton(page, 'Créer cette charte')
    await titre(page, 'Version 1')
    await page.getByText('La charte ne demande rien').waitFor()

    await lien(page, 'La présentation')
    await page.getByLabel('Le résumé').fill('Une charte pour les ateliers. Elle demande peu. Elle dure un an.')
    await bouton(page, 'Enregistrer la présentation')
    await page.getByText('C’est enregistré dans le brouillon.').waitFor()

    await lien(page, 'Articles')
    await lien(page, 'Ajouter un article')
    await page.getByLabel('Titre').fill('L’objet')
    await page.getByLabel('Texte', { exact: true }).fill('Réunir les ateliers.\n\n- apprendre ;\n- faire.')
    await bouton(page, 'Ajouter un article')
    await page.getByRole('link', { name: 'L’objet' }).waitFor()

    await lien(page, 'Version 1')
    await lien(page, 'Catégories de critères')
    await lien(page, 'Ajouter une catégorie')
    await page.getByLabel('Nom').fill('Le quartier')
    await bouton(page, 'Ajouter une catégorie')

    await lien(page, 'Version 1')
    await lien(page, 'Conditions, critères et engagements')
    await lien(page, 'Ajouter une condition')
    await page.getByLabel('En quelques mots').fill('Accueillir tout le monde')
    await page.getByLabel('une condition').check()
    await bouton(page, 'Ajouter une condition')
    await page.getByRole('link', { name: '« Texte » : ne laissez pas vide.' }).waitFor()
    expect(await page.getByLabel('En quelques mots').inputValue()).toBe('Accueillir tout le monde')
    await page.getByLabel('Texte', { exact: true }).fill('Sans discrimination.')
    await bouton(page, 'Ajouter une condition')
    for (let n = 1; n <= 12; n++) {
      await lien(page, 'Ajouter une condition')
      await page.getByLabel('En quelques mots').fill(`Critère numéro ${n}`)
      await page.getByLabel('Catégorie').selectOption(n <= 6 ? 'Le quartier' : '')
      await page.getByLabel('Texte', { exact: true }).fill(`Ce que demande le critère ${n}.`)
      await bouton(page, 'Ajouter une condition')
      await page.getByRole('link', { name: `Critère numéro ${n}`, exact: true }).waitFor()
    }
    await bouton(page, 'Monter « Critère numéro 12 »')
    const ordre = await page.getByRole('link', { name: /^Critère numéro/ }).allTextContents()
    expect(ordre.indexOf('Critère numéro 12')).toBeLessThan(ordre.indexOf('Critère numéro 11'))

    await lien(page, 'Version 1')
    await lien(page, 'Les délais et les nombres')
    await page.getByLabel('Nombre minimum de critères').fill('13')
    await page.getByLabel('Jours du comité pour s’opposer').fill('30')
    await page.getByLabel('Durée d’une adhésion, en mois').fill('12')
    await page.getByLabel('Alerte après tant de mois').fill('11')
    await bouton(page, 'Enregistrer ces délais')
    await bouton(page, 'Publier cette version')
    await page.getByText('Cette version ne peut pas être publiée').waitFor()
    await lien(page, 'Il faut choisir au moins 13 critères, mais la charte n’en a que 12.')
    await page.getByLabel('Nombre minimum de critères').fill('3')
    await bouton(page, 'Enregistrer ces délais')

    await lien(page, 'Voir l’aperçu')
    await titre(page, nom)
    await page.getByText('Pour adhérer : 1 condition, et au moins 3 critères parmi 12.').waitFor()
    await page.getByRole('heading', { name: 'Le comité a 30 jours pour s’opposer' }).waitFor()
    await lien(page, 'Revenir à la version')
    await bouton(page, 'Publier cette version')
    await page.getByText('La charte est publiée. Elle est en vigueur.').waitFor()

    const visiteur = await ouvrir(telephone(navigateur, { javaScript }))
    await visiteur.goto(`${origine}/chartes`)
    await lien(visiteur, nom)
    await titre(visiteur, nom)
    await visiteur.getByText('en vigueur depuis le').first().waitFor()

    await lien(page, nom)
    await bouton(page, 'Préparer une nouvelle version')
    await lien(page, 'Les délais et les nombres')
    await page.getByLabel('Jours du comité pour s’opposer').fill('20')
    await bouton(page, 'Enregistrer ces délais')
    await page.getByLabel('Plus tard, au début d’un jour').check()
    await page.getByLabel('Le jour').fill(dansJours(-2))
    await bouton(page, 'Publier cette version')
    await page.getByText('Cette date est passée').waitFor()
    expect(await page.getByLabel('Le jour').inputValue()).toBe(dansJours(-2))
    await page.getByLabel('Le jour').fill(dansJours(40))
    await bouton(page, 'Publier cette version')
    await page.getByText('La publication est programmée.').waitFor()
    await lien(page, 'Voir ce qui change')
    await page.getByRole('row', { name: /Jours du comité pour s’opposer/ }).waitFor()
    await visiteur.reload()
    await visiteur.getByText('Une nouvelle version entrera en vigueur le').waitFor()

    await lien(page, 'Version 2')
    await bouton(page, 'Annuler la publication')
    await page.getByText('La publication est annulée.').waitFor()
    await visiteur.reload()
    expect(await visiteur.getByText('Une nouvelle version entrera').count()).toBe(0)

    // Two windows on one draft: the second to write is told, and keeps its text.
    const autre = await page.context().newPage()
    await page.goto(`${origine}/administration/chartes/${id}/versions/2/listes/articles/a1`)
    await autre.goto(page.url())
    await autre.getByLabel('Texte', { exact: true }).fill('Le texte de l’autre fenêtre.')
    await bouton(autre, 'Enregistrer')
    await page.getByLabel('Texte', { exact: true }).fill('Mon texte.')
    await bouton(page, 'Enregistrer')
    await page.getByText('Ce brouillon a changé pendant que vous travailliez').waitFor()
    expect(await page.getByLabel('Texte', { exact: true }).inputValue()).toBe('Mon texte.')
    await bouton(page, 'Enregistrer')
    await page.getByText('C’est enregistré dans le brouillon.').waitFor()
    await lien(page, 'Version 2')
    await bouton(page, 'Publier cette version')
    await page.getByText('La charte est publiée. Elle est en vigueur.').waitFor()

    await visiteur.reload()
    await lien(visiteur, 'Comparer deux versions')
    await titre(visiteur, 'Ce qui change d’une version à l’autre')
    await visiteur.getByText('Mon texte.').waitFor()
  })
})

// `npm run audit` looks at each of them on a desk too.
describe.each([['sur un téléphone', () => telephone(navigateur)]])('se lit par tous, %s', (_, contexte) => {
  it('pour qui lit les chartes', { timeout: 120_000 }, async () => {
    const page = await ouvrir(contexte())
    for (const chemin of [
      '/chartes',
      '/chartes/nationale',
      '/chartes/sicoval',
      '/chartes/nationale/versions/1',
      '/chartes/nationale/comparer',
      '/chartes/charte-des-ateliers-vifs/comparer',
      '/chartes/charte-des-ateliers-vifs/versions/1'
    ]) {
      await page.goto(origine + chemin)
      await verifierAccessibilite(page)
    }
    await page.goto(`${origine}/chartes/nationale`)
    await page.getByText('En savoir plus').first().click()
    await page.getByText('Des personnes formées accompagnent le public.').waitFor()
    await verifierAccessibilite(page)
  })

  it('pour qui les écrit', { timeout: 180_000 }, async () => {
    const page = await ouvrir(contexte())
    await entrer(page)
    const nouveau = `essai-${page.viewportSize()?.width}`
    await page.goto(`${origine}/administration/chartes/nouvelle`)
    await verifierAccessibilite(page)
    await bouton(page, 'Créer cette charte')
    await page.getByRole('heading', { name: '2 points à corriger' }).waitFor()
    await verifierAccessibilite(page)
    await page.getByLabel('Le réseau').selectOption('sicoval')
    await page.getByLabel('Le nom de la charte').fill(nouveau)
    await bouton(page, 'Créer cette charte')
    await titre(page, 'Version 1')
    const v1 = `${origine}/administration/chartes/${nouveau}/versions/1`
    const nationale = `${origine}/administration/chartes/nationale`
    for (const chemin of [
      v1,
      `${v1}/presentation`,
      `${v1}/parametres`,
      `${v1}/listes/articles`,
      `${v1}/listes/criteres/ajouter`,
      `${v1}/apercu`,
      `${origine}/administration/chartes`,
      nationale,
      `${nationale}/versions/1`,
      `${nationale}/versions/1/listes/criteres`,
      `${nationale}/versions/1/listes/criteres/c21`
    ]) {
      await page.goto(chemin)
      await verifierAccessibilite(page)
    }
    await page.goto(`${v1}/listes/criteres/ajouter`)
    await bouton(page, 'Ajouter une condition')
    await page.getByRole('heading', { name: /points à corriger/ }).waitFor()
    await verifierAccessibilite(page)
    await page.goto(v1)
    await bouton(page, 'Publier cette version')
    await page.getByText('Cette version ne peut pas être publiée').waitFor()
    await verifierAccessibilite(page)
    await page.goto(`${v1}/parametres`)
    await page.getByLabel('Jours du comité pour s’opposer').fill('quinze')
    await bouton(page, 'Enregistrer ces délais')
    await page.getByRole('heading', { name: 'Un point à corriger' }).waitFor()
    await verifierAccessibilite(page)
  })
})
