import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { declarerLieu } from '../features/charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { adresseDu, creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, telephone, verifierAccessibilite, visiter } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')

let base: BaseDeTest
let origine: string
let navigateur: Browser
let maintenant = new Date('2026-08-20T08:00:00Z')
let membre: string
let lieu: string
const comptes = { secretariat: '', responsable: '' }

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 2)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ id: number; nom: string }>`select id, nom from lieu order by id limit 1`.execute(db)
  const [premier = { id: 0, nom: '' }] = rows
  lieu = premier.nom
  membre = await declarerLieu(db, 'nationale', premier.id, new Date('2026-06-01T12:00:00Z'))
  for (const nom of ['secretariat', 'responsable'] as const)
    comptes[nom] = await creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, now: DEBUT })
  await donner(db, comptes.secretariat, { role: 'secretariat', reseau: 'national' }, DEBUT)
  await donner(db, comptes.responsable, { role: 'responsable', reseau: 'national', lieux: [premier.id] }, DEBUT)
  const { app } = creerApplicationDeTest(db, {
    now: () => maintenant,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

/** Somebody signs in, at this moment. */
async function entrer(page: Page, qui: keyof typeof comptes, quand: string): Promise<void> {
  maintenant = new Date(quand)
  const [, value = ''] = (await cookieDe(base.db, comptes[qui], { now: maintenant })).split('=')
  await page.context().addCookies([{ name: 'session', value, url: origine }])
}

const titre = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

async function ouvrirLaReclamation(page: Page): Promise<void> {
  await page.goto(`${origine}/bureau`)
  await page.getByRole('link', { name: 'Les réclamations' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: lieu }).click()
}

it('une réclamation va du signalement à l’avertissement, le lieu entendu, sur un téléphone', async () => {
  // Somebody, in front of the door.
  const passante = await visiter(telephone(navigateur))
  await passante.goto(`${origine}/adhesions/${membre}`)
  await passante.getByRole('link', { name: 'Faites une réclamation' }).click()
  await titre(passante, 'Faire une réclamation')
  await passante.getByRole('button', { name: 'Envoyer la réclamation' }).click()
  await passante.getByRole('link', { name: 'Choisissez ce qui ne va pas.' }).waitFor()
  await verifierAccessibilite(passante)
  await passante.getByLabel('Le lieu ne respecte pas la charte').check()
  await passante.getByLabel('Quel point de la charte').selectOption({ index: 1 })
  await passante
    .getByLabel('Ce que vous avez vu')
    .fill('Je suis Rose. L’accueil est fermé tous les matins, sans affiche.')
  await passante.getByLabel('Quand').fill('Le 3 août, à dix heures')
  await passante.getByLabel('Où').fill('Devant la porte')
  await passante.getByLabel('Votre adresse électronique').fill('rose@exemple.fr')
  await verifierAccessibilite(passante)
  await passante.getByRole('button', { name: 'Envoyer la réclamation' }).click()
  await titre(passante, 'Ouvrez votre boîte aux lettres')
  await verifierAccessibilite(passante)
  await passante.goto(`${origine}${await adresseDu(base.db, 'rose@exemple.fr')}`)
  await verifierAccessibilite(passante)
  await passante.getByRole('button', { name: 'Confirmer ma réclamation' }).click()
  await titre(passante, 'Votre réclamation est confirmée')
  await verifierAccessibilite(passante)
  await passante.goto(`${origine}/reclamations/confirmer/${'A'.repeat(43)}`)
  await titre(passante, 'Ce lien ne peut plus servir')
  await verifierAccessibilite(passante)

  const page = await visiter(telephone(navigateur))
  await entrer(page, 'secretariat', '2026-08-22T08:00:00Z')
  await ouvrirLaReclamation(page)
  await page.getByText('Je suis Rose.').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Transmettre au lieu' }).click()
  await page.getByRole('link', { name: 'Écrivez quelques phrases' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Les faits, avec vos mots').fill('L’accueil serait fermé tous les matins, contre vos horaires.')
  await page.getByRole('button', { name: 'Transmettre au lieu' }).click()
  await page.getByText('La réclamation est transmise au lieu').waitFor()
  await page.getByLabel('Votre note').fill('Visite du lieu : la porte est fermée à dix heures.')
  await page.getByRole('button', { name: 'Ajouter cette note' }).click()
  await page.getByText('C’est noté').waitFor()
  expect(await page.getByRole('link', { name: 'Préparer l’avertissement' }).count()).toBe(0)
  await verifierAccessibilite(page)

  const responsable = await visiter(telephone(navigateur))
  await entrer(responsable, 'responsable', '2026-08-24T08:00:00Z')
  await responsable.goto(`${origine}${await adresseDu(base.db, 'responsable@exemple.fr')}`)
  await titre(responsable, `Une réclamation à propos de «\u00a0${lieu}\u00a0»`)
  await responsable.getByText('L’accueil serait fermé tous les matins').waitFor()
  expect(await responsable.getByText('Rose').count()).toBe(0)
  await verifierAccessibilite(responsable)
  await responsable.getByLabel('Votre réponse').fill('C’est vrai : nous n’avons plus personne le matin.')
  await responsable.getByRole('button', { name: 'Envoyer ma réponse' }).click()
  await responsable.getByText('Votre réponse est envoyée au secrétariat').waitFor()
  await verifierAccessibilite(responsable)

  await entrer(page, 'secretariat', '2026-08-26T08:00:00Z')
  await ouvrirLaReclamation(page)
  await page.getByText('nous n’avons plus personne le matin').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Préparer l’avertissement' }).click()
  expect(await page.getByLabel('Le manquement').inputValue()).toContain('la porte est fermée à dix heures')
  await page
    .getByLabel('Le manquement')
    .fill('L’accueil est fermé tous les matins. Ouvrez-le, ou corrigez vos horaires.')
  await page.getByLabel('Le jour où vous l’avez constaté').fill('2026-08-23')
  await page.getByLabel('La référence du recommandé').fill('1A 234 567')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await titre(page, 'Ce qui va se passer')
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Enregistrer cette lettre' }).click()
  await page.getByText('La lettre est prête').first().waitFor()

  await page.goto(`${origine}/bureau/reclamations?etat=closes`)
  await page.getByText('Close par un avertissement').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: lieu }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Lire la lettre d’avertissement' }).click()
  await page.getByText('Ouvrez-le, ou corrigez vos horaires.').waitFor()

  // The public reads nothing of it.
  await passante.goto(`${origine}/adhesions/${membre}`)
  expect(await passante.getByText('matin').count()).toBe(0)
}, 60_000)
