/**
 * How many opinions a second, through the front door: the built server, a session each, the origin of forms checked, limits
 * on, the generator on the same machine. Then the two heaviest pages.
 *   npm run bench:consultation
 *   npm run bench:consultation -- --secondes 5 --connexions 16 --processus 1
 */
import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { Pool } from 'undici'
import { digest, newJeton } from '../src/features/comptes/index.ts'
import { creerComptes, creerConsultation } from '../src/features/consultation/consultation.fixture.ts'
import type { Db } from '../src/platform/db/index.ts'
import { withBase } from './base.ts'
import { hasard } from './lignes-generees.ts'
import { construire, demarrer } from './site.ts'

const { values } = parseArgs({
  options: {
    secondes: { type: 'string', default: '20' },
    connexions: { type: 'string', default: '32' },
    processus: { type: 'string', default: '1' },
    comptes: { type: 'string', default: '1000' }
  }
})
const SECONDES = Number(values.secondes)
const CONNEXIONS = Number(values.connexions)
const PROCESSUS = Number(values.processus)
const COMPTES = Number(values.comptes)

const JOUR_MS = 86_400_000
const instant = (jours: number) => new Date(Date.now() + jours * JOUR_MS)
const fr = (n: number) => (n < 10 ? n.toFixed(1).replace('.', ',') : Math.round(n).toLocaleString('fr-FR'))

/** A session for each account, as signing in leaves it. */
async function ouvrirSessions(db: Db, comptes: readonly string[]): Promise<string[]> {
  const sessions = comptes.map((compte) => ({ compte, id: randomUUID(), jeton: newJeton() }))
  const now = new Date()
  for (const { compte, id, jeton } of sessions)
    await sql`
      insert into session (empreinte, id, role, compte_id, ouverte_le, expire_le, vue_le, partage, second_facteur_le, navigateur)
      values (${digest(jeton)}, ${id}, null, ${compte}, ${now}, ${instant(30)}, ${now}, false, null, 'bench')`.execute(
      db
    )
  return sessions.map(({ jeton }) => `session=${jeton}`)
}

interface Demande {
  readonly chemin: string
  readonly cookie?: string
  readonly corps?: string
}

interface Tir {
  readonly parSeconde: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** How many answers of each status. */
  readonly statuts: ReadonlyMap<number, number>
  readonly octets: number
}

/** Every request has its answer before the end: what was accepted is known exactly. */
async function tirer(
  adresses: readonly string[],
  connexions: number,
  secondes: number,
  suivante: () => Demande
): Promise<Tir> {
  const pools = adresses.map((adresse) => new Pool(adresse, { connections: Math.ceil(connexions / adresses.length) }))
  const durees: number[] = []
  const statuts = new Map<number, number>()
  let octets = 0
  const debut = performance.now()
  const fin = debut + secondes * 1000
  await Promise.all(
    Array.from({ length: connexions }, async (_, rang) => {
      const pool = pools[rang % pools.length] as Pool
      const origin = adresses[rang % adresses.length] as string
      while (performance.now() < fin) {
        const { chemin, cookie, corps } = suivante()
        const depart = performance.now()
        const reponse = await pool.request({
          path: chemin,
          method: corps === undefined ? 'GET' : 'POST',
          headers: {
            'accept-encoding': 'gzip',
            ...(cookie && { cookie }),
            ...(corps !== undefined && { origin, 'content-type': 'application/x-www-form-urlencoded' })
          },
          ...(corps !== undefined && { body: corps })
        })
        for await (const morceau of reponse.body) octets += (morceau as Buffer).length
        durees.push(performance.now() - depart)
        statuts.set(reponse.statusCode, (statuts.get(reponse.statusCode) ?? 0) + 1)
      }
    })
  )
  const total = (performance.now() - debut) / 1000
  await Promise.all(pools.map((pool) => pool.close()))
  durees.sort((a, b) => a - b)
  const quantile = (q: number) => durees[Math.min(durees.length - 1, Math.floor(q * durees.length))] ?? 0
  return {
    parSeconde: durees.length / total,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    statuts,
    octets: octets / Math.max(1, durees.length)
  }
}

const direTemps = ({ p50, p95, p99 }: Tir) => `p50 ${fr(p50)} ms, p95 ${fr(p95)} ms, p99 ${fr(p99)} ms`

/** What the counters say of a consultation, what counting its opinions again says, and how many gestures its log holds. */
async function recompter(db: Db, consultationId: string) {
  const { rows } = await sql<{ faux: number; opinions: number; gestes: number }>`
    select count(*) filter (where accord <> accords or revoir <> revoirs)::int as faux,
      sum(accords + revoirs)::int as opinions, sum(gestes)::int as gestes
    from (
      select
        (select sum(accord) from opinion_compte where item_id = i.id) as accord,
        (select sum(revoir) from opinion_compte where item_id = i.id) as revoir,
        (select count(*) from opinion where item_id = i.id and sens = 'accord') as accords,
        (select count(*) from opinion where item_id = i.id and sens = 'revoir') as revoirs,
        (select count(*) from opinion_geste where item_id = i.id) as gestes
      from consultation_item i where i.consultation_id = ${consultationId}
    ) n`.execute(db)
  return rows[0] ?? { faux: -1, opinions: 0, gestes: 0 }
}

let manque = false
function verifier(vrai: boolean, phrase: string) {
  if (vrai) return
  manque = true
  console.log(`  FAUX : ${phrase}`)
}

construire()
await withBase(async (db, _geo, url) => {
  const consultation = { ouverture: instant(-1), cloture: instant(10), creee_le: instant(-2), publiee_le: instant(-2) }
  const comptes = await creerComptes(db, COMPTES)
  const cookies = await ouvrirSessions(db, comptes)
  const serveurs = await Promise.all(
    Array.from({ length: PROCESSUS }, () => demarrer(url, { CACHE_PAGES: '0', JOURNAL_NIVEAU: 'info' }))
  )
  const adresses = serveurs.map(({ adresse }) => adresse)
  console.log(
    `${COMPTES} comptes, ${CONNEXIONS} connexions, ${PROCESSUS} processus, ${SECONDES} s ; ${cpus().length} cœurs, générateur et PostgreSQL compris`
  )
  try {
    for (const items of [1, 100]) {
      const creee = await creerConsultation(db, { consultation, items })
      const alea = hasard(items)
      let rang = 0
      const suivante = (): Demande => ({
        chemin: `/consultations/${creee.adresse}/items/${1 + Math.floor(alea() * items)}/avis`,
        cookie: cookies[rang++ % cookies.length] as string,
        corps: alea() < 0.1 ? 'sens=retrait' : alea() < 0.6 ? 'sens=accord' : 'sens=revoir&raison='
      })
      const chauffe = await tirer(adresses, CONNEXIONS, Math.min(3, SECONDES), suivante)
      const tir = await tirer(adresses, CONNEXIONS, SECONDES, suivante)
      const acceptes = [chauffe, tir].reduce((n, { statuts }) => n + (statuts.get(303) ?? 0), 0)
      const autres = [...tir.statuts].filter(([statut]) => statut !== 303)
      const { faux, opinions, gestes } = await recompter(db, creee.id)
      console.log(
        `${items} proposition${items > 1 ? 's' : ''} : ${fr(tir.parSeconde)} avis par seconde, ${direTemps(tir)}, ${autres.reduce((n, [, combien]) => n + combien, 0)} erreur ; ${fr(gestes)} gestes inscrits pour ${fr(acceptes)} acceptés, ${fr(opinions)} avis, ${faux} compteur faux`
      )
      verifier(autres.length === 0, `statuts ${JSON.stringify(autres)}`)
      verifier(
        faux === 0 && gestes === acceptes,
        'les compteurs, le registre et les gestes acceptés ne disent pas le même nombre'
      )
      verifier(tir.parSeconde >= 300 && tir.p95 < 150, 'moins de 300 avis par seconde, ou p95 de 150 ms ou plus')
    }

    const grande = await creerConsultation(db, { consultation, items: 1_000 })
    await sql`
      insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
      select gen_random_uuid(), ${grande.id}, ${grande.items[0]}, 'commentaire', compte.id, 'publie', now(),
        'Chez nous, le mardi sans rendez-vous a tout changé. Les gens poussent la porte, puis ils reviennent. ' || n
      from generate_series(1, 500) n
      join (select id, row_number() over () as rang from compte) compte on compte.rang = n`.execute(db)
    // As the database does by itself after a minute.
    await sql`analyze`.execute(db)
    for (const [titre, chemin] of [
      ['proposition de 500 commentaires', `/consultations/${grande.adresse}/items/1`],
      ['question de 1 000 propositions', `/consultations/${grande.adresse}/modules/enjeux`]
    ] as const)
      for (const [qui, choisir] of [
        ['visiteur', undefined],
        ['avec un compte', () => cookies[Math.floor(Math.random() * cookies.length)]]
      ] as const) {
        const suivante = (): Demande => {
          const cookie = choisir?.()
          return { chemin, ...(cookie && { cookie }) }
        }
        await tirer(adresses, 4, 1, suivante)
        const tir = await tirer(adresses, 4, Math.min(5, SECONDES), suivante)
        console.log(
          `${titre}, ${qui} : ${fr(tir.parSeconde)} pages par seconde, ${direTemps(tir)}, ${fr(tir.octets / 1000)} ko gz`
        )
        verifier(tir.statuts.size === 1 && tir.statuts.has(200), `statuts ${JSON.stringify([...tir.statuts])}`)
        verifier(tir.p95 < 100 && tir.octets < 60_000, 'p95 de 100 ms ou plus, ou 60 ko ou plus')
      }
  } finally {
    for (const { arreter } of serveurs) arreter()
  }
})
process.exitCode = manque ? 1 : 0
