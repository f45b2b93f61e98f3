import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { enCsv, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { pairesInventees } from '../features/annuaire/actions/revision.fixture.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { jobEnvoyerMessageDeTerritoire } from '../features/gouvernance/jobs/envoyer-message-de-territoire.job.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { listCourriels } from '../platform/mail/index.ts'
import { creerApplicationDeTest, ecouter, HEURE_DE_TEST } from '../platform/testing/application.ts'
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

let base: BaseDeTest
let navigateur: Browser
let origine: string
let admin: string
let compte: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(pairesInventees().csv))
  const personne = (nom: string) =>
    creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, sansMotDePasse: true })
  const administratrice = await personne('Inès')
  await donner(db, administratrice, { role: 'administrateur', reseau: 'national' })
  admin = await cookieDe(db, administratrice)
  compte = await personne('Nadia')
  const { rows } = await sql<{ id: number }>`select id from lieu where departement = '05' order by id limit 2`.execute(
    db
  )
  await donner(db, await personne('Rose'), { role: 'responsable', reseau: 'national', lieux: rows.map(({ id }) => id) })
  const { app } = creerApplicationDeTest(db, {
    now: () => HEURE_DE_TEST,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

async function ouvrir(contexte: Promise<BrowserContext>, cookie: string): Promise<Page> {
  await (await contexte).addCookies([{ name: 'session', value: cookie.replace(/^session=/, ''), url: origine }])
  return visiter(contexte)
}

it('à l’ordinateur, une administratrice ouvre un pôle, annonce son périmètre, et le confie à une pilote', async () => {
  const page = await ouvrir(ordinateur(navigateur), admin)
  await page.goto(`${origine}/administration/poles`)
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Ouvrir un pôle' }).click()
  await page.getByRole('button', { name: 'Ouvrir ce pôle' }).click()
  await page.getByRole('heading', { name: '2 points à corriger' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Nom du pôle').fill('Montagnes')
  await page.getByLabel('Ce que fait le pôle').fill('Nous faisons connaître les lieux.')
  await page.getByLabel('Adresse électronique du pôle').fill('contact@montagnes.example')
  await page.getByLabel('Territoires').fill('Hautes-Alpes')
  await page.getByRole('button', { name: 'Ouvrir ce pôle' }).click()
  await page.getByRole('heading', { name: 'C’est fait' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Territoires').fill('Hautes-Alpes\nLozère')
  await page.getByLabel('À partir du').fill('01/01/2027')
  await page.getByRole('button', { name: 'Changer le périmètre' }).click()
  await page.getByText('À venir').waitFor()
  await page.getByRole('link', { name: 'Voir la page du pôle' }).click()
  await page.getByText('vendredi 1er janvier 2027').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Les pôles', exact: true }).first().click()
  await verifierAccessibilite(page)

  await page.goto(`${origine}/administration/personnes/${compte}`)
  await page.getByLabel('Rôle', { exact: true }).selectOption({ label: 'Pilote de pôle' })
  await page.getByLabel('Réseau', { exact: true }).selectOption('national')
  await page.getByLabel('Pôle', { exact: true }).selectOption({ label: 'Montagnes' })
  await page.getByRole('button', { name: 'Donner ce rôle' }).click()
  await page.getByRole('cell', { name: 'pôle Montagnes', exact: true }).waitFor()
  await verifierAccessibilite(page)
})

it('sur un vieux téléphone, la pilote lit ses chiffres et écrit à ses lieux ; une responsable ne veut plus de ces messages', async () => {
  const page = await ouvrir(telephone(navigateur), await cookieDe(base.db, compte))
  await page.goto(`${origine}/pilotage`)
  await page.getByRole('heading', { name: 'Montagnes', level: 1 }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Lieux', exact: true }).click()
  await verifierAccessibilite(page)
  await page.goBack()
  await page.getByRole('link', { name: 'Écrire aux lieux' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Relire avant d’envoyer' }).click()
  await page.getByRole('heading', { name: '3 points à corriger' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Tous les lieux').check()
  await page.getByLabel('Sujet').fill('Une rencontre à Gap')
  await page.getByLabel('Votre message').fill('Venez le 20 juin.')
  await page.getByRole('button', { name: 'Relire avant d’envoyer' }).click()
  await page.getByRole('button', { name: 'Modifier le message' }).click()
  expect(await page.getByLabel('Votre message').inputValue()).toBe('Venez le 20 juin.')
  await page.getByRole('button', { name: 'Relire avant d’envoyer' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: /^Envoyer à 1.personne$/ }).click()
  await page.getByRole('heading', { name: 'Votre message part' }).waitFor()
  await verifierAccessibilite(page)

  await executerTravaux(base, [jobEnvoyerMessageDeTerritoire], () => HEURE_DE_TEST)
  const [courriel] = await listCourriels(base.db, 1)
  expect(courriel?.destinataire).toBe('Rose@exemple.fr')
  const rose = await visiter(telephone(navigateur))
  await rose.goto(`${origine}${/\/messages\/arret\/[\w-]{43}/.exec(courriel?.texte ?? '')?.[0]}`)
  await verifierAccessibilite(rose)
  await rose.getByRole('button', { name: 'Ne plus recevoir ces messages' }).click()
  await rose.getByRole('heading', { name: 'C’est fait' }).waitFor()
  await verifierAccessibilite(rose)
})
