import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { create } from 'qrcode'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { declarerLieu, faire } from '../features/charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { lireRectangles } from '../features/charte/pages/pdf.fixture.ts'
import { donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte, PHRASE_SECRETE } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { jourDe, plusJours } from '../kernel/dates-legales.ts'
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
const dansJours = (jours: number) => plusJours(jourDe(now(), 'Europe/Paris'), jours)
let membre = ''
let candidat = ''

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  const ilYA = (jours: number) => new Date(now().getTime() - jours * JOUR)
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), ilYA(90))
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 3)))
  const { rows } = await sql<{ id: number }>`select id from lieu order by id limit 2`.execute(db)
  const [un = 0, deux = 0] = rows.map(({ id }) => Number(id))
  membre = await declarerLieu(db, 'nationale', un, ilYA(60))
  candidat = await declarerLieu(db, 'nationale', deux, ilYA(2))
  const compte = await creerCompte(db, { courriel: 'fab@exemple.fr', pseudonyme: 'Fab', now: now() })
  await donner(db, compte, { role: 'responsable', reseau: 'national', lieux: [un] }, now())
  const secretaire = await creerCompte(db, { courriel: 'sec@exemple.fr', pseudonyme: 'Sec', now: now() })
  await donner(db, secretaire, { role: 'secretariat', reseau: 'national' }, now())
  const { app } = creerApplicationDeTest(db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = (await ecouter(app)).replace('127.0.0.1', 'localhost')
  navigateur = await ouvrirNavigateur()
})

const ouvrir = (contexte: Promise<BrowserContext>) => visiter(contexte, { attente: 10_000 })
const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

async function entrer(page: Page): Promise<void> {
  await page.goto(`${origine}/connexion`)
  await page.locator('#courriel').fill('fab@exemple.fr')
  await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
  await page.getByRole('button', { name: 'Me connecter' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/connexion'))
}

/** The address that a code holds: the one whose own code has the very same squares. */
function estLeCodeDe(adresse: string, rectangles: readonly string[]): boolean {
  const { size, data } = create(adresse, { errorCorrectionLevel: 'Q' }).modules
  const attendus = Array.from({ length: size }, (_, y) =>
    [...[...data.slice(y * size, (y + 1) * size)].join('').matchAll(/1+/g)].map(
      (suite) => `${suite.index} ${y} ${suite[0].length}`
    )
  ).flat()
  return attendus.join() === rectangles.join()
}

describe('un lieu membre et qui passe devant sa porte', () => {
  it('imprime son autocollant, et un passant le vérifie sur son vieux téléphone', { timeout: 120_000 }, async () => {
    const page = await ouvrir(ordinateur(navigateur))
    await entrer(page)
    await page.goto(`${origine}/adhesions/${membre}/suivi`)
    await page.getByRole('link', { name: /Montrer que vous êtes membre/ }).click()
    await titre(page, 'Montrer que vous êtes membre')
    await verifierAccessibilite(page)
    const href = await page.getByRole('link', { name: /Petit autocollant/ }).getAttribute('href')
    const pdf = await (await page.request.get(`${origine}${href}`)).body()
    const adresse = `${origine}/adhesions/${membre}`
    expect(estLeCodeDe(adresse, lireRectangles(pdf))).toBe(true)

    const passant = await ouvrir(telephone(navigateur, { javaScript: false }))
    await passant.goto(adresse)
    await titre(passant, 'Ce lieu est membre')
    await passant.getByText('Membre depuis le').waitFor()
    expect(await passant.getByText('Vérifié le').innerText()).toMatch(/Vérifié le \S+ \d/)
    await passant
      .getByRole('link', { name: /La charte|charte/ })
      .first()
      .waitFor()
    // The image of the member's site, as another site shows it.
    const image = await passant.request.get(`${adresse}/badge.svg`)
    expect(await image.text()).toContain('Lieu membre.')
  })

  it('voit la suspension sur la page et dans la liste de statuts, dans la minute', { timeout: 120_000 }, async () => {
    const passant = await ouvrir(telephone(navigateur))
    const badge = await (await passant.request.get(`${origine}/adhesions/${membre}/badge.json`)).json()
    const { statusListCredential } = badge.credentialStatus.find(
      ({ statusPurpose }: { statusPurpose: string }) => statusPurpose === 'suspension'
    )
    const lireListe = async () =>
      (await (await passant.request.get(statusListCredential)).json()).credentialSubject.encodedList as string
    const vide = await lireListe()
    await faire(
      base.db,
      membre,
      { genre: 'avertir', constateLe: dansJours(-10), envoyeeLe: dansJours(-5), recueLe: dansJours(-1) },
      now()
    )
    await passant.goto(`${origine}/adhesions/${membre}`)
    await titre(passant, 'Ce lieu est membre')
    expect(await lireListe()).toBe(vide)
    // Three weeks later: nobody has run anything, and the right is gone.
    avance += 21 * JOUR
    await passant.reload()
    await titre(passant, 'Son droit est suspendu')
    expect(await lireListe()).not.toBe(vide)
    expect((await passant.request.get(`${origine}/adhesions/${membre}/badge.json`)).status()).toBe(410)
    const page = await ouvrir(ordinateur(navigateur))
    await entrer(page)
    await page.goto(`${origine}/adhesions/${membre}/kit`)
    await titre(page, 'Ce kit ne vous est pas ouvert')
    await page.getByText('Ce kit est réservé aux lieux membres.').waitFor()
    await verifierAccessibilite(page)
    avance -= 21 * JOUR
  })

  it('se lit par tous : chaque état tient sur un petit écran, et s’explique', { timeout: 120_000 }, async () => {
    const page = await ouvrir(telephone(navigateur))
    for (const [chemin, h1] of [
      [`/adhesions/${membre}`, 'Ce lieu est membre'],
      [`/adhesions/${candidat}`, 'Ce lieu n’est pas encore membre'],
      ['/adhesions/00000000-0000-4000-8000-000000000000', 'Aucune adhésion n’a cette adresse']
    ] as const) {
      await page.goto(`${origine}${chemin}`)
      await titre(page, h1)
      await verifierAccessibilite(page)
    }
    await entrer(page)
    await page.goto(`${origine}/adhesions/${membre}/kit`)
    await verifierAccessibilite(page)
    await page.goto(`${origine}/marque/demander`)
    await verifierAccessibilite(page)
    await page.getByRole('button', { name: 'Envoyer la demande' }).click()
    await page.getByRole('heading', { name: '5 points à corriger' }).waitFor()
    await verifierAccessibilite(page)
    await page.getByLabel('De quel réseau').selectOption('national')
    await page.getByLabel('Pour qui').fill('Mairie de Gap')
    await page.getByLabel('Ce que vous voulez faire').fill('Une affiche.')
    await page.getByLabel('Du', { exact: true }).fill(dansJours(1))
    await page.getByLabel('Au', { exact: true }).fill(dansJours(30))
    await page.getByRole('button', { name: 'Envoyer la demande' }).click()
    await page.getByRole('heading', { name: 'Votre demande est envoyée' }).waitFor()
    await verifierAccessibilite(page)
  })
})
