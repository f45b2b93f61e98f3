/**
 * How many search pages a second: two processes of the built server, gzip, 1,000 distinct searches from a fixed seed, the
 * generator on the same machine.
 *   npm run bench:pages                20,000 lieux: without any cache of pages, then with the one of production
 *   npm run bench:pages -- --lieux 5000 --secondes 5
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import { declarer } from '../src/features/annuaire/domain/declaration.ts'
import { SERVICES } from '../src/features/annuaire/domain/schema.ts'
import { importer } from '../src/features/annuaire/index.ts'
import type { GeographieFrance } from '../src/features/territoires/index.ts'
import { SYSTEME } from '../src/kernel/acteur.ts'
import type { Db } from '../src/platform/db/index.ts'
import { RACINE } from '../src/racine.ts'
import { withBase } from './base.ts'
import { genererLignes, hasard } from './lignes-generees.ts'

const { values } = parseArgs({
  options: {
    lieux: { type: 'string', default: '20000' },
    secondes: { type: 'string', default: '15' },
    connexions: { type: 'string', default: '20' }
  }
})
const LIEUX = Number(values.lieux)
const SECONDES = Number(values.secondes)
const CONNEXIONS = Number(values.connexions)
const PROCESSUS = 2
const ADRESSES = 1_000

const GENEREE = declarer({
  id: 'generee',
  nom: 'Lignes générées',
  producteur: 'bench',
  licence: 'sans objet',
  lien: 'https://exemple.example',
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: { colonnes: ['id'] },
  schema: 'v1'
})

async function remplir(db: Db, geo: GeographieFrance): Promise<number> {
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-bench-'))
  const chemin = join(dossier, 'lignes.csv')
  // One row in ten repeats another lieu.
  await pipeline(Readable.from(genererLignes(Math.round(LIEUX / 0.9), geo, true)), createWriteStream(chemin))
  await importer(
    db,
    { declaration: GENEREE, chemin, origine: 'bench', dateeDu: '2026-01-01', acteur: SYSTEME },
    {
      now: () => new Date(),
      geo,
      tailleMax: 1_000_000_000,
      courrielAdministration: 'bench@localhost',
      urlPublique: 'http://localhost'
    }
  )
  await rm(dossier, { recursive: true, force: true })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from lieu where retire_le is null`.execute(db)
  return rows[0]?.n ?? 0
}

/** Searches as people make them: a need, a place, a filter or two, sometimes now. */
function adresses(geo: GeographieFrance): string[] {
  const alea = hasard(5)
  const choisir = <T>(parmi: readonly T[]): T => parmi[Math.floor(alea() * parmi.length)] as T
  const communes = geo.communes.filter(({ population = 0, centre }) => population > 5_000 && centre)
  const mots = ['impôts', 'caf', 'wifi', 'cv', 'imprimer', 'médiathèque', 'france services', 'ordinatuer', 'mairie']
  const uniques = new Set<string>()
  while (uniques.size < ADRESSES) {
    const p = new URLSearchParams()
    if (alea() < 0.6) p.set('q', choisir(mots))
    if (alea() < 0.85) {
      p.set('commune', choisir(communes).nom)
      p.set('rayon', choisir(['5', '10', '20', '50']))
    }
    if (alea() < 0.4) p.append('services', choisir(SERVICES))
    if (alea() < 0.3) p.set('frais_a_charge', 'Gratuit')
    if (alea() < 0.15) p.set('ouvert', choisir(['maintenant', 'mardi-18:00', 'samedi-10:00']))
    uniques.add(`/lieux?${p}`)
  }
  return [...uniques]
}

async function demarrer(url: string, cache: number): Promise<{ enfant: ChildProcess; adresse: string }> {
  const enfant = spawn(process.execPath, [join(RACINE, 'dist', 'serveur', 'main.js')], {
    env: {
      ...process.env,
      TZ: 'UTC',
      DATABASE_URL: url,
      PORT: '0',
      TRAVAUX: 'non',
      MAILLAGE_DEMO: 'non',
      CACHE_PAGES: String(cache)
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const adresse = await new Promise<string>((resolve, reject) => {
    let lu = ''
    enfant.stdout?.on('data', (octets) => {
      lu += octets
      const [, trouvee] = /est prêt : (http:\/\/[\d.]+:\d+)/.exec(lu) ?? []
      if (trouvee) resolve(trouvee)
      // The logs of requests are read and thrown away, as a collector would.
      if (lu.length > 10_000) lu = ''
    })
    enfant.once('exit', (code) => reject(new Error(`le serveur s’est arrêté (${code})`)))
  })
  return { enfant, adresse }
}

async function tirer(serveurs: readonly { adresse: string }[], chemins: readonly string[], secondes: number) {
  const resultats = await Promise.all(
    serveurs.map(({ adresse }, i) =>
      autocannon({
        url: adresse,
        connections: CONNEXIONS / PROCESSUS,
        duration: secondes,
        headers: { 'accept-encoding': 'gzip' },
        // Each process begins elsewhere in the list.
        requests: [...chemins.slice((i * ADRESSES) / PROCESSUS), ...chemins.slice(0, (i * ADRESSES) / PROCESSUS)].map(
          (path) => ({ path })
        )
      })
    )
  )
  const somme = (lire: (r: (typeof resultats)[number]) => number) => resultats.reduce((s, r) => s + lire(r), 0)
  const pire = (lire: (r: (typeof resultats)[number]) => number) => Math.max(...resultats.map(lire))
  return {
    parSeconde: somme((r) => r.requests.average),
    p50: pire((r) => r.latency.p50),
    p99: pire((r) => r.latency.p99),
    octets:
      somme((r) => r.throughput.total) /
      Math.max(
        1,
        somme((r) => r.requests.total)
      ),
    echecs: somme((r) => r.non2xx + r.errors + r.timeouts)
  }
}

const fr = (n: number) => Math.round(n).toLocaleString('fr-FR')

if (spawnSync(process.execPath, [join(RACINE, 'tools', 'construire.mjs')], { stdio: 'inherit' }).status !== 0)
  throw new Error('la construction a échoué')
await withBase(async (db, geo, url) => {
  const lieux = await remplir(db, geo)
  const chemins = adresses(geo)
  console.log(
    `${fr(lieux)} lieux, ${chemins.length} recherches distinctes, ${PROCESSUS} processus, ${CONNEXIONS} connexions, gzip, ${SECONDES} s ; ${cpus().length} cœurs, générateur compris`
  )
  for (const [titre, cache] of [
    ['sans cache', 0],
    ['avec le cache de production (64 Mo)', 64]
  ] as const) {
    const serveurs = await Promise.all(Array.from({ length: PROCESSUS }, () => demarrer(url, cache)))
    try {
      await tirer(serveurs, chemins, 5)
      const { parSeconde, p50, p99, octets, echecs } = await tirer(serveurs, chemins, SECONDES)
      console.log(
        `${titre} : ${fr(parSeconde)} pages par seconde, p50 ${p50} ms, p99 ${p99} ms, ${(octets / 1000).toFixed(1).replace('.', ',')} ko par réponse, ${echecs} échec`
      )
    } finally {
      for (const { enfant } of serveurs) {
        enfant.removeAllListeners('exit')
        enfant.kill('SIGTERM')
      }
    }
  }
})
