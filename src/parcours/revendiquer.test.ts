import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { adresseDu, creerCompte, PHRASE_SECRETE } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
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
let fiche: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  // The browser has its own clock: the delivery came forty days before, so that its addresses prove.
  const import_ = new Date(Date.now() - 40 * 86_400_000)
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db), { now: () => import_ })
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ligne('l1', {
        nom: 'Médiathèque des Cimes',
        courriels: 'accueil@cimes.exemple.fr|contact@cimes.exemple.fr'
      }),
      ...lignes(2, 4)
    ])
  )
  const { rows } = await sql<{ id: number; page: string }>`
    select id, adresse_page as page from lieu where nom = 'Médiathèque des Cimes'`.execute(base.db)
  fiche = `/lieux/${rows[0]?.id}-${rows[0]?.page}`
  await creerCompte(base.db, { courriel: 'lea@exemple.fr', pseudonyme: 'Léa des Cimes', now: import_ })
  const { app } = creerApplicationDeTest(base.db, {
    now: () => new Date(),
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const titre = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const appuyer = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const lienDe = async (courriel: string) => `${origine}${await adresseDu(base.db, courriel)}`

it('une médiatrice devient responsable d’un téléphone, l’ancien contact conteste, le réseau tranche', async () => {
  const page = await visiter(telephone(navigateur))
  await page.goto(`${origine}${fiche}`)
  await page.getByRole('link', { name: 'Je m’occupe de ce lieu' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click()
  await page.locator('#courriel').fill('lea@exemple.fr')
  await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
  await appuyer(page, 'Me connecter')

  await titre(page, 'Vous vous occupez de ce lieu ?')
  await verifierAccessibilite(page)
  await appuyer(page, 'Continuer')
  await page.getByRole('link', { name: 'Choisissez un moyen de vérifier.' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Demander à la personne qui suit ce territoire').check()
  await appuyer(page, 'Continuer')
  await titre(page, 'Expliquer votre demande')
  await appuyer(page, 'Envoyer ma demande')
  await page.getByRole('link', { name: /au moins 20 signes/ }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Choisir autre chose' }).click()
  await page.getByLabel(/a•••@cimes\.exemple\.fr/).check()
  await appuyer(page, 'Continuer')
  await titre(page, 'Recevoir un message')
  await verifierAccessibilite(page)
  await appuyer(page, 'Envoyer le message')
  await titre(page, 'Votre demande')
  await verifierAccessibilite(page)

  // At the desk of the médiathèque, nobody has an account.
  const accueil = await visiter(ordinateur(navigateur))
  await accueil.goto(await lienDe('accueil@cimes.exemple.fr'))
  await titre(accueil, 'Qui s’occupe de cette fiche ?')
  await verifierAccessibilite(accueil)
  await appuyer(accueil, 'Je confirme que Léa des Cimes s’occupe de ce lieu')
  await titre(accueil, 'Merci')

  await page.goto(`${origine}/mes-lieux`)
  await titre(page, 'Mes lieux')
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Voir l’équipe' }).click()
  await titre(page, 'L’équipe')
  await page.getByText('Vous êtes le dernier responsable').waitFor()
  await verifierAccessibilite(page)

  await accueil.goto(await lienDe('contact@cimes.exemple.fr'))
  await titre(accueil, 'Ce n’est pas normal ?')
  await verifierAccessibilite(accueil)
  await accueil.getByLabel('Ce qui ne va pas').fill('Elle ne travaille plus ici.')
  await appuyer(accueil, 'Dire que ce n’est pas normal')
  await titre(accueil, 'Merci')

  await entrerDansLAdministration(accueil, origine, base.db)
  await accueil.getByRole('link', { name: 'Qui s’occupe de quel lieu' }).click()
  await titre(accueil, 'Qui s’occupe de quel lieu')
  await verifierAccessibilite(accueil)
  await accueil.getByRole('link', { name: /Médiathèque des Cimes/ }).click()
  await accueil.getByText('Elle ne travaille plus ici.').waitFor()
  await verifierAccessibilite(accueil)
  await accueil.getByLabel('Léa des Cimes reste responsable').check()
  await appuyer(accueil, 'Enregistrer cette réponse')
  await accueil.getByText('Personne n’attend de réponse.').waitFor()

  await page.goto(`${origine}/mes-lieux`)
  expect(await page.getByText('Contestée').count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Médiathèque des Cimes', exact: true }).count()).toBe(1)
})
