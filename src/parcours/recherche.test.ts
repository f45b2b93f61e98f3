import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

let origine: string
let navigateur: Browser

beforeAll(async () => {
  const base = await creerBaseDeTest()
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 24, { frais_a_charge: 'Gratuit', horaires: 'Mo-Fr 09:00-17:00', date_maj: '2026-05-02' }),
      ...lignes(25, 30, { frais_a_charge: 'Payant', services: 'Loisirs et créations numériques' }),
      ligne('l31', {
        nom: 'Point numérique de Veynes',
        commune: 'Veynes',
        code_postal: '05400',
        latitude: '44.535',
        longitude: '5.82',
        horaires: 'Tu 16:00-20:00',
        prise_en_charge_specifique: 'Handicaps moteurs',
        presentation_resume: 'Une personne vous aide à déclarer vos impôts.'
      })
    ])
  )
  const { app } = creerApplicationDeTest(base.db, {
    reglages: { AIDE_TELEPHONE: '01 99 00 47 10' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const ouvrir = visiter

const titre = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

describe.each([
  ['avec JavaScript', true],
  ['sans JavaScript', false]
])('une personne, %s', (_, javaScript) => {
  it('cherche de l’aide pour ses impôts autour de Gap, garde ce qui est gratuit, et revient en arrière', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }))
    await page.goto(origine)
    await page.getByLabel('De quoi avez-vous besoin ?').fill('impots')
    await page.getByLabel('Où ?').fill('Gap')
    await page.getByRole('button', { name: 'Trouver un lieu' }).click()
    await page.waitForURL('**/lieux?*')
    expect(await titre(page)).toMatch(/^\d+\slieux pour «\simpots\s» à moins de 20\skm de Gap$/)
    expect(await page.locator('.card').first().innerText()).toContain('démarches en ligne')
    await page.getByLabel(/^Gratuit \(/).check()
    await page.getByRole('button', { name: 'Afficher les lieux' }).click()
    await page.waitForURL('**frais_a_charge=Gratuit**')
    expect(await titre(page)).toMatch(/^24\slieux/)
    await page.getByRole('link', { name: 'Gratuit Retirer' }).click()
    await page.waitForURL((url) => !url.searchParams.has('frais_a_charge'))
    expect(new URL(page.url()).searchParams.get('q')).toBe('impots')
  })

  it('lit toutes les pages, dont les repères se suivent', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }))
    await page.goto(`${origine}/lieux?commune=Gap`)
    await page.getByRole('link', { name: 'Page suivante' }).click()
    await page.waitForURL('**page=2**')
    await page.getByText('Page 2 sur 2').waitFor()
    expect(await page.locator('.pin').first().innerText()).toContain('21')
  })

  it('affine sur un téléphone, dans une page à part, et revient à la liste', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }))
    await page.goto(`${origine}/lieux?commune=Gap&rayon=50`)
    expect(await page.locator('#filtres').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Affiner' }).click()
    await page.getByRole('heading', { level: 1, name: 'Affiner la recherche' }).waitFor()
    await page.getByRole('button', { name: /^Voir les 31\s+lieux$/ }).waitFor()
    await page.getByText('Prix', { exact: true }).first().click()
    await page.getByLabel(/^Payant \(6\)/).check()
    // The number was that of the search before the box changed.
    await page.getByRole('button', { name: /^Voir les\s+lieux$/ }).click()
    await page.waitForURL('**frais_a_charge=Payant**')
    expect(await titre(page)).toMatch(/^6\slieux à moins de 50\skm de Gap$/)
  })

  it('cherche ce qui est ouvert mardi soir, et sait ce qu’il faut appeler', async () => {
    const page = await ouvrir(ordinateur(navigateur, { javaScript }))
    await page.goto(`${origine}/lieux?commune=Gap&rayon=50`)
    await page.getByLabel('Ouvert quand ?').selectOption({ label: 'Mardi soir (18 h)' })
    await page.getByRole('button', { name: 'Afficher les lieux' }).click()
    await page.waitForURL('**ouvert=mardi-18**')
    expect(await titre(page)).toMatch(/^1\slieu ouvert mardi à 18\sh/)
    expect(await page.locator('.results').innerText()).toMatch(
      /1\slieu ouvert, 24\slieux fermés, et 6\slieux dont les horaires ne sont pas connus\s: à appeler/
    )
  })

  it('sait quel critère lâcher quand rien ne répond', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript }))
    await page.goto(`${origine}/lieux?commune=Veynes&frais_a_charge=Payant`)
    expect(await titre(page)).toMatch(/^Aucun lieu/)
    await page.getByRole('link', { name: /^sans «\sPayant\s»\s: 1\slieu$/ }).click()
    await page.getByRole('link', { name: 'Point numérique de Veynes' }).waitFor()
  })
})

it('toute la recherche se fait au clavier', async () => {
  const page = await ouvrir(ordinateur(navigateur))
  await page.goto(`${origine}/lieux`)
  await page.getByLabel('De quoi avez-vous besoin ?').focus()
  await page.keyboard.type('impôts')
  // « Autour de moi » stands between the two fields.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('commune')
  await page.keyboard.type('veyn')
  await page.getByRole('option', { name: 'Veynes Hautes-Alpes' }).waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await page.getByLabel('Où ?').getAttribute('aria-activedescendant')).toBe('commune-suggestions-0')
  await page.keyboard.press('Enter')
  expect(await page.getByLabel('Où ?').inputValue()).toBe('Veynes')
  await page.keyboard.press('Enter')
  await page.waitForURL('**commune=Veynes**')
  expect(await titre(page)).toMatch(/«\simpôts\s» à moins de 20\skm de Veynes/)
  await page.getByText('Accessibilité et besoins particuliers').first().focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForURL('**prise_en_charge_specifique=**')
  expect(await titre(page)).toMatch(/^1\slieu/)
  await page.getByRole('link', { name: 'Point numérique de Veynes' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Point numérique de Veynes' }).waitFor()
})

describe('autour de moi', () => {
  it('met la position, à 100 mètres près, à la place du lieu', async () => {
    const contexte = await ordinateur(navigateur)
    await contexte.grantPermissions(['geolocation'], { origin: origine })
    await contexte.setGeolocation({ latitude: 44.5345678, longitude: 5.8212345 })
    const page = await ouvrir(Promise.resolve(contexte))
    await page.goto(`${origine}/lieux?commune=Gap&rayon=5`)
    await page.getByRole('button', { name: 'Autour de moi' }).click()
    await page.getByText('Votre position est prise en compte').waitFor()
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.waitForURL('**lat=44.535&lon=5.821**')
    expect(await titre(page)).toMatch(/^1\slieu à moins de 5\skm de vous$/)
    expect(await page.getByLabel('Où ?').getAttribute('placeholder')).toBe('Autour de votre position')
    await page.getByLabel('Où ?').fill('Gap')
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.waitForURL('**commune=Gap**')
    expect(page.url()).not.toContain('lat=')
  })

  it('explique un refus, et laisse écrire', async () => {
    const page = await ouvrir(telephone(navigateur))
    await page.goto(origine)
    await page.getByRole('button', { name: 'Autour de moi' }).click()
    await page.getByText('Votre navigateur n’a pas donné votre position.').waitFor()
  })

  it('ne se propose pas sans JavaScript', async () => {
    const page = await ouvrir(telephone(navigateur, { javaScript: false }))
    await page.goto(origine)
    expect(await page.getByRole('button', { name: 'Autour de moi' }).count()).toBe(0)
  })
})

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s, rien ne gêne la lecture', (_, contexte) => {
  it.each([
    ['de l’accueil', '/'],
    ['des résultats', '/lieux?q=impots&commune=Gap&rayon=20'],
    ['de filtres choisis', '/lieux?commune=Gap&frais_a_charge=Gratuit&frais_a_charge=inconnu&ouvert=mardi-18:00'],
    ['d’une autre page', '/lieux?page=2'],
    ['d’une recherche sans résultat', '/lieux?commune=Veynes&frais_a_charge=Payant'],
    ['de paramètres ignorés', '/lieux?tri=hasard&rayon=-3&services=x&page=999&q=ateleir+zzzz'],
    ['d’un lieu inconnu', '/lieux?commune=Nulle-Part'],
    ['d’un homonyme', '/lieux?commune=Saint-Denis'],
    ['des filtres seuls', '/lieux?commune=Gap&frais_a_charge=Gratuit&vue=filtres']
  ])('%s', async (_, chemin) => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}${chemin}`)
    // Everything unfolded is checked too.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await verifierAccessibilite(page)
  })

  it('des suggestions ouvertes', async () => {
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/lieux`)
    await page.getByLabel('Où ?').pressSequentially('saint-d')
    const liste = page.getByRole('listbox', { name: 'Lieux proposés' })
    await liste.waitFor()
    await page.keyboard.press('ArrowDown')
    await verifierAccessibilite(page)
    await page.keyboard.press('Escape')
    expect(await liste.isVisible()).toBe(false)
    expect(await page.getByLabel('Où ?').inputValue()).toBe('saint-d')
  })
})
