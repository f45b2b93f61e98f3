import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { jobsDesFeatures } from '../app.tsx'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
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
import { clavier, type Main, souris } from './main.fixture.ts'

/**
 * The consultation of 2014 on a label of quality, from its creation to the archive: two modules, the seven ways to
 * contribute, the closing, the answers, the synthesis, the open data. Once on a phone without JavaScript, once with a
 * mouse, once with nothing but a keyboard.
 */
const LABEL = 'Consultation sur la définition d’un label de qualité'
const BUREAU = '/administration/consultations'

const MODULES = [
  {
    titre: 'Enjeux et actions',
    question: 'À quels enjeux le label doit-il répondre ?',
    proposer: 'Proposer un enjeu',
    actions: true,
    items: [
      ['L’accueil et l’accompagnement', 'Accueillir chacun, et l’aider avec quelqu’un de formé.'],
      ['Le soutien aux plus fragiles', 'Redonner confiance à qui reste à l’écart.']
    ]
  },
  {
    titre: 'Outils associés',
    question: 'Avec quels outils le label peut-il y répondre ?',
    proposer: 'Proposer un outil',
    actions: false,
    items: [
      ['Un annuaire des lieux', 'Une carte de tous les lieux, ouverte à tous.'],
      ['Un fonds de soutien', 'De l’argent mis en commun pour les projets des lieux.']
    ]
  }
] as const
const [[ACCUEIL], [FRAGILES]] = MODULES[0].items
const [[ANNUAIRE]] = MODULES[1].items
const PROPOSE = 'La culture et le patrimoine'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n')

let base: BaseDeTest
let origine: string
let navigateur: Browser
let travaux: ReturnType<typeof jobsDesFeatures>
let maintenant = new Date('2014-07-01T08:00:00Z')

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { app, config } = creerApplicationDeTest(base.db, {
    now: () => maintenant,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  travaux = jobsDesFeatures(config)
  navigateur = await ouvrirNavigateur()
})

interface Parcours {
  /** Distinguishes the people of this journey from those of the others. */
  readonly nom: string
  readonly page: Page
  readonly main: Main
  /** What is looked at on every page and in every state. */
  readonly regarder: () => Promise<void>
}

it('la consultation de 2014, de sa création à l’archive, sur un petit téléphone sans JavaScript', async () => {
  const page = await visiter(telephone(navigateur, { javaScript: false }))
  await parcourir({ nom: 'Doigt', page, main: souris(page), regarder: () => sansDefilement(page) })
}, 90_000)

it('la même sur un ordinateur, chaque page et chaque état lisibles par tous', async () => {
  const page = await visiter(ordinateur(navigateur))
  await parcourir({ nom: 'Souris', page, main: souris(page), regarder: () => verifierAccessibilite(page) })
}, 90_000)

it('la même sans toucher la souris', async () => {
  const page = await visiter(ordinateur(navigateur))
  await parcourir({ nom: 'Clavier', page, main: clavier(page), regarder: async () => {} })
}, 90_000)

async function parcourir(parcours: Parcours): Promise<void> {
  const { page, nom } = parcours
  const gens = await inviter(nom)
  await entrer(page, gens.organisatrice, '2014-07-01T08:00:00Z', BUREAU)
  const adresse = await preparer(parcours)
  await entrer(page, gens.lise, '2014-07-09T09:00:00Z', '/consultations')
  const items = await contribuer(parcours, adresse)
  await entrer(page, gens.karim, '2014-09-01T09:00:00Z', items.accueil)
  await repondreAuCommentaire(parcours, `Lise ${nom}`)

  // The page was open before the end; the button is pressed one second after.
  await entrer(page, gens.lise, '2014-10-09T15:59:59Z', items.accueil)
  maintenant = new Date('2014-10-09T16:00:01Z')
  await arriverTropTard(parcours)
  await clore()
  await lireLesTotaux(parcours, items)

  await entrer(page, gens.organisatrice, '2014-11-03T09:00:00Z', BUREAU)
  await repondreATout(parcours)
  await page.context().clearCookies()
  await page.goto(`${origine}${adresse}`)
  await lireLaSuite(parcours)
  await entrer(page, gens.organisatrice, '2015-01-12T09:00:00Z', BUREAU)
  await archiver(parcours)
  await page.context().clearCookies()
  await page.goto(`${origine}/consultations`)
  await lireLArchive(parcours, adresse)
}

/** The organiser writes everything in the pages, and publishes. Returns the address of the consultation. */
async function preparer({ page, main, regarder }: Parcours): Promise<string> {
  await voir(page, 'Les consultations du réseau')
  await regarder()
  await main.aller('Préparer une consultation')
  await main.appuyer('Créer la consultation')
  await page.getByText('Écrivez un titre.').first().waitFor()
  await regarder()
  await main.ecrire('Le titre', LABEL)
  await main.ecrire('La question que vous posez', 'À quoi reconnaît-on un bon lieu ?')
  await main.ecrire('L’introduction', 'Un label aidera les lieux à se faire connaître.')
  await main.appuyer('Créer la consultation')
  await page.getByText('La consultation est créée.').waitFor()
  await page.getByText('Ajoutez au moins un module.').waitFor()
  const adresse = new URL(page.url()).pathname.replace(BUREAU, '/consultations')
  await regarder()

  await main.aller('Les dates')
  await main.ecrire('Jour de l’ouverture', '2014-07-09')
  await main.ecrire('Heure de l’ouverture', '9:00')
  await main.ecrire('Jour de la clôture', '2014-10-09')
  await main.ecrire('Heure de la clôture', '18:00')
  await main.ecrire('Réponses promises avant le', '2014-12-31')
  await regarder()
  await main.appuyer('Enregistrer ces dates')
  await page.getByText('Les dates sont enregistrées.').waitFor()
  for (const module of MODULES) {
    await main.aller('Ajouter un module')
    await main.ecrire('Le titre du module', module.titre)
    await main.ecrire('La question du module', module.question)
    if (!module.actions) await main.choisir('Citer une action déjà menée')
    await main.ecrire('Les mots du bouton pour proposer', module.proposer)
    await regarder()
    await main.appuyer('Enregistrer ce module')
    for (const [titre, texte] of module.items) {
      await main.aller('Ajouter une proposition')
      await main.ecrire('La proposition, en une phrase', titre)
      await main.ecrire('Quelques explications', texte)
      await main.appuyer('Ajouter une proposition')
      await page.getByText('C’est ajouté.').waitFor()
    }
    await regarder()
    await main.aller(LABEL)
  }
  await main.aller('Voir l’aperçu')
  await page.getByText('Seules les personnes qui organisent cette consultation').waitFor()
  await regarder()
  await page.goBack()
  await main.appuyer('Publier cette consultation')
  await page.getByText('C’est publié.').waitFor()
  await regarder()
  return adresse
}

/** The seven ways to contribute, on the opening day; what one said is changed, taken back, then read again. */
async function contribuer({ page, main, regarder }: Parcours, adresse: string) {
  const ici = () => new URL(page.url()).pathname
  await voir(page, 'Consultations')
  await regarder()
  await main.aller(LABEL)
  await voir(page, LABEL)
  await regarder()
  await main.aller('Enjeux et actions')
  await regarder()
  await main.appuyer(`D’accord : ${ACCUEIL}`)
  await page.getByText('Votre avis est enregistré').waitFor()
  await regarder()

  await main.aller(FRAGILES)
  await main.ecrire('Si vous dites « À revoir » : pourquoi ?', 'Il manque l’accueil à domicile.')
  await main.appuyer('« À revoir », avec cette raison')
  await page.getByText('Vous avez dit « À revoir ».').waitFor()
  await main.appuyer(/^D’accord/)
  await page.getByText('Vous avez dit « D’accord ».').waitFor()
  await regarder()

  await main.aller('Toutes les propositions')
  await main.aller(ACCUEIL)
  const accueil = ici()
  await main.appuyer('Publier mon commentaire')
  await page
    .getByRole('link', { name: /commentaire/ })
    .first()
    .waitFor()
  await regarder()
  await main.ecrire('Votre commentaire', 'L’outil ne fait pas l’usage.')
  await main.appuyer('Publier mon commentaire')
  await page.getByText('Votre commentaire est publié').waitFor()
  await main.ecrire('Ajouter une valeur', 'Humanisme, mixité')
  await main.appuyer('Ajouter à la liste')
  await page.getByText('Vos valeurs sont ajoutées').waitFor()
  await main.deposer('Déposer un fichier', { name: 'enquête.pdf', mimeType: 'application/pdf', buffer: PDF })
  await main.appuyer('Déposer ce fichier')
  await page.getByText('Votre fichier est déposé').waitFor()
  await main.aller('Associer une action')
  await regarder()
  await main.ecrire('L’action, en quelques phrases', 'Le mardi, sans rendez-vous.')
  await main.appuyer('Associer cette action')
  await page.getByText('Votre action est associée').waitFor()
  await regarder()

  await main.aller('Proposer un enjeu')
  await main.ecrire('Votre proposition, en une phrase', PROPOSE)
  await main.ecrire('Expliquez-la', 'Faire vivre l’histoire du quartier.')
  await regarder()
  await main.appuyer('Publier')
  await page.getByText('Votre texte est publié').waitFor()
  await regarder()

  await main.aller('La consultation')
  await main.aller('Outils associés')
  await main.appuyer(`À revoir : ${ANNUAIRE}`)
  await main.aller(ANNUAIRE)
  const annuaire = ici()
  await page.getByRole('heading', { name: 'Commentaires' }).waitFor()
  expect(await page.getByText(/associer une action|actions associées/i).count()).toBe(0)
  await main.appuyer('Retirer mon avis')
  await page.getByText('Votre avis est retiré').waitFor()
  await regarder()

  await main.aller('Le récapitulatif de vos réponses')
  for (const dit of [
    ACCUEIL,
    FRAGILES,
    PROPOSE,
    'L’outil ne fait pas l’usage.',
    'Humanisme',
    'enquête.pdf',
    'Le mardi'
  ])
    await page.getByText(dit).first().waitFor()
  expect(ici()).toBe(`${adresse}/mes-reponses`)
  await page.getByText('Vous n’avez rien répondu dans cette partie.').waitFor()
  await regarder()
  return { accueil, annuaire }
}

async function repondreAuCommentaire({ page, main, regarder }: Parcours, auteur: string): Promise<void> {
  await main.aller(`Répondre à ${auteur}`)
  await regarder()
  await main.ecrire('Votre réponse', 'Oui : c’est la personne qui aide.')
  await main.appuyer('Publier ma réponse')
  await page.getByText('Votre commentaire est publié').waitFor()
  await page.getByText('Les totaux seront affichés à la clôture').waitFor()
  await main.ecrire('Ajouter une valeur', 'humanisme')
  await main.appuyer('Ajouter à la liste')
  await main.appuyer(/^À revoir/)
  await page.getByText('Vous avez dit « À revoir ».').waitFor()
  await regarder()
}

async function arriverTropTard({ page, main, regarder }: Parcours): Promise<void> {
  await main.appuyer(/^À revoir/)
  await page.getByText('Rien n’a été enregistré').waitFor()
  await page.getByText('La consultation est close').first().waitFor()
  await regarder()
}

async function clore(): Promise<void> {
  for (const job of travaux.filter(({ nom }) => nom === 'clore-consultations'))
    await job.executer({}, { db: base.db, now: () => maintenant } as Parameters<typeof job.executer>[1])
}

async function lireLesTotaux(
  { page, regarder }: Parcours,
  { accueil, annuaire }: { accueil: string; annuaire: string }
) {
  await page.goto(`${origine}${accueil}`)
  await page.getByText('2 avis : 50 % « D’accord », 50 % « À revoir ».').waitFor()
  await regarder()
  await page.goto(`${origine}${annuaire}`)
  await page.getByText('Personne n’a encore donné son avis.').waitFor()
}

/** What is missing is told; then each proposition has its answer, and all are published at once. */
async function repondreATout({ page, main, regarder }: Parcours): Promise<void> {
  await main.aller(LABEL)
  await regarder()
  await main.aller('Répondre aux propositions')
  await page.getByText('Il reste 5 propositions sans réponse.').waitFor()
  await regarder()
  await main.choisir('J’ai relu toutes les réponses et la synthèse.')
  await main.appuyer('Publier les réponses')
  await page.getByText('Il en manque 5').waitFor()
  await regarder()
  await main.aller(ACCUEIL)
  for (let n = 0; n < 5; n++) {
    await main.choisir(n === 0 ? 'Retenu' : 'À l’étude')
    await main.ecrire('Pourquoi ?', `Le réseau y travaille (${n + 1}).`)
    if (n === 0) await regarder()
    await main.appuyer('Enregistrer, puis la suivante')
    await page.getByText('La réponse est enregistrée').waitFor()
  }
  await page.getByText('Chaque proposition a sa réponse. Vous pouvez les publier.').waitFor()
  await main.ecrire('Votre synthèse', 'Vous voulez des lieux humains, et ouverts.')
  await main.appuyer('Enregistrer la synthèse')
  await page.getByText('La synthèse est enregistrée').waitFor()
  await main.choisir('J’ai relu toutes les réponses et la synthèse.')
  await main.appuyer('Publier les réponses')
  await page.getByText('Les réponses sont publiées').waitFor()
  await regarder()
}

/** Anybody reads the answers, the figures, and takes the data. */
async function lireLaSuite({ page, main, regarder }: Parcours): Promise<void> {
  await regarder()
  await main.aller('Lire les réponses de l’organisateur')
  await page.getByText('Le réseau y travaille (5).').waitFor()
  await regarder()
  await main.aller('Lire la synthèse')
  await page.getByText('2 personnes ont participé.').waitFor()
  await page.getByText('Vous voulez des lieux humains, et ouverts.').waitFor()
  await page.getByText('Humanisme').first().waitFor()
  await regarder()
  await main.aller('Prendre les données')
  await regarder()
  const fichier = await main.telecharger('CSV : Les propositions')
  const csv = await readFile(await fichier.path(), 'utf8')
  expect(csv).toContain(PROPOSE)
  expect(csv.trim().split('\r\n').length).toBe(6)
}

async function archiver({ page, main, regarder }: Parcours): Promise<void> {
  await main.aller(LABEL)
  await main.appuyer('Mettre dans les archives')
  await page.getByText('La consultation est dans les archives.').waitFor()
  await regarder()
}

async function lireLArchive({ page, main, regarder }: Parcours, adresse: string): Promise<void> {
  expect(await page.getByRole('link', { name: LABEL }).count()).toBe(0)
  await main.aller(/^Archivées/)
  await regarder()
  await main.aller(page.locator(`a[href="${adresse}"]`, { hasText: LABEL }))
  await voir(page, LABEL)
  await regarder()
  await main.aller('Enjeux et actions')
  await main.aller(ACCUEIL)
  await page.getByText('L’outil ne fait pas l’usage.').waitFor()
  await page.getByText('Oui : c’est la personne qui aide.').waitFor()
  await page.getByText('Le réseau y travaille (1).').waitFor()
  await regarder()
}

const voir = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

async function inviter(nom: string) {
  const ouvrir = (qui: string) =>
    creerCompte(base.db, {
      courriel: `${qui}.${nom}@exemple.fr`.toLowerCase(),
      pseudonyme: `${qui} ${nom}`,
      sansMotDePasse: true,
      now: new Date('2014-06-02T08:00:00Z')
    })
  const [organisatrice, lise, karim] = [await ouvrir('Odile'), await ouvrir('Lise'), await ouvrir('Karim')]
  await donner(base.db, organisatrice, { role: 'secretariat', reseau: 'national' }, new Date('2014-06-02T08:00:00Z'))
  return { organisatrice, lise, karim }
}

/** The page of somebody who has just signed in, at this moment. */
async function entrer(page: Page, compte: string, quand: string, chemin: string): Promise<void> {
  maintenant = new Date(quand)
  const [, value = ''] = (await cookieDe(base.db, compte, { now: maintenant })).split('=')
  await page.context().addCookies([{ name: 'session', value, url: origine }])
  await page.goto(`${origine}${chemin}`)
}

async function sansDefilement(page: Page): Promise<void> {
  const deborde = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(deborde, `défilement de côté sur ${page.url()}`).toBeLessThanOrEqual(0)
}
