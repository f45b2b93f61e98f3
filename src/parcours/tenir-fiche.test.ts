import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { lienFicheAJour } from '../features/annuaire/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { transaction } from '../platform/db/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, telephone, verifierAccessibilite, visiter } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

let base: BaseDeTest
let origine: string
let navigateur: Browser
let cookie: string
const PREMIER = 1

beforeAll(async () => {
  base = await creerBaseDeTest()
  // The browser has its own clock: a session that ended in the tests' time would be dropped at once.
  const now = () => new Date()
  const { app } = creerApplicationDeTest(base.db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  origine = await ecouter(app)
  await ouvrirAtelier(base.db, await obtenirGeographie(base.db)).importer(SOURCES.csv, enCsv(lignes(1, 2)))
  const compte = await creerCompte(base.db, { courriel: 'rose@exemple.fr', pseudonyme: 'Rose', now: now() })
  await donner(base.db, compte, { role: 'responsable', reseau: 'national', lieux: [PREMIER, PREMIER + 1] }, now())
  cookie = await cookieDe(base.db, compte, { now: now() })
  navigateur = await ouvrirNavigateur()
})

const titre = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

describe.each([
  ['avec JavaScript', true, PREMIER],
  ['sans JavaScript', false, PREMIER + 1]
])('sur un téléphone, %s', (_, javaScript, lieu) => {
  it('un responsable colle ses horaires, regarde l’aperçu, publie, puis dit sa fiche à jour depuis le rappel', async () => {
    const page = await visiter(telephone(navigateur, { javaScript }))
    const [nom = '', value = ''] = cookie.split('=')
    await page.context().addCookies([{ name: nom, value, url: origine }])
    const verifier = () => (javaScript ? verifierAccessibilite(page) : Promise.resolve())

    await page.goto(`${origine}/lieux/${lieu}`)
    await page.getByRole('link', { name: 'Modifier cette fiche' }).click()
    await titre(page, 'Modifier la fiche')
    await verifier()
    await page.getByRole('link', { name: 'Modifier : Horaires' }).click()
    await titre(page, 'Horaires')
    await verifier()
    await page.getByLabel('Je les écris, ou je les colle').check()
    await page.getByLabel('Vos horaires').fill('quand il fait beau')
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.getByRole('heading', { name: 'Un point à corriger' }).waitFor()
    expect(await page.getByLabel('Vos horaires').inputValue()).toBe('quand il fait beau')
    await verifier()
    await page.getByLabel('Vos horaires').fill('lundi au vendredi 9h-12h')
    await page.getByRole('button', { name: 'Voir l’aperçu' }).click()
    await page.getByRole('heading', { name: 'Aperçu : rien n’est encore publié' }).waitFor()
    await page.getByText('Horaires habituels').first().waitFor()
    await verifier()
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.getByRole('heading', { name: 'C’est publié : Horaires' }).waitFor()
    for (const section of ['Nom et adresse', 'Aides et publics', 'Photos']) {
      await page.getByRole('link', { name: `Modifier : ${section}` }).click()
      await titre(page, section)
      await verifier()
      await page.goBack()
    }
    await page.getByRole('link', { name: 'Voir la fiche' }).click()
    await page.getByText('Horaires habituels').first().waitFor()

    // The mail is read elsewhere: nobody is signed in there.
    const chemin = await transaction(base.db, (trx) => lienFicheAJour(trx, lieu, new Date()))
    const ailleurs = await visiter(telephone(navigateur, { javaScript }))
    await ailleurs.goto(origine + chemin)
    await titre(ailleurs, 'Votre fiche est-elle à jour ?')
    if (javaScript) await verifierAccessibilite(ailleurs)
    await ailleurs.getByRole('button', { name: 'Ma fiche est à jour' }).click()
    await titre(ailleurs, 'Merci, c’est noté')
    await ailleurs.goto(origine + chemin)
    await titre(ailleurs, 'C’est déjà noté, merci')
    if (javaScript) await verifierAccessibilite(ailleurs)
  }, 60_000)
})
