import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { deciderSeul, declarerLieu, faire } from '../features/charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import type { Jour } from '../kernel/jour.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, telephone, verifierAccessibilite, visiter } from '../platform/testing/navigateur.ts'
import { executerTravaux } from '../platform/testing/travaux.ts'
import { RACINE } from '../racine.ts'

const jour = (texte: string) => texte as Jour
const DEBUT = new Date('2026-01-05T08:00:00Z')

let base: BaseDeTest
let origine: string
let navigateur: Browser
let travaux: ReturnType<typeof jobsDesFeatures>
let maintenant = new Date('2026-06-10T08:00:00Z')
let lieux: readonly { readonly id: number; readonly nom: string }[]
const comptes = { comite: '', secretariat: '', responsable: '' }

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 5)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  await deciderSeul(db)
  lieux = (await sql<{ id: number; nom: string }>`select id, nom from lieu order by id`.execute(db)).rows
  for (const role of ['comite', 'secretariat'] as const) {
    comptes[role] = await creerCompte(db, { courriel: `${role}@exemple.fr`, pseudonyme: role, now: DEBUT })
    await donner(
      db,
      comptes[role],
      { role, reseau: 'national', ...(role === 'comite' && { college: 'associations' as const }) },
      DEBUT
    )
  }
  comptes.responsable = await creerCompte(db, { courriel: 'r@exemple.fr', pseudonyme: 'Rose', now: DEBUT })
  await donner(
    db,
    comptes.responsable,
    { role: 'responsable', reseau: 'national', lieux: lieux.slice(1, 3).map(({ id }) => id) },
    DEBUT
  )
  const { app, config } = creerApplicationDeTest(db, {
    now: () => maintenant,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  travaux = jobsDesFeatures(config)
  navigateur = await ouvrirNavigateur()
})

/** The page of somebody who has just signed in, at this moment. */
async function entrer(page: Page, qui: keyof typeof comptes, quand: string): Promise<void> {
  maintenant = new Date(quand)
  const [, value = ''] = (await cookieDe(base.db, comptes[qui], { now: maintenant })).split('=')
  await page.context().addCookies([{ name: 'session', value, url: origine }])
  await page.goto(`${origine}/bureau`)
}

const titre = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Goes on to what will follow, reads that it says so, and confirms. */
async function confirmer(page: Page, attendu: string, bouton: string): Promise<void> {
  await page.getByRole('button', { name: 'Continuer' }).click()
  await titre(page, 'Ce qui va se passer')
  await page.getByText(attendu).first().waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: bouton }).click()
}

async function prepareLettre(page: Page, lieu: string): Promise<void> {
  await page.getByRole('link', { name: lieu }).click()
  await page.getByRole('link', { name: 'Préparer un avertissement' }).click()
  await page.getByLabel('Le manquement').fill('L’accueil est fermé depuis trois mois, et la fiche ne le dit pas.')
  await page.getByLabel('Le jour où vous l’avez constaté').fill('2026-08-20')
  await page.getByLabel('La référence du recommandé').fill('1A 234 567')
  await verifierAccessibilite(page)
  await confirmer(page, 'La lettre est prête à imprimer', 'Enregistrer cette lettre')
  await page.getByRole('link', { name: 'Ouvrir la lettre (PDF)' }).waitFor()
}

it('le comité s’oppose à une candidature, sur un petit écran, après avoir lu ce que cela causera', async () => {
  const lieu = lieux[0]
  await declarerLieu(base.db, 'nationale', lieu?.id ?? 0, new Date('2026-06-01T12:00:00Z'))
  const page = await visiter(telephone(navigateur))
  await entrer(page, 'comite', '2026-06-10T08:00:00Z')
  await titre(page, 'Le bureau')
  await page.getByText('Il reste 7 jours').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: lieu?.nom ?? '' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'S’opposer' }).click()
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByRole('link', { name: 'Choisissez le motif de l’opposition.' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel('Sa déclaration est inexacte').check()
  await page
    .getByLabel('Les raisons du comité')
    .fill('Le lieu dit ouvrir tous les jours. Il n’ouvre qu’un jour par mois.')
  await confirmer(page, 'Le comité s’oppose à l’adhésion.', 'Inscrire l’opposition du comité')
  await page.getByText('L’opposition du comité est inscrite').waitFor()
  expect(await page.getByText('Il n’ouvre qu’un jour par mois.').isVisible()).toBe(true)
})

it('un avertissement reçu puis corrigé ; un autre finit en suspension, que le comité lève', async () => {
  const [, gueri, suspendu] = lieux
  const [a = '', b = ''] = await Promise.all(
    [gueri, suspendu].map((lieu) => declarerLieu(base.db, 'nationale', lieu?.id ?? 0, new Date('2026-06-01T12:00:00Z')))
  )
  for (const id of [a, b]) await faire(base.db, id, { genre: 'activite' }, new Date('2026-07-01T08:00:00Z'))
  const page = await visiter(telephone(navigateur))
  // The other one's letter came back the same day.
  await faire(
    base.db,
    b,
    { genre: 'avertir', constateLe: jour('2026-08-20'), envoyeeLe: jour('2026-08-25'), recueLe: jour('2026-08-28') },
    new Date('2026-08-29T08:00:00Z')
  )
  await entrer(page, 'secretariat', '2026-08-25T08:00:00Z')
  await page.goto(`${origine}/bureau?file=membres`)
  await prepareLettre(page, gueri?.nom ?? '')
  await entrer(page, 'secretariat', '2026-08-29T08:00:00Z')
  await page.goto(`${origine}/bureau?file=membres`)
  await page.getByRole('link', { name: gueri?.nom ?? '' }).click()
  await page.getByRole('link', { name: 'L’avis de réception est revenu' }).click()
  await page.getByLabel('Le jour où le lieu a reçu la lettre').fill('2026-08-28')
  await confirmer(page, 'lundi 14\u00a0septembre 2026 compris', 'Inscrire cette réception')
  await page.getByText('La réception de la lettre est inscrite').waitFor()

  await entrer(page, 'responsable', '2026-09-10T08:00:00Z')
  await page.goto(`${origine}/adhesions/${a}/suivi`)
  await page.getByText('L’accueil est fermé depuis trois mois').first().waitFor()
  await page.getByRole('link', { name: 'Dire que tout est corrigé' }).click()
  await page.locator('main textarea').fill('L’accueil est rouvert tous les matins. La fiche le dit.')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.getByText('Votre réponse est envoyée au secrétariat').first().waitFor()
  await verifierAccessibilite(page)

  await entrer(page, 'secretariat', '2026-09-15T08:00:00Z')
  await page.getByRole('heading', { name: 'Réponses à juger' }).waitFor()
  await page.getByRole('link', { name: gueri?.nom ?? '' }).click()
  await page.getByRole('link', { name: 'Juger ce qui est corrigé' }).click()
  await page.getByLabel('Oui, c’est corrigé').check()
  await confirmer(page, 'l’avertissement est levé', 'Inscrire ce jugement')

  // Nothing ran meanwhile: the desk says it all the same, with the day the right was lost.
  await entrer(page, 'comite', '2026-09-20T08:00:00Z')
  await page.getByRole('link', { name: suspendu?.nom ?? '' }).click()
  await page.getByText('Suspendu depuis le mardi 15\u00a0septembre 2026').first().waitFor()
  await page.getByRole('link', { name: 'Lever la suspension' }).click()
  await page.getByLabel('Les raisons de la décision').fill('Le comité a visité le lieu. L’accueil est rouvert.')
  await verifierAccessibilite(page)
  await confirmer(page, 'Le comité lève la suspension.', 'Lever la suspension au nom du comité')
  await page.getByText('La suspension est levée').waitFor()
  await page.getByText('mardi 15\u00a0septembre 2026 à 0\u00a0heure').first().waitFor()
})

it('une liste officielle s’importe : ses lieux deviennent membres de droit, les autres attendent', async () => {
  const connu = lieux[4]
  const page = await visiter(telephone(navigateur))
  await entrer(page, 'secretariat', '2026-10-01T08:00:00Z')
  await page.getByRole('link', { name: 'Les listes de membres de droit' }).click()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Créer une liste' }).click()
  await page.getByLabel('Le nom de la liste').fill('EPN NetPublic')
  await page.getByLabel('Espaces publics numériques').check()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Créer la liste' }).click()
  await page.getByRole('link', { name: 'Importer un fichier' }).click()
  const { rows } = await sql<{ adresse: string }>`
    select publiees->>'adresse' as adresse from lieu where id = ${connu?.id ?? 0}`.execute(base.db)
  const contenu = enCsv([
    { Nom: connu?.nom ?? '', Adresse: rows[0]?.adresse ?? '', 'Code postal': '05000', Ville: 'Gap' },
    { Nom: 'L’Atelier que personne ne connaît', Adresse: '1 rue Absente', 'Code postal': '31450', Ville: 'Montgiscard' }
  ])
  await page
    .getByLabel('Le fichier')
    .setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(contenu) })
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Importer ce fichier' }).click()
  await page.getByText('Le fichier est importé.').waitFor()
  await executerTravaux(base, travaux, () => maintenant)
  await page.reload()
  await page.getByRole('link', { name: 'Admis par cette liste' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'L’Atelier que personne ne connaît' }).click()
  await page.getByText('L’annuaire ne connaît pas ce lieu.').waitFor()
  await verifierAccessibilite(page)
})
