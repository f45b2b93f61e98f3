import { createServer, type ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { jobsDesFeatures } from '../../../app.tsx'
import { lireConfig } from '../../../config.ts'
import { transaction } from '../../../platform/db/index.ts'
import { cronIsDue, cronPeriod, nextCron } from '../../../platform/jobs/cron.ts'
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

it('une source en panne est redemandée de moins en moins souvent, et une personne n’est prévenue qu’une fois', async () => {
  let demandes = 0
  let enPanne = true
  await declarerSource((res) => {
    demandes++
    if (enPanne) res.writeHead(404).end()
    else res.end(enCsv(lignes(1, 5)))
  })
  expect(await quartDHeure('2026-06-02T04:00:00Z')).toEqual(['refusee'])
  const essais = demandes
  await quartDHeure('2026-06-02T04:15:00Z')
  expect(demandes).toBe(essais)
  // One hour, then four, then a day: its own schedule waits meanwhile.
  for (const [instant, combien] of [
    ['2026-06-02T05:00:00Z', 2],
    ['2026-06-02T08:45:00Z', 2],
    ['2026-06-02T09:00:00Z', 3],
    ['2026-06-03T04:00:00Z', 3],
    ['2026-06-03T09:00:00Z', 4]
  ] as const)
    expect(await quartDHeure(instant), instant).toHaveLength(combien)
  const { rows } = await sql<{ motif: string }>`select motif from courriel`.execute(base.db)
  expect(rows).toEqual([{ motif: 'livraison-refusee' }])
  // Back on its feet: its own schedule again.
  enPanne = false
  expect((await quartDHeure('2026-06-05T09:00:00Z')).at(-1)).toBe('appliquee')
  expect(await quartDHeure('2026-06-06T03:45:00Z')).toHaveLength(5)
  expect(await quartDHeure('2026-06-06T04:00:00Z')).toHaveLength(6)
})

it('une livraison qui attend une personne n’est pas doublée par la suivante', async () => {
  let combien = 10
  await declarerSource((res) => res.end(enCsv(lignes(1, combien))))
  await quartDHeure('2026-06-02T04:00:00Z')
  combien = 5
  expect(await quartDHeure('2026-06-03T04:00:00Z')).toEqual(['appliquee', 'en-attente'])
  expect(await quartDHeure('2026-06-04T04:00:00Z')).toEqual(['appliquee', 'en-attente'])
})

it('un horaire dit sa prochaine heure, et sa plus longue attente', () => {
  const prochaine = (cron: string, apres: string) => nextCron(cron, new Date(apres))?.toISOString()
  expect(prochaine('0 4 * * 1', '2026-06-08T04:00:00Z')).toBe('2026-06-15T04:00:00.000Z')
  expect(prochaine('*/15 * * * *', '2026-06-08T04:14:59Z')).toBe('2026-06-08T04:15:00.000Z')
  expect(prochaine('0 4 31 2 *', '2026-06-08T04:14:59Z')).toBeUndefined()
  expect(cronPeriod('0 4 * * 1-5', new Date('2026-06-08T04:00:00Z'))).toBe(3 * 86_400_000)
  expect(cronPeriod('0 4 31 2 *', new Date('2026-06-08T04:00:00Z'))).toBeUndefined()
})

it('un horaire dit s’il est passé depuis la dernière fois', () => {
  const due = (cron: string, depuis: string, jusqua: string) => cronIsDue(cron, new Date(depuis), new Date(jusqua))
  expect(due('0 4 * * 1', '2026-06-01T04:00:00Z', '2026-06-08T03:59:00Z')).toBe(false)
  expect(due('0 4 * * 1', '2026-06-01T04:00:00Z', '2026-06-08T04:00:00Z')).toBe(true)
  expect(due('0 4 * * 1', '1970-01-01T00:00:00Z', '2026-06-08T04:07:00Z')).toBe(true)
  expect(due('*/15 * * * *', '2026-06-08T04:00:30Z', '2026-06-08T04:14:59Z')).toBe(false)
})
