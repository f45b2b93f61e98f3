import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
import { declarerLieu, faire } from '../features/charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { nommer, ouvrirBase } from '../features/charte/actions/adhesion/vie.fixture.ts'
import { cookieDe } from '../features/comptes/pages/attribution.fixture.ts'
import type { Jour } from '../kernel/jour.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import type { BaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, telephone, verifierAccessibilite, visiter } from '../platform/testing/navigateur.ts'
import { executerTravaux } from '../platform/testing/travaux.ts'
import { RACINE } from '../racine.ts'

let base: BaseDeTest
let origine: string
let navigateur: Browser
let travaux: ReturnType<typeof jobsDesFeatures>
let maintenant = new Date('2026-06-02T08:00:00Z')
let prendreLieu: () => number
const comptes = { Amel: '', Brice: '', Chloé: '' }

beforeAll(async () => {
  ;({ base, prendreLieu } = await ouvrirBase(5))
  const colleges = ['associations', 'collectivites', 'citoyens'] as const
  for (const [i, nom] of (['Amel', 'Brice', 'Chloé'] as const).entries())
    comptes[nom] = await nommer(base.db, nom, {
      role: 'comite',
      reseau: 'national',
      college: colleges[i] ?? 'poles'
    })
  const { app, config } = creerApplicationDeTest(base.db, {
    now: () => maintenant,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  travaux = jobsDesFeatures(config)
  navigateur = await ouvrirNavigateur()
})

/** The page of a member who has just signed in, at this moment. */
async function entrer(page: Page, qui: keyof typeof comptes, quand: string, chemin = '/comite'): Promise<void> {
  maintenant = new Date(quand)
  const [, value = ''] = (await cookieDe(base.db, comptes[qui], { now: maintenant })).split('=')
  await page.context().addCookies([{ name: 'session', value, url: origine }])
  await page.goto(`${origine}${chemin}`)
}

const nomDe = async (lieu: number) =>
  (await sql<{ nom: string }>`select nom from lieu where id = ${lieu}`.execute(base.db)).rows[0]?.nom ?? ''

async function repondre(page: Page, reponse: 'Pour' | 'Contre'): Promise<void> {
  await page.getByRole('radio', { name: reponse, exact: true }).check()
  await page.getByRole('button', { name: 'Voter', exact: true }).click()
  await page.getByText('Votre vote est noté').waitFor()
}

it('le comité s’oppose par un vote motivé, un membre à l’écart, sur un petit écran', async () => {
  const lieu = prendreLieu()
  const nom = await nomDe(lieu)
  await declarerLieu(base.db, 'nationale', lieu, new Date('2026-06-01T12:00:00Z'))
  const page = await visiter(telephone(navigateur))
  await entrer(page, 'Amel', '2026-06-10T08:00:00Z')
  await page.getByRole('heading', { level: 1, name: 'Le comité' }).waitFor()
  await page.getByText('Il reste 7 jours').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: `Proposer une opposition à ${nom}` }).click()
  await page.getByRole('button', { name: 'Proposer ce vote' }).click()
  await page.getByRole('link', { name: 'Choisissez le motif de l’opposition.' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('La déclaration est inexacte').check()
  await page.getByLabel('Les raisons').fill('La fiche dit tous les jours. Ce n’est ouvert qu’un jour par mois.')
  await page.getByRole('button', { name: 'Proposer ce vote' }).click()
  await page.getByText('Le vote est ouvert').waitFor()
  const motion = new URL(page.url()).pathname
  await verifierAccessibilite(page)
  await repondre(page, 'Pour')
  await verifierAccessibilite(page)

  await entrer(page, 'Brice', '2026-06-11T08:00:00Z')
  await page.getByText('Pas encore').waitFor()
  await page.getByRole('link', { name: `S’opposer à l’adhésion de « ${nom} »` }).click()
  await repondre(page, 'Pour')

  await entrer(page, 'Chloé', '2026-06-12T08:00:00Z', motion)
  await page.getByLabel('Votre lien, si vous voulez le dire').fill('J’y ai travaillé.')
  await page.getByRole('button', { name: 'Ne pas voter sur cette question' }).click()
  await page.getByText('le quorum se compte sans vous').waitFor()
  await verifierAccessibilite(page)

  maintenant = new Date('2026-06-18T08:00:00Z')
  for (const job of travaux.filter(({ nom: sien }) => sien === 'compter-votes'))
    await job.executer({}, { db: base.db, now: () => maintenant } as Parameters<typeof job.executer>[1])
  await executerTravaux(base, travaux, () => maintenant)
  await entrer(page, 'Amel', '2026-06-18T08:00:00Z', motion)
  await page.getByText('Le lieu n’est pas membre').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Lire cette décision dans le registre public' }).click()
  await page.getByRole('heading', { level: 1, name: 'Opposition à l’adhésion d’un lieu' }).waitFor()
  await page.getByText('2 pour, 0 contre').waitFor()
  expect(await page.getByText(nom).count()).toBe(0)
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Les décisions' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Les décisions des comités' }).waitFor()
  await verifierAccessibilite(page)
  await page.goto(`${origine}/gouvernance`)
  await verifierAccessibilite(page)
})

it('une suspension est levée par une décision du comité, dès que tous ont voté', async () => {
  const lieu = prendreLieu()
  const nom = await nomDe(lieu)
  const id = await declarerLieu(base.db, 'nationale', lieu, new Date('2026-06-01T12:00:00Z'))
  const jour = (texte: string) => texte as Jour
  await faire(
    base.db,
    id,
    { genre: 'avertir', constateLe: jour('2026-07-01'), envoyeeLe: jour('2026-07-02'), recueLe: jour('2026-07-06') },
    new Date('2026-07-07T08:00:00Z')
  )
  const page = await visiter(telephone(navigateur))
  // The job wrote the suspension, on its day.
  maintenant = new Date('2026-08-03T08:00:00Z')
  for (const job of travaux.filter(({ nom: sien }) => sien === 'suivre-adhesions'))
    await job.executer({}, { db: base.db, now: () => maintenant } as Parameters<typeof job.executer>[1])
  await entrer(page, 'Amel', '2026-08-03T08:00:00Z', `/bureau/adhesions/${id}`)
  await page.getByRole('link', { name: 'Voter : lever la suspension' }).click()
  await page.getByLabel('Les raisons').fill('Deux membres ont vu l’accueil ouvert. Tout est corrigé.')
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Proposer ce vote' }).click()
  await page.getByText('Le vote se ferme plus tôt').waitFor()
  const motion = new URL(page.url()).pathname
  await repondre(page, 'Pour')
  await entrer(page, 'Brice', '2026-08-04T08:00:00Z', motion)
  await repondre(page, 'Contre')
  await entrer(page, 'Chloé', '2026-08-05T08:00:00Z', motion)
  await repondre(page, 'Pour')
  await page.getByText('La suspension est levée.').waitFor()
  await page.getByRole('link', { name: 'Lire cette décision dans le registre public' }).click()
  await page.getByRole('heading', { level: 1, name: `Lever la suspension de « ${nom} »` }).waitFor()
  await verifierAccessibilite(page)
})
