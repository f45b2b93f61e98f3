import { createServer, type ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { jobsDesFeatures } from '../../../app.tsx'
import { lireConfig } from '../../../config.ts'
import { transaction } from '../../../platform/db/index.ts'
import { cronIsDue } from '../../../platform/jobs/cron.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { enCsv, lignes, SOURCES } from '../actions/import.fixture.ts'
import { declarer } from '../domain/declaration.ts'
import { listLivraisons } from '../store/livraison.store.ts'
import { viderAnnuaire } from '../store/photographie.fixture.ts'
import { saveSource } from '../store/source.store.ts'

let base: BaseDeTest
const jobs = jobsDesFeatures(lireConfig({ IMPORT_ADRESSES_INTERNES: 'oui' }))

beforeAll(async () => {
  base = await creerBaseDeTest()
})
beforeEach(async () => {
  await viderAnnuaire(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
})

/** A producer's server, and a source read there every day at 4 o'clock. */
async function declarerSource(repondre: (res: ServerResponse, etag: string | undefined) => void) {
  const serveur = createServer((req, res) => repondre(res, req.headers['if-none-match']))
  await new Promise<void>((resolve) => void serveur.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void serveur.close())
  const url = `http://127.0.0.1:${(serveur.address() as { port: number }).port}/`
  const source = declarer({ ...SOURCES.csv, origine: { type: 'url', url, cron: '0 4 * * *' } })
  await transaction(base.db, (trx) => saveSource(trx, source, new Date('2026-06-01T00:00:00Z')))
}

async function quartDHeure(instant: string) {
  await transaction(base.db, (trx) => queueJob(trx, 'recuperer-sources', {}))
  await executerTravaux(base, jobs, () => new Date(instant))
  return (await listLivraisons(base.db)).map(({ etat }) => etat).reverse()
}

it('une source se lit à son heure, une fois, et seulement si elle a changé', async () => {
  let version = 1
  const demandes: (string | undefined)[] = []
  await declarerSource((res, etag) => {
    demandes.push(etag)
    if (etag === `"${version}"`) res.writeHead(304).end()
    else res.writeHead(200, { etag: `"${version}"` }).end(enCsv(lignes(1, 4 + version)))
  })
  expect(await quartDHeure('2026-06-02T04:00:00Z')).toEqual(['appliquee'])
  expect(await quartDHeure('2026-06-02T04:15:00Z')).toEqual(['appliquee'])
  expect(await quartDHeure('2026-06-02T23:45:00Z')).toEqual(['appliquee'])
  expect(await quartDHeure('2026-06-03T04:00:00Z')).toEqual(['appliquee', 'inchangee'])
  version = 2
  expect(await quartDHeure('2026-06-04T04:00:00Z')).toEqual(['appliquee', 'inchangee', 'appliquee'])
  expect(demandes).toEqual([undefined, '"1"', '"1"'])
})

it('une source en panne n’est pas harcelée : elle est redemandée à son heure suivante', async () => {
  let demandes = 0
  await declarerSource((res) => {
    demandes++
    res.writeHead(500).end()
  })
  expect(await quartDHeure('2026-06-02T04:00:00Z')).toEqual(['refusee'])
  const essais = demandes
  for (const heure of ['04:15', '05:00', '12:00']) await quartDHeure(`2026-06-02T${heure}:00Z`)
  expect(demandes).toBe(essais)
  expect(await quartDHeure('2026-06-03T04:00:00Z')).toEqual(['refusee', 'refusee'])
})

it('une livraison qui attend une personne n’est pas doublée par la suivante', async () => {
  let combien = 10
  await declarerSource((res) => res.end(enCsv(lignes(1, combien))))
  await quartDHeure('2026-06-02T04:00:00Z')
  combien = 5
  expect(await quartDHeure('2026-06-03T04:00:00Z')).toEqual(['appliquee', 'en-attente'])
  expect(await quartDHeure('2026-06-04T04:00:00Z')).toEqual(['appliquee', 'en-attente'])
})

it('un horaire dit s’il est passé depuis la dernière fois', () => {
  const due = (cron: string, depuis: string, jusqua: string) => cronIsDue(cron, new Date(depuis), new Date(jusqua))
  expect(due('0 4 * * 1', '2026-06-01T04:00:00Z', '2026-06-08T03:59:00Z')).toBe(false)
  expect(due('0 4 * * 1', '2026-06-01T04:00:00Z', '2026-06-08T04:00:00Z')).toBe(true)
  expect(due('0 4 * * 1', '1970-01-01T00:00:00Z', '2026-06-08T04:07:00Z')).toBe(true)
  expect(due('*/15 * * * *', '2026-06-08T04:00:30Z', '2026-06-08T04:14:59Z')).toBe(false)
})
