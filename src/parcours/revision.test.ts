import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, enJson, ligne, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { pairesInventees } from '../features/annuaire/actions/revision.fixture.ts'
import { trouverDeclaration } from '../features/annuaire/index.ts'
import { countRevision } from '../features/annuaire/store/revision.store.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { cookieAdministration, creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

interface Bureau {
  readonly base: BaseDeTest
  readonly origine: string
}

let navigateur: Browser
let bureau: Bureau

beforeAll(async () => {
  navigateur = await ouvrirNavigateur()
  bureau = await ouvrirBureau()
  const atelier = ouvrirAtelier(bureau.base.db, await obtenirGeographie(bureau.base.db))
  const { csv, json } = pairesInventees()
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...csv,
      ligne('loin1', { nom: 'Atelier des Lointains', latitude: '48.85', longitude: '2.35' }),
      ligne('loin2', { nom: 'Maison des Voyageurs', latitude: '48.39', longitude: '-4.49' }),
      ligne('sans', { nom: 'Salle Sans Position', latitude: '', longitude: '', adresse: '' }),
      ligne('contre', { nom: 'Relais des Contraires' })
    ])
  )
  await atelier.importer(
    SOURCES.json,
    enJson([...json, ligne('contre', { nom: 'Relais des Contraires', telephone: '04 92 55 55 55' })])
  )
})

async function ouvrirBureau(): Promise<Bureau> {
  const base = await creerBaseDeTest()
  const { app } = creerApplicationDeTest(base.db, { statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  return { base, origine: await ecouter(app) }
}

async function entrer(contexte: Promise<BrowserContext>, { base, origine } = bureau): Promise<Page> {
  const page = await visiter(contexte, { attente: 10_000 })
  const [name, value] = (await cookieAdministration(base.db)).split('=') as [string, string]
  await page.context().addCookies([{ name, value, url: origine }])
  return page
}

const paireMontree = (page: Page) => page.locator('.reponses input[name=paire]').getAttribute('value')
const attendues = async ({ base } = bureau) => (await countRevision(base.db, {})).paires

async function frapper(page: Page, touche: string): Promise<void> {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press(touche)])
}

/** Tab, as someone without a mouse does, until what has the focus says these words. */
async function tabuler(page: Page, mots: string): Promise<number> {
  for (let n = 1; n <= 40; n++) {
    await page.keyboard.press('Tab')
    if ((await page.locator(':focus').textContent())?.includes(mots)) return n
  }
  throw new Error(`« ${mots} » n’est pas atteint au clavier`)
}

/** Answers twenty pairs, one key each, now the same and now not. */
async function viderVingt(page: Page, ici: Bureau): Promise<void> {
  const avant = await attendues(ici)
  const vues = new Set<string>()
  for (let n = 0; n < 20; n++) {
    const paire = await paireMontree(page)
    expect(vues.has(paire ?? ''), `la paire ${paire} est demandée deux fois`).toBe(false)
    vues.add(paire ?? '')
    const touche = n % 3 === 0 ? 'm' : 'd'
    await frapper(page, touche)
    // A « same » may be refused because of earlier answers: the desk says why, and one passes.
    if (await page.getByText('Rien n’a été changé').isVisible()) {
      await frapper(page, 'p')
      n--
      continue
    }
    await page.getByText(touche === 'm' ? 'C’est noté : le même lieu' : 'C’est noté : deux lieux').waitFor()
  }
  expect(await attendues(ici)).toBeLessThanOrEqual(avant - 20)
}

describe('le bureau de révision, au clavier', () => {
  it('annule la dernière réponse, et remontre la paire', async () => {
    const page = await entrer(ordinateur(navigateur))
    await page.goto(`${bureau.origine}/administration/revision`)
    const avant = await attendues()
    const paire = await paireMontree(page)
    for (const touche of ['m', 'd']) {
      await frapper(page, touche)
      expect(await attendues()).toBe(avant - 1)
      expect(await paireMontree(page)).not.toBe(paire)
      await frapper(page, 'a')
      await page.getByText('Votre réponse est annulée').waitFor()
      expect(await attendues()).toBe(avant)
      expect(await paireMontree(page)).toBe(paire)
    }
    await frapper(page, 'p')
    expect(await paireMontree(page)).not.toBe(paire)
    expect(await attendues()).toBe(avant)
  })

  it('n’entend plus les touches quand on les coupe, ni pendant que l’on choisit un département', async () => {
    const page = await entrer(ordinateur(navigateur))
    await page.goto(`${bureau.origine}/administration/revision`)
    const avant = await attendues()
    const adresse = page.url()
    await page.getByLabel('Département').focus()
    await page.keyboard.press('m')
    await page.getByText('Répondre au clavier').click()
    await page.getByLabel('Raccourcis clavier').uncheck()
    await page.keyboard.press('m')
    await page.waitForTimeout(300)
    expect(page.url()).toBe(adresse)
    await page.reload()
    await page.keyboard.press('d')
    await page.waitForTimeout(300)
    expect(await attendues()).toBe(avant)
    await page.getByText('Répondre au clavier').click()
    await page.getByLabel('Raccourcis clavier').check()
    await frapper(page, 'd')
    expect(await attendues()).toBe(avant - 1)
    await frapper(page, 'a')
  })

  it('sans JavaScript, Tabulation et Entrée suffisent, et mènent droit à la question', async () => {
    const page = await entrer(ordinateur(navigateur, { javaScript: false }))
    await page.goto(`${bureau.origine}/administration/revision`)
    expect(await page.getByLabel('Raccourcis clavier').isVisible()).toBe(false)
    const avant = await attendues()
    for (const [mots, fait] of [
      ['C’est le même lieu', 'le même lieu'],
      ['Ce sont deux lieux', 'deux lieux']
    ] as const) {
      await tabuler(page, mots)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
      await page.getByText(`C’est noté : ${fait}`).waitFor()
      expect(await attendues()).toBe(avant - 1)
      // The answer led to the question: the way back is the next thing that takes the focus.
      expect(await tabuler(page, 'Annuler ma dernière réponse')).toBe(1)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
      expect(await attendues()).toBe(avant)
    }
    expect(await tabuler(page, 'Passer')).toBe(3)
  })

  it('dit vraie ou fausse une valeur douteuse', async () => {
    const page = await entrer(ordinateur(navigateur))
    await page.goto(`${bureau.origine}/administration/revision/valeurs`)
    await page.getByText('Les coordonnées sont loin de la commune').waitFor()
    await frapper(page, 'f')
    await page.getByText('C’est noté : la valeur est fausse').waitFor()
    await frapper(page, 'j')
    await page.getByText('C’est noté : la valeur est juste').waitFor()
    await page.getByText('ont leur réponse').waitFor()
    await frapper(page, 'a')
    expect((await countRevision(bureau.base.db, {})).valeurs).toBe(1)
  })
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s', (_, contexte) => {
  it('chaque état du bureau se lit sans gêne', async () => {
    const page = await entrer(contexte())
    for (const chemin of [
      '',
      '?departement=75',
      '?fait=deja',
      '?fait=meme&lot=00000000-0000-0000-0000-000000000000&de=1-2',
      '?apres=0.0.0.0.0',
      '/valeurs',
      '/valeurs?departement=75',
      '/positions',
      '/positions?departement=75',
      '/contradictions'
    ]) {
      await page.goto(`${bureau.origine}/administration/revision${chemin}`)
      for (const resume of await page.locator('main details:not([open]) > summary').all()) await resume.click()
      await verifierAccessibilite(page)
    }
  })
})

it('vingt paires se règlent au clavier, une touche chacune', async () => {
  const page = await entrer(ordinateur(navigateur))
  await page.goto(`${bureau.origine}/administration/revision`)
  await viderVingt(page, bureau)
}, 120_000)

// Public files that never enter the project: they stand beside it, on the machines that have them.
const REELS = resolve(RACINE, '..', 'shared', 'data', 'raw')
const FICHIERS = [
  ['gironde', 'gironde_2024-03-11.json', '2024-03-11'],
  ['paca', 'paca_11145c9.json', '2023-02-01'],
  ['france-services', 'france-services_2024-08-01.csv', '2024-08-01']
] as const

describe.skipIf(!existsSync(REELS))('avec de vrais fichiers, quand ils sont à côté du projet', () => {
  it('vingt vraies paires se règlent au clavier', async () => {
    const reel = await ouvrirBureau()
    const atelier = ouvrirAtelier(reel.base.db, await obtenirGeographie(reel.base.db), { tailleMax: 400_000_000 })
    for (const [id, fichier, dateeDu] of FICHIERS) {
      const { declaration } = await trouverDeclaration(reel.base.db, id)
      if (!declaration) throw new Error(`la source ${id} n’est pas déclarée`)
      await atelier.importer(declaration, readFileSync(join(REELS, fichier)), { dateeDu })
    }
    const page = await entrer(ordinateur(navigateur), reel)
    await page.goto(`${reel.origine}/administration/revision`)
    await viderVingt(page, reel)
  }, 180_000)
})
