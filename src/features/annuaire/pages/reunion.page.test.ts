import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { FEATURES } from '../../../app.tsx'
import type { Trx } from '../../../platform/db/index.ts'
import type { DeplacementDeNumeros, Feature } from '../../../platform/http/feature.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { creerBaseDuTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, enJson, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'

// A feature that keeps something about lieux, as the adhesions will: the most severe state stays, a bar goes to both.
let panne = false
const appels: { deplacements: readonly DeplacementDeNumeros[]; cause: string }[] = []
const adhesions: Feature = {
  nom: 'adhesions',
  async surReunion(trx: Trx, deplacements, { cause }) {
    appels.push({ deplacements, cause })
    for (const { genre, de, vers } of deplacements)
      if (genre === 'reunion')
        await sql`update essai_adhesion a set severite = greatest(a.severite, b.severite) from essai_adhesion b
          where a.lieu = ${vers} and b.lieu = ${de}`.execute(trx)
    if (panne) throw new Error('la suite de la réunion est tombée')
  }
}

let base: Awaited<ReturnType<typeof creerBaseDuTest>>
let site: ReturnType<typeof creerApplicationDeTest>
let atelier: Atelier
let cookie: string
let a: number
let b: number

beforeEach(async () => {
  base = await creerBaseDuTest()
  site = creerApplicationDeTest(base.db, { features: [...FEATURES, adhesions] })
  cookie = await cookieAdministration(base.db)
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { nom: 'Médiathèque des Cimes', adresse: '12 rue du Four' })]))
  await atelier.importer(SOURCES.json, enJson([ligne('l2', { nom: 'La Bricole', adresse: '31 avenue de la Gare' })]))
  const { rows } = await sql<{ id: number }>`select id from lieu where retire_le is null order by id`.execute(base.db)
  ;[a, b] = rows.map(({ id }) => id) as [number, number]
  await sql`create table essai_adhesion as select id as lieu, case when id = ${a} then 1 else 3 end as severite from lieu`.execute(
    base.db
  )
  panne = false
  appels.length = 0
})

const envoyer = (chemin: string, champs: Record<string, string>) => site.post(chemin, champs, { headers: { cookie } })
const severites = async () =>
  (
    await sql<{ severite: number }>`
      select a.severite from essai_adhesion a join lieu l on l.id = a.lieu where l.retire_le is null order by l.id`.execute(
      base.db
    )
  ).rows.map(({ severite }) => severite)

it('une réunion et une séparation se disent à qui garde quelque chose des lieux, dans la même transaction', async () => {
  expect((await envoyer(`/administration/lieux/${a}/reunion`, { avec: String(b) })).status).toBe(303)
  const [reunion] = appels
  expect(reunion?.cause).toBe('decision')
  expect(reunion?.deplacements).toHaveLength(1)
  const { de = 0, vers = 0 } = reunion?.deplacements[0] ?? {}
  expect([de, vers].sort()).toEqual([a, b].sort())
  expect(await severites()).toEqual([3])

  const lot = (await sql<{ lot: string }>`select lot from decision limit 1`.execute(base.db)).rows[0]?.lot ?? ''
  expect((await envoyer(`/administration/lieux/${vers}/annulation`, { lot })).status).toBe(303)
  expect(appels[1]).toEqual({ cause: 'annulation', deplacements: [{ genre: 'separation', de: vers, vers: de }] })
})

it('ce qui ne peut pas suivre défait la réunion entière', async () => {
  panne = true
  expect((await envoyer(`/administration/lieux/${a}/reunion`, { avec: String(b) })).status).toBe(500)
  expect(await severites()).toEqual([1, 3])
  const { rows } = await sql`select 1 from decision`.execute(base.db)
  expect(rows).toEqual([])
})

it('une livraison qui réunit deux fiches le dit aussi', async () => {
  await atelier.importer(
    SOURCES.json,
    enJson([ligne('l2', { nom: 'Médiathèque des Cimes', adresse: '12 rue du Four' })])
  )
  expect(appels.map(({ cause, deplacements }) => [cause, deplacements.map(({ genre }) => genre)])).toEqual([
    ['livraison', ['reunion']]
  ])
})
