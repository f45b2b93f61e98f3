import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { deciderSeul, declarerLieu } from '../features/charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
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
let origine: string
let navigateur: Browser
let compte: string
let comite: string
let lieux: readonly number[]
let maintenant = new Date('2026-01-05T08:00:00Z')

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { app } = creerApplicationDeTest(base.db, {
    now: () => maintenant,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  const ramonville = { commune: 'Ramonville-Saint-Agne', code_postal: '31520', latitude: '43.546', longitude: '1.475' }
  await ouvrirAtelier(base.db, await obtenirGeographie(base.db)).importer(
    SOURCES.csv,
    enCsv([ligne('l1'), ligne('l2', ramonville), ligne('l3', { nom: 'Le Moulin', adresse: '3 rue du Moulin' })])
  )
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), maintenant)
  const { rows } = await sql<{ id: number }>`
    select l.id from lieu l join enregistrement e on e.lieu_id = l.id order by e.cle`.execute(base.db)
  lieux = rows.map(({ id }) => id)
  compte = await creerCompte(base.db, { courriel: 'rose@exemple.fr', pseudonyme: 'Rose', now: maintenant })
  await donner(base.db, compte, { role: 'responsable', reseau: 'national', lieux }, maintenant)
  comite = await creerCompte(base.db, { courriel: 'comite@exemple.fr', pseudonyme: 'Zoé', now: maintenant })
  await donner(base.db, comite, { role: 'comite', reseau: 'national', college: 'associations' }, maintenant)
  await deciderSeul(base.db)
  navigateur = await ouvrirNavigateur()
})

/** It is now this day, and the person comes back to the site. */
async function revenir(page: Page, quand: string, qui = compte): Promise<void> {
  maintenant = new Date(quand)
  const [name = '', value = ''] = (await cookieDe(base.db, qui, { now: maintenant })).split('=')
  await page.context().clearCookies()
  await page.context().addCookies([{ name, value, url: origine }])
}

const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const lien = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const bouton = (page: Page, name: string) => page.getByRole('button', { name })

it('un membre s’endort, n’est pas renouvelé, puis revient par le silence du comité', async () => {
  await declarerLieu(base.db, 'nationale', lieux[0] ?? 0, maintenant)
  const page = await visiter(telephone(navigateur))
  // In by silence on 21 January 2026; a year later nobody has touched the fiche.
  await revenir(page, '2027-01-10T09:00:00Z')
  await page.goto(`${origine}/mes-adhesions`)
  await titre(page, 'Mes adhésions')
  await verifierAccessibilite(page)
  await lien(page, /suivre l’adhésion/).click()
  await titre(page, /L’adhésion de/)
  await page.getByText('l’adhésion s’arrêtera').waitFor()
  await page.getByText('il reste 11 jours').first().waitFor()
  await verifierAccessibilite(page)

  await revenir(page, '2027-02-01T09:00:00Z')
  await page.reload()
  await page.getByText('Adhésion non renouvelée').waitFor()
  await verifierAccessibilite(page)
  await lien(page, 'Faire une déclaration').click()
  await titre(page, 'Se déclarer à nouveau')
  await verifierAccessibilite(page)
  await page.getByLabel(/je l’accepte/).check()
  await bouton(page, 'Accepter et reprendre ma déclaration').click()
  await page.goto(`${page.url().replace(/\/[^/]*$/, '')}/relire`)
  await titre(page, 'Relire et envoyer')
  await page.getByLabel(/Je déclare que tout est vrai/).check()
  await bouton(page, 'Envoyer ma déclaration').click()
  await lien(page, 'Suivre cette adhésion').click()
  await titre(page, /L’adhésion de/)
  await page.getByText('Candidature en cours').waitFor()
  await page.getByText('S’il ne dit rien avant cette date, votre lieu devient membre').waitFor()

  await revenir(page, '2027-02-16T23:00:00Z')
  await page.reload()
  await page.getByText('Votre lieu est membre depuis le mercredi 17 février 2027').waitFor()
  await page.goto(`${origine}/lieux/${lieux[0]}`)
  await page.getByRole('heading', { name: 'Son adhésion' }).waitFor()
  await page.getByText('Membre depuis le mercredi 17 février 2027').waitFor()
  await page.getByText(/Ce que le lieu a déclaré/).click()
  await verifierAccessibilite(page)
}, 60_000)

it('une candidature reçoit une opposition, se corrige, puis est acceptée', async () => {
  const adhesion = await declarerLieu(base.db, 'nationale', lieux[2] ?? 0, new Date('2027-04-01T09:00:00Z'))
  const page = await visiter(telephone(navigateur))
  await revenir(page, '2027-04-05T09:00:00Z', comite)
  await page.goto(`${origine}/bureau/adhesions/${adhesion}`)
  await lien(page, 'S’opposer').click()
  await page.getByLabel('Sa déclaration est inexacte').check()
  await page.getByLabel('Les raisons du comité').fill('La déclaration dit une rampe. Il n’y en a pas.')
  await bouton(page, 'Continuer').click()
  await bouton(page, 'Inscrire l’opposition du comité').click()
  await page.getByText('L’opposition du comité est inscrite').waitFor()

  await revenir(page, '2027-04-20T09:00:00Z')
  await page.goto(`${origine}/mes-adhesions`)
  await lien(page, /suivre l’adhésion de Le Moulin/)
    .first()
    .click()
  await page.getByText('La déclaration dit une rampe. Il n’y en a pas.').waitFor()
  await verifierAccessibilite(page)
  await lien(page, 'Faire une déclaration').click()
  await page.getByLabel(/je l’accepte/).check()
  await bouton(page, 'Accepter et reprendre ma déclaration').click()
  await titre(page, 'Relire et envoyer')
  await lien(page, /^Corriger/)
    .nth(2)
    .click()
  await page.getByLabel('En une phrase').first().fill('Une rampe amovible, posée le 15 avril.')
  await bouton(page, 'Enregistrer et continuer').click()
  await lien(page, 'Relire et envoyer').click()
  await titre(page, 'Relire et envoyer')
  await page.getByText('Une rampe amovible, posée le 15 avril.').waitFor()
  await page.getByLabel(/Je déclare que tout est vrai/).check()
  await bouton(page, 'Envoyer ma déclaration').click()
  await titre(page, 'Candidature en cours')

  // Sent on 20 April: the delay begins anew, and ends with 5 May.
  await revenir(page, '2027-05-05T21:59:59Z')
  await page.goto(`${origine}/adhesions/${adhesion}/suivi`)
  await page.getByText('Candidature en cours').waitFor()
  await revenir(page, '2027-05-05T22:00:00Z')
  await page.reload()
  await page.getByText('Votre lieu est membre depuis le jeudi 6 mai 2027').waitFor()
}, 60_000)

it('une structure signe la charte du Sicoval sans être membre du réseau national, confirme, puis s’en va', async () => {
  const page = await visiter(ordinateur(navigateur))
  const lieu = lieux[1]
  await revenir(page, '2027-03-01T09:00:00Z')
  await page.goto(`${origine}/lieux/${lieu}`)
  await page.goto(`${page.url()}/adherer/sicoval`)
  await page.getByLabel(/je l’accepte/).check()
  await bouton(page, 'Accepter et commencer').click()
  await titre(page, 'La structure qui signe')
  await page.getByLabel('Nom de la structure, ou du groupe').fill('Commune de Ramonville')
  await page.getByLabel('Prénom et nom de la personne qui signe').fill('Rose Essai')
  await bouton(page, 'Enregistrer et continuer').click()
  for (const engagement of await page.locator('.crit input[type=checkbox]').all()) await engagement.check()
  await bouton(page, 'Enregistrer et continuer').click()
  await titre(page, 'Relire et envoyer')
  await page.getByLabel(/Je déclare que tout est vrai/).check()
  await bouton(page, 'Signer la charte').click()
  await lien(page, 'Suivre cette adhésion').click()
  await titre(page, /L’adhésion de/)
  await page.getByText('Votre lieu est membre depuis le lundi 1er mars 2027.').waitFor()
  await verifierAccessibilite(page)
  await lien(page, 'Confirmer mes engagements').click()
  await titre(page, 'Confirmer vos engagements')
  await verifierAccessibilite(page)
  await page.getByLabel(/tient toujours ces engagements/).check()
  await bouton(page, 'Confirmer mes engagements').click()
  await page.getByRole('heading', { name: 'Vos engagements sont confirmés' }).waitFor()

  await page.goto(`${origine}/reseaux/sicoval`)
  await page.getByText('1 lieu est membre').waitFor()
  await verifierAccessibilite(page)
  await lien(page, 'La liste des membres').click()
  await titre(page, 'Les membres')
  await page.getByText('Commune de Ramonville').waitFor()
  await verifierAccessibilite(page)
  await page.goto(`${origine}/lieux/${lieu}`)
  expect(await page.locator('#adhesion h3').allInnerTexts()).toEqual(['Médiation numérique du Sicoval'])

  await page.goto(`${origine}/mes-adhesions`)
  await lien(page, /Médiation numérique du Sicoval/).click()
  await lien(page, 'Quitter le réseau').click()
  await titre(page, 'Quitter le réseau')
  await verifierAccessibilite(page)
  await bouton(page, 'Quitter le réseau').click()
  await page.getByRole('heading', { name: '2 points à corriger' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel(/cessons aussitôt/).check()
  await page.getByLabel(/ne créons pas un réseau concurrent/).check()
  await bouton(page, 'Quitter le réseau').click()
  await page.getByRole('heading', { name: 'Votre départ est inscrit' }).waitFor()
  await page.goto(`${origine}/lieux/${lieu}`)
  expect(await page.locator('#adhesion').count()).toBe(0)
}, 60_000)
