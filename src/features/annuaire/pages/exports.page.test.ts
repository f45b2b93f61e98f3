import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest, ecouter } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 30, { frais_a_charge: 'Gratuit' }),
      ligne('l31', { presentation_detail: '=HYPERLINK("http://exemple.fr")', telephone: '06 12 34 56 78' }),
      ligne('l32', { commune: 'Mende', code_postal: '48000', latitude: '44.518', longitude: '3.50' })
    ])
  )
})

const nombres = async (query: string) => ({
  csv: parse(await (await site.get(`/lieux.csv${query}`)).text(), { columns: true }).length,
  json: ((await (await site.get(`/lieux.json${query}`)).json()) as unknown[]).length,
  geojson: ((await (await site.get(`/lieux.geojson${query}`)).json()) as { features: unknown[] }).features.length
})

describe('l’export d’une recherche', () => {
  it.each([
    ['', 32],
    ['?frais_a_charge=Gratuit', 30],
    ['?frais_a_charge=inconnu', 2],
    ['?commune=Mende', 1],
    ['?commune=Gap&frais_a_charge=Gratuit&page=2', 30],
    ['?frais_a_charge=Gratuit&tri=fraicheur', 30],
    // As on the page: what does not hold is left aside.
    ['?frais_a_charge=jardinage&commune=Nulle-Part&rayon=1e9&couleur=bleu', 32],
    ['?q=introuvable', 0]
  ])('%s donne les %i lieux de la page, dans les trois formes', async (query, total) => {
    expect(await nombres(query)).toEqual({ csv: total, json: total, geojson: total })
  })

  it('n’a ni formule ni portable, et s’enregistre sous son nom', async () => {
    for (const format of ['csv', 'json', 'geojson']) {
      const reponse = await site.get(`/lieux.${format}`)
      expect(reponse.headers.get('content-disposition')).toBe(`attachment; filename="lieux.${format}"`)
      const texte = await reponse.text()
      expect(texte).not.toMatch(/6\s?12\s?34\s?56\s?78/)
      if (format === 'csv') expect(texte).toContain(`'=HYPERLINK`)
    }
    const tete = await site.get('/lieux.csv', { method: 'HEAD' })
    expect(tete.status).toBe(200)
    expect(await tete.text()).toBe('')
  })
})

describe('quand beaucoup de grands fichiers partent à la fois', () => {
  beforeAll(async () => {
    await sql`
      insert into lieu (nom, adresse_page, valeurs, provenance, publiees, empreinte, fictif, complet, position_approchee,
        cree_le, modifie_le, sources, mots, revision)
      select 'Lieu ' || n, 'lieu', '{}', '{}', json_build_object('nom', 'Lieu ' || n, 'presentation_detail', repeat('Très long. ', 200)), '',
        false, false, false, now(), now(), '{}', '', (select revision + 1 from annuaire_etat)
      from generate_series(1, 3000) n`.execute(base.db)
    await sql`update annuaire_etat set revision = revision + 1`.execute(base.db)
  })

  it('les suivants attendent leur tour, une petite recherche non, et une place rendue resert', async () => {
    const adresse = await ecouter(site.app)
    const partis = [new AbortController(), new AbortController(), new AbortController(), new AbortController()]
    const lecteurs = await Promise.all(
      partis.map(async ({ signal }) => {
        const reponse = await fetch(`${adresse}/lieux.json`, { signal })
        expect(reponse.status).toBe(200)
        return reponse
      })
    )
    const refuse = await fetch(`${adresse}/lieux.csv`)
    expect(refuse.status).toBe(503)
    expect(refuse.headers.get('retry-after')).toBe('30')
    expect(await refuse.text()).toContain('Réessayez dans 30 secondes')
    expect((await fetch(`${adresse}/lieux.csv?commune=Gap`)).status).toBe(200)
    expect((await fetch(`${adresse}/lieux.csv`, { method: 'HEAD' })).status).toBe(200)

    // One reads to the end, another one leaves.
    expect(((await lecteurs[0]?.json()) as unknown[]).length).toBe(3032)
    partis[1]?.abort()
    await expect.poll(async () => (await fetch(`${adresse}/lieux.json`)).status).toBe(200)
    for (const { abort } of partis.slice(2).map((p) => ({ abort: () => p.abort() }))) abort()
  })
})
