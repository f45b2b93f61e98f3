import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
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
import { executerTravaux } from '../platform/testing/travaux.ts'
import { RACINE } from '../racine.ts'

// A shape that ships with nobody: its own titles, a list of its own words, an address in two columns.
const FICHIER = [
  'Réf;Nom de la structure;N°;Voie;CP;Ville;Tél. accueil;Ce qu’on y fait;Tarif;Remarque interne',
  'A1;Atelier des Rives;12;rue du Moulin;48000;Mende;05 36 49 11 01;démarches en ligne / imprimer;entrée libre;clé chez la gardienne',
  'A2;Relais du Causse;3;place du Marché;48000;Mende;05 36 49 11 02;démarches en ligne;entrée libre;',
  'A3;Le Fil numérique;8;avenue Foch;48100;Marvejols;05 36 49 11 03;imprimer;Payant;',
  ''
].join('\r\n')

let base: BaseDeTest
let origine: string
let navigateur: Browser
let jobs: ReturnType<typeof jobsDesFeatures>
const now = () => new Date()

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { app, config } = creerApplicationDeTest(base.db, {
    now,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  jobs = jobsDesFeatures(config)
  navigateur = await ouvrirNavigateur()
})

async function ouvrir(contexte: Promise<BrowserContext>): Promise<Page> {
  const page = await visiter(contexte, { attente: 10_000 })
  await entrerDansLAdministration(page, origine, base.db, now())
  await page.getByRole('link', { name: 'Déclarer une source' }).click()
  return page
}

// Figures are glued to their word by a space that does not break.
const lire = async (page: Page) => (await page.locator('main').innerText()).replace(/\s/g, ' ')

async function presenter(page: Page, nom: string): Promise<void> {
  await page.getByLabel('Nom de l’annuaire').fill(nom)
  await page.getByLabel('Qui le produit ?').fill('Une association inventée')
  await page.getByLabel('Sous quelle licence ?').fill('Licence Ouverte 2.0')
  await page.getByLabel('Où est-il publié ?').fill('https://exemple.example/lieux')
  await page
    .getByLabel('Un fichier de cet annuaire')
    .setInputFiles({ name: 'lieux.csv', mimeType: 'text/csv', buffer: Buffer.from(FICHIER) })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
}

describe.each([
  ['sur un ordinateur', ordinateur, true],
  ['sur un téléphone, sans JavaScript', telephone, false]
] as const)('%s, un annuaire que personne n’a déclaré', (_, appareil, javaScript) => {
  const nom = javaScript ? 'Lieux de Lozère inventée' : 'Lieux de Lozère, autre main'

  it('se déclare colonne par colonne, se relit, s’importe, et ses fiches se lisent', async () => {
    const page = await ouvrir(appareil(navigateur, { javaScript }))
    const verifier = () => (javaScript ? verifierAccessibilite(page) : Promise.resolve())
    await verifier()
    await page.getByRole('button', { name: 'Lire ce fichier' }).click()
    expect(await lire(page)).toContain('Donnez le nom de l’annuaire.')
    await verifier()

    await presenter(page, nom)
    await page.waitForURL('**/colonnes')
    expect(await lire(page)).toContain('3 lignes lues')
    // The usual columns are recognised; the others are for a person to say.
    expect(await page.getByLabel('Contenu de « Nom de la structure »').inputValue()).toBe('nom')
    expect(await page.getByLabel('Contenu de « CP »').inputValue()).toBe('code_postal')
    expect(await page.getByLabel('Contenu de « Ville »').inputValue()).toBe('commune')
    await verifier()

    await page.getByLabel('Contenu de « Voie »').selectOption('nom')
    await page.getByRole('button', { name: 'Continuer avec ces colonnes' }).click()
    expect(await lire(page)).toContain('Deux colonnes donnent « Nom »')
    await verifier()

    await page.getByLabel('Contenu de « N° »').selectOption('adresse')
    await page.getByLabel('Contenu de « Voie »').selectOption('adresse')
    await page.getByLabel('Contenu de « Tél. accueil »').selectOption('telephone')
    await page.getByLabel('Contenu de « Ce qu’on y fait »').selectOption('services')
    await page.getByLabel('Séparateur de « Ce qu’on y fait »').fill('/')
    await page.getByLabel('Contenu de « Tarif »').selectOption('frais_a_charge')
    await page.getByLabel('Contenu de « Remarque interne »').selectOption('')
    await page.getByLabel('Quelle colonne nomme chaque ligne').selectOption('Réf')
    await page.getByRole('button', { name: 'Continuer avec ces colonnes' }).click()

    await page.waitForURL('**/valeurs')
    await page.getByLabel('« démarches en ligne »').selectOption('Aide aux démarches administratives')
    await page.getByLabel('« imprimer »').selectOption('Accès internet et matériel informatique')
    await page.getByLabel('« entrée libre »').selectOption('Gratuit')
    await verifier()
    await page.getByRole('button', { name: 'Voir dix fiches' }).click()

    await page.waitForURL('**/apercu')
    const apercu = await lire(page)
    for (const attendu of [
      'Atelier des Rives',
      '12 rue du Moulin',
      'Aide aux démarches administratives',
      'Gratuit',
      'clé chez la gardienne'
    ])
      expect(apercu).toContain(attendu)
    await verifier()
    await page.getByRole('button', { name: 'Enregistrer la source et importer ce fichier' }).click()
    await page.waitForURL('**/livraisons/*')
    await executerTravaux(base, jobs, now)
    await page.reload()
    expect(await lire(page)).toContain('3 lignes lues : 3 sont gardées')

    await page.goto(`${origine}/lieux?q=Atelier+des+Rives`)
    await page.locator('.card h3 a', { hasText: 'Atelier des Rives' }).click()
    await page.waitForURL(/\/lieux\/\d+-/)
    const fiche = await lire(page)
    expect(fiche).toContain('12 rue du Moulin')
    expect(fiche).toContain(nom)
    expect(fiche).not.toContain('clé chez la gardienne')
  })
})

it('une déclaration laissée en chemin se retrouve, avec ce qui était répondu', async () => {
  const page = await ouvrir(ordinateur(navigateur))
  await presenter(page, 'Annuaire laissé en chemin')
  await page.waitForURL('**/colonnes')
  await page.getByLabel('Contenu de « Remarque interne »').selectOption('complement_adresse')
  await page.getByRole('button', { name: 'Continuer avec ces colonnes' }).click()
  await page.goto(`${origine}/administration/sources/declarer`)
  await page.getByRole('link', { name: 'Annuaire laissé en chemin' }).click()
  expect(await page.getByLabel('Contenu de « Remarque interne »').inputValue()).toBe('complement_adresse')
})

it('un fichier illisible est refusé en français, et ce qui était écrit est gardé', async () => {
  const page = await ouvrir(ordinateur(navigateur))
  await page.getByLabel('Nom de l’annuaire').fill('Annuaire abîmé')
  await page.getByLabel('Qui le produit ?').fill('Quelqu’un')
  await page.getByLabel('Sous quelle licence ?').fill('Licence Ouverte')
  await page.getByLabel('Où est-il publié ?').fill('https://exemple.example/')
  await page
    .getByLabel('Un fichier de cet annuaire')
    .setInputFiles({ name: 'lieux.json', mimeType: 'application/json', buffer: Buffer.from('[{"nom": "coupé') })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  expect(await lire(page)).toMatch(/JSON/)
  expect(await page.getByLabel('Nom de l’annuaire').inputValue()).toBe('Annuaire abîmé')
})
