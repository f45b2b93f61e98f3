import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { enCsv, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { LIEUX_A_ORIENTER } from '../features/annuaire/actions/orienter.fixture.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter, HEURE_DE_TEST } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

let navigateur: Browser
let origine: string
let cookie: string
let fiche: string

beforeAll(async () => {
  const { db } = await creerBaseDeTest()
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(LIEUX_A_ORIENTER))
  const { rows } = await sql<{ id: number; adresse: string }>`
    select id, '/lieux/' || id || '-' || adresse_page as adresse from lieu where nom = 'Médiathèque du Centre'`.execute(
    db
  )
  const [lieu] = rows
  fiche = lieu?.adresse ?? ''
  const compte = await creerCompte(db, { courriel: 'r@exemple.fr', pseudonyme: 'Responsable', sansMotDePasse: true })
  await donner(db, compte, { role: 'responsable', reseau: 'national', lieux: [lieu?.id ?? 0] })
  cookie = (await cookieDe(db, compte)).replace(/^session=/, '')
  const { app } = creerApplicationDeTest(db, {
    now: () => HEURE_DE_TEST,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

async function ouvrir(contexte: Promise<BrowserContext>): Promise<Page> {
  await (await contexte).addCookies([{ name: 'session', value: cookie, url: origine }])
  return visiter(contexte)
}

it('sur un vieux téléphone, une responsable annonce un atelier, se trompe, corrige, et le voit sur la fiche', async () => {
  const page = await ouvrir(telephone(navigateur))
  await page.goto(`${origine}${fiche}`)
  await page.getByRole('link', { name: 'Gérer les actions et projets' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Annoncer une action ou un projet' }).click()
  await verifierAccessibilite(page)
  await page.getByLabel('Un atelier').check()
  await page.getByLabel('Le titre').fill('Ranger ses photos')
  await page.getByRole('button', { name: 'Annoncer' }).click()
  await verifierAccessibilite(page)
  expect(await page.getByLabel('Le titre').inputValue()).toBe('Ranger ses photos')
  await page.getByLabel('Le jour', { exact: true }).fill('2026-06-16')
  await page.getByLabel('L’heure du début').fill('14 h 30')
  await page.getByLabel('Comment s’inscrire').fill('À l’accueil, ou par téléphone.')
  await page.getByRole('button', { name: 'Annoncer' }).click()
  await page.getByRole('heading', { name: 'C’est annoncé' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Voir la fiche' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Ranger ses photos' }).click()
  await page.getByText('mardi 16 juin 2026 à 14 h 30').waitFor()
  await verifierAccessibilite(page)
})

it('à l’ordinateur, envoie une fiche d’orientation par courriel, sans perdre ce qui était écrit', async () => {
  const page = await ouvrir(ordinateur(navigateur))
  await page.goto(`${origine}/orienter`)
  await page.getByLabel('Démarches en ligne').check()
  await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
  await page.getByRole('button', { name: 'Trouver des lieux' }).click()
  await page.getByRole('button', { name: /fiche/i }).first().click()
  await page.getByLabel('De la part de').fill('CCAS de Gap')
  await page.getByRole('button', { name: 'Mettre sur la fiche' }).click()
  await page.getByLabel('L’adresse électronique').fill('personne')
  await page.getByRole('button', { name: 'Envoyer cette fiche par courriel' }).click()
  await verifierAccessibilite(page)
  await page.getByLabel('L’adresse électronique').fill('personne@exemple.fr')
  await page.getByRole('button', { name: 'Envoyer cette fiche par courriel' }).click()
  await page.getByRole('heading', { name: 'La fiche part par courriel' }).waitFor()
  await verifierAccessibilite(page)
  expect(await page.getByLabel('De la part de').inputValue()).toBe('CCAS de Gap')
  expect(new URL(page.url()).search).toBe('')
})
