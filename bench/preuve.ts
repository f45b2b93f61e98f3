/**
 * How many people may check a membership at once: one process of the built server, gzip, the generator on the same machine.
 * One sticker photographed by everybody, a thousand of them, the badge, and a status list where five hundred are suspended.
 *   npm run bench:preuve
 *   npm run bench:preuve -- --lieux 500 --secondes 3
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import { chargerChartesLivrees } from '../src/features/charte/index.ts'
import type { Db } from '../src/platform/db/index.ts'
import { RACINE } from '../src/racine.ts'
import { withBase } from './base.ts'
import { construire, demarrer, remplir } from './site.ts'

const { values } = parseArgs({
  options: {
    lieux: { type: 'string', default: '5000' },
    secondes: { type: 'string', default: '10' },
    connexions: { type: 'string', default: '20' }
  }
})
const SECONDES = Number(values.secondes)
const CONNEXIONS = Number(values.connexions)
const SUSPENDUS = 500

/** Members since a month, straight in the tables; the first ones suspended. Returns their numbers. */
async function adherer(db: Db): Promise<string[]> {
  const { rows: lieux } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  const dossiers = lieux.map(({ id }, rang) => ({
    id: randomUUID(),
    lieu: id,
    etat: rang < SUSPENDUS ? 'SUSPENDU' : 'MEMBRE'
  }))
  await sql`
    insert into adhesion (id, reseau_id, charte_id, lieu_id, etat, depuis, version_id, origine, membre_depuis, ancre, mois,
      periode_debut, periode_fin, cree_le, modifie_le)
    select d.id, 'national', 'nationale', d.lieu, d.etat, now(), v.id, 'droit', now() - interval '1 month',
      (now() - interval '1 month')::date, 0, now() - interval '1 month', now() + interval '11 months', now(), now()
    from json_to_recordset(${JSON.stringify(dossiers)}::json) as d(id uuid, lieu bigint, etat text)
    cross join (select id from charte_version where charte_id = 'nationale' limit 1) v`.execute(db)
  await sql`
    insert into adhesion_transition (adhesion_id, rang, numero, de, vers, le, inscrite_le, acteur)
    select id, 1, 'T7', 'REFERENCE', 'MEMBRE', membre_depuis, membre_depuis, 'systeme' from adhesion`.execute(db)
  await sql`
    insert into marque_place (adhesion_id, membre_depuis, reseau_id, liste, place, attribuee_le)
    select id, membre_depuis, 'national', 1, row_number() over (order by random()) * 7, now() from adhesion`.execute(db)
  return dossiers.map(({ id }) => id).reverse()
}

const fr = (n: number) => Math.round(n).toLocaleString('fr-FR')

construire()
await withBase(async (db, geo, url) => {
  const lieux = await remplir(db, geo, Number(values.lieux))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-02T08:00:00Z'))
  const membres = (await adherer(db)).slice(0, 1_000)
  const [un = ''] = membres
  const essais: readonly (readonly [string, readonly string[]])[] = [
    ['la page d’un autocollant', [`/adhesions/${un}`]],
    ['mille pages de vérification', membres.map((id) => `/adhesions/${id}`)],
    ['le badge signé d’un lieu', [`/adhesions/${un}/badge.json`]],
    ['mille badges signés', membres.map((id) => `/adhesions/${id}/badge.json`)],
    ['la liste de statuts', ['/reseaux/national/statuts/suspension-1']]
  ]
  console.log(
    `${fr(lieux)} membres dont ${SUSPENDUS} suspendus, un processus, ${CONNEXIONS} connexions, gzip, ${SECONDES} s par essai`
  )
  for (const [titre, cache] of [
    ['sans cache', 0],
    ['avec le cache de production (64 Mo)', 64]
  ] as const) {
    const { adresse, arreter } = await demarrer(url, { CACHE_PAGES: String(cache) })
    try {
      for (const [quoi, chemins] of essais) {
        const tirer = (duration: number) => {
          let rang = 0
          return autocannon({
            url: adresse,
            connections: CONNEXIONS,
            duration,
            headers: { 'accept-encoding': 'gzip' },
            requests: [{ setupRequest: (demande) => ({ ...demande, path: chemins[rang++ % chemins.length] ?? '/' }) }]
          })
        }
        await tirer(2)
        const { requests, latency, non2xx, errors, timeouts } = await tirer(SECONDES)
        console.log(
          `${titre}, ${quoi} : ${fr(requests.average)} par seconde, p50 ${latency.p50} ms, p99 ${latency.p99} ms, ${non2xx + errors + timeouts} échec`
        )
      }
    } finally {
      arreter()
    }
  }
})
