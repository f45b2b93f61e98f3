import { beforeAll, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string
const BASE = '/administration/reseaux'

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  const id = await creerCompte(base.db, { courriel: 'a@exemple.fr', pseudonyme: 'Alix', sansMotDePasse: true })
  await donner(base.db, id, { role: 'administrateur', reseau: 'sicoval' })
  cookie = await cookieDe(base.db, id)
})

const lire = async (chemin: string) => {
  const reponse = await site.get(chemin, { headers: { cookie } })
  return { statut: reponse.status, texte: await reponse.text() }
}
const envoyer = async (chemin: string, champs: Record<string, string> = {}) =>
  (await site.post(chemin, champs, { headers: { cookie } })).status

it('qui administre un réseau règle le sien, et lui seul', async () => {
  const liste = await lire(BASE)
  expect(liste.statut).toBe(200)
  expect(liste.texte).toContain(`href="${BASE}/sicoval"`)
  expect(liste.texte).not.toContain(`href="${BASE}/national"`)
  expect(liste.texte).not.toContain(`${BASE}/nouveau`)
  expect((await lire(`${BASE}/sicoval`)).statut).toBe(200)
  expect((await lire(`${BASE}/national`)).statut).toBe(403)
  expect((await lire(`${BASE}/nouveau`)).statut).toBe(403)
  expect(await envoyer(`${BASE}/sicoval/identite`, { nom: '' })).toBe(422)
  expect(await envoyer(`${BASE}/national/identite`, { nom: 'Le mien' })).toBe(403)
  expect(await envoyer(BASE, { nom: 'Un réseau de plus' })).toBe(403)
})

it('ne déplace pas le périmètre où ses droits s’arrêtent', async () => {
  const { texte } = await lire(`${BASE}/sicoval`)
  expect(texte).toContain('Seule la personne qui administre le site peut le changer')
  expect(texte).not.toContain('/territoires')
  expect(await envoyer(`${BASE}/sicoval/territoires`, { choix: 'region:76' })).toBe(403)
  expect(await envoyer(`${BASE}/sicoval/territoires/retirer`, { choix: 'epci:243100633' })).toBe(403)
})
