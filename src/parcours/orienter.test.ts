import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { LIEUX_A_ORIENTER } from '../features/annuaire/actions/orienter.fixture.ts'
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

beforeAll(async () => {
  base = await creerBaseDeTest()
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(SOURCES.csv, enCsv(LIEUX_A_ORIENTER))
  const { app } = creerApplicationDeTest(base.db, { statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const ouvrir = visiter

const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** From the menu to the lieux proposed to a family without a car. */
async function demander(page: Page): Promise<void> {
  await page.goto(`${origine}/`)
  await page.getByRole('link', { name: 'Orienter quelqu’un' }).click()
  await titre(page, 'Orienter quelqu’un')
  await page.getByText('Rien n’est gardé.').waitFor()
  await page.getByLabel('Démarches en ligne').check()
  await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
  await page.getByLabel('Sans voiture').check()
  await page.getByText('Plus de précisions').click()
  await page.getByLabel('Un lieu qui reçoit surtout').selectOption('Familles et enfants')
  await page.getByRole('button', { name: 'Trouver des lieux' }).click()
  await titre(page, /lieux à proposer/)
}

async function preparer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Préparer la fiche d’orientation : Médiathèque du Centre' }).click()
  await titre(page, 'Fiche d’orientation')
  await page.getByLabel('À apporter, à préciser').fill('Apporter l’avis d’imposition.\nDemander Mme Roux.')
  await page.getByLabel('De la part de').fill('Service social de Gap')
  await page.getByRole('button', { name: 'Mettre sur la fiche' }).click()
  await page.getByText('Service social de Gap').waitFor()
}

describe.each([
  ['avec JavaScript', () => ordinateur(navigateur)],
  ['sans JavaScript', () => telephone(navigateur, { javaScript: false })]
])('une assistante sociale oriente une famille sans voiture, %s', (_, contexte) => {
  it('elle corrige un oubli, choisit un lieu, prépare la fiche, et ne laisse rien derrière elle', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/orienter`)
    await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await page.getByRole('link', { name: 'Choisissez au moins un besoin.' }).waitFor()
    expect(await page.getByLabel('Où se trouve-t-elle ?').inputValue()).toBe('Gap')

    await demander(page)
    const premier = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Médiathèque du Centre' }) })
    await premier.getByText('à pied').waitFor()
    await premier.getByText('Publics non précisés').waitFor()
    await page.getByText('aucun trajet').waitFor()
    expect(new URL(page.url()).search).toBe('')

    await page.getByRole('button', { name: 'Changer ma demande' }).click()
    expect(await page.getByLabel('Sans voiture').isChecked()).toBe(true)
    expect(await page.getByLabel('Démarches en ligne').isChecked()).toBe(true)
    await page.getByLabel('Il faut que ce soit gratuit').check()
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await titre(page, /lieux à proposer/)
    expect(await page.getByRole('link', { name: 'Atelier payant' }).count()).toBe(0)

    await preparer(page)
    expect(new URL(page.url()).search).toBe('')
    await page.getByRole('link', { name: 'Effacer et recommencer' }).click()
    await titre(page, 'Orienter quelqu’un')
    expect(await page.getByLabel('Démarches en ligne').isChecked()).toBe(false)
    expect(await page.getByLabel('Où se trouve-t-elle ?').inputValue()).toBe('')
  })

  it('elle précise un jour et une heure', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/orienter`)
    await page.getByLabel('Démarches en ligne').check()
    await page.getByLabel('Où se trouve-t-elle ?').fill('05000')
    await page.getByLabel('Un jour et une heure').check()
    await page.getByLabel('Jour', { exact: true }).selectOption('Mardi')
    await page.getByLabel('Heure', { exact: true }).selectOption('18:00')
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await page.getByText(/^Ouvert mardi à 18\sh$/).waitFor()
  })
})

it('la position de l’appareil sert à 100 m près, et ne paraît dans aucune adresse', async () => {
  const page = await ouvrir(
    navigateur.newContext({
      geolocation: { latitude: 44.5594213, longitude: 6.0798321 },
      permissions: ['geolocation'],
      locale: 'fr-FR'
    })
  )
  const adresses: string[] = []
  page.on('request', (requete) => adresses.push(requete.url()))
  await page.goto(`${origine}/orienter`)
  await page.getByLabel('Démarches en ligne').check()
  await page.getByRole('button', { name: 'Autour de moi' }).click()
  await page.getByText('Votre position est prise en compte').waitFor()
  await page.getByRole('button', { name: 'Trouver des lieux' }).click()
  await page.getByText('près de la position donnée').waitFor()
  await page.getByRole('button', { name: 'Changer ma demande' }).click()
  await page.getByText('Votre position est prise, à 100 m près.').waitFor()
  expect(await page.locator('[name=lat]').inputValue()).toBe('44.559')
  expect(adresses.filter((adresse) => /44|lat=|6\.0/.test(new URL(adresse).search))).toEqual([])
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s', (largeur, contexte) => {
  it('chaque page se lit sans gêne', async () => {
    const page = await ouvrir(contexte())
    const verifier = async (nom: string) => {
      await verifierAccessibilite(page)
      await capture(page, `${nom}-${largeur.replace(' px', '')}`)
    }
    await page.goto(`${origine}/orienter`)
    await page.getByLabel('Un jour et une heure').check()
    await page.getByText('Plus de précisions').click()
    await verifier('formulaire')
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await page.getByRole('heading', { name: '4 points à corriger' }).waitFor()
    await verifier('erreur')
    await demander(page)
    await verifier('resultats')
    await preparer(page)
    await verifier('fiche')
    await page.goto(`${origine}/orienter`)
    await page.getByLabel('Recherche d’emploi').check()
    await page.getByLabel('Ordinateur en libre accès').check()
    await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await page.getByText('Aucun lieu ne fait tout ce qui est demandé').waitFor()
    await verifier('qui-fait-quoi')
    await page.getByRole('button', { name: 'Changer ma demande' }).click()
    await page.getByLabel('Où se trouve-t-elle ?').fill('Saint-Denis')
    await page.getByRole('button', { name: 'Trouver des lieux' }).click()
    await titre(page, 'Aucun lieu ne répond à cette demande')
    await verifier('aucun')
    await page.goto(`${origine}/lieux?q=payant`)
    const href = await page.getByRole('link', { name: 'Atelier payant' }).first().getAttribute('href')
    const lieu = /\d+/.exec(href ?? '')?.[0]
    for (const [nom, suite] of [
      ['autour', `&service=${encodeURIComponent('Accès internet et matériel informatique')}`],
      ['autour-choix', ''],
      ['autour-inconnu', '0']
    ] as const) {
      await page.goto(`${origine}/orienter/autour?lieu=${lieu}${suite}`)
      await verifier(nom)
    }
  })
})

it('la fiche s’imprime sur une seule page, même bien remplie', async () => {
  const page = await ouvrir(ordinateur(navigateur))
  await page.goto(`${origine}/orienter`)
  for (const nom of ['Démarches en ligne', 'Recherche d’emploi', 'Ordinateur en libre accès', 'Sécurité en ligne'])
    await page.getByLabel(nom).check()
  await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
  await page.getByLabel('Il faut que ce soit gratuit').check()
  await page.getByLabel('Un jour et une heure').check()
  await page.getByLabel('Jour', { exact: true }).selectOption('Jeudi')
  await page.getByLabel('Heure', { exact: true }).selectOption('18:00')
  await page.getByText('Plus de précisions').click()
  for (const particularite of await page.locator('[name=particularites]').all()) await particularite.check()
  await page.getByLabel('En tête à tête').check()
  await page.getByLabel('Un lieu qui reçoit surtout').selectOption('Familles et enfants')
  await page.getByRole('button', { name: 'Trouver des lieux' }).click()
  await page.getByRole('button', { name: 'Préparer la fiche d’orientation : Maison de tous les services' }).click()
  await page.getByLabel('À apporter, à préciser').fill('Une ligne de ce qu’il faut apporter, assez longue.\n'.repeat(8))
  await page.getByLabel('De la part de').fill('Service social de la communauté d’agglomération de Gap-Tallard-Durance')
  await page.getByRole('button', { name: 'Mettre sur la fiche' }).click()
  await page.getByText('Service social de la communauté').waitFor()
  const pdf = await page.pdf({ preferCSSPageSize: true })
  deposer('fiche.pdf', pdf)
  await page.emulateMedia({ media: 'print' })
  for (const invisible of ['Mettre sur la fiche', 'Revenir aux lieux proposés'])
    expect(await page.getByRole('button', { name: invisible }).isVisible()).toBe(false)
  await page.setViewportSize({ width: 688, height: 1_040 })
  await capture(page, 'fiche-papier')
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})

// Pictures to look at, when a folder is given for them.
const VUES = process.env.VUES
async function capture(page: Page, nom: string): Promise<void> {
  if (VUES) deposer(`${nom}.png`, await page.screenshot({ fullPage: true }))
}
function deposer(nom: string, contenu: Uint8Array): void {
  if (!VUES) return
  mkdirSync(VUES, { recursive: true })
  writeFileSync(join(VUES, nom), contenu)
}
