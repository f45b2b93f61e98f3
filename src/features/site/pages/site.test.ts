import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { loadStatiques } from '../../../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { ouvrirNavigateur, telephone, verifierAccessibilite } from '../../../platform/testing/navigateur.ts'
import { RACINE } from '../../../racine.ts'

let base: BaseDeTest
let adresse: string
let navigateur: Browser
beforeAll(async () => {
  base = await creerBaseDeTest()
  const statiques = loadStatiques(join(RACINE, 'dist', 'client'))
  adresse = await ecouter(creerApplicationDeTest(base.db, { statiques }).app)
  navigateur = await ouvrirNavigateur()
})

const lire = async (chemin: string, reglages: Record<string, string> = {}) => {
  const reponse = await creerApplicationDeTest(base.db, { reglages }).get(chemin)
  expect(reponse.status).toBe(200)
  return reponse.text()
}

it('dit qui édite le site, et à qui demander d’effacer', async () => {
  const page = await lire('/mentions-legales', {
    EDITEUR_NOM: 'Association des <lieux>',
    EDITEUR_CONTACT: 'contact@exemple.fr',
    HEBERGEUR: 'Hébergeur, 1 rue du Port, 44000 Nantes'
  })
  expect(page).toContain('Association des &lt;lieux&gt;')
  expect(page).toContain('<a href="mailto:contact@exemple.fr">')
  expect(page).toContain('1 rue du Port')
  expect(page).not.toContain('Non renseigné')
})

it('ne cache pas ce que l’opérateur n’a pas renseigné', async () => {
  expect(await lire('/mentions-legales')).toContain('<code>HEBERGEUR</code>')
})

it('cite les producteurs de la géographie', async () => {
  const page = await lire('/mentions-legales')
  expect(page).toContain('INSEE')
  expect(page).toContain('GeoNames')
})

it('n’annonce pas une conformité que personne n’a vérifiée', async () => {
  const page = await lire('/accessibilite')
  expect(page).toContain('n’a pas encore été audité')
  expect(page).toContain('Défenseur des droits')
})

it('chaque page du pied existe', async () => {
  const page = await lire('/aide')
  const pied = page.slice(page.indexOf('<footer'))
  const liens = [...pied.matchAll(/href="(\/[^"]*)"/g)].map(([, lien]) => lien as string)
  expect(liens).toContain('/mentions-legales')
  for (const lien of liens) await lire(lien)
})

it('ne dépose aucun cookie à qui lit', async () => {
  const reponse = await creerApplicationDeTest(base.db).get('/mentions-legales')
  expect(reponse.headers.get('set-cookie')).toBeNull()
})

it('se lit par tous : axe, contrastes, petit écran', { timeout: 60_000 }, async () => {
  const page = await (await telephone(navigateur)).newPage()
  for (const chemin of ['/aide', '/accessibilite', '/mentions-legales']) {
    await page.goto(adresse + chemin)
    await verifierAccessibilite(page)
  }
})
