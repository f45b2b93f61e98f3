/**
 * How many search pages a second: two processes of the built server, gzip, 1,000 distinct searches from a fixed seed, the
 * generator on the same machine.
 *   npm run bench:pages                20,000 lieux: without any cache of pages, then with the one of production
 *   npm run bench:pages -- --lieux 5000 --secondes 5
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { SERVICES } from '../src/features/annuaire/domain/schema.ts'
import type { GeographieFrance } from '../src/features/territoires/index.ts'
import { withBase } from './base.ts'
import { hasard } from './lignes-generees.ts'
import { construire, demarrer, remplir } from './site.ts'

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

async function tirer(serveurs: readonly { adresse: string }[], chemins: readonly string[], secondes: number) {
  const resultats = await Promise.all(
    serveurs.map(({ adresse }, i) => {
      let rang = Math.floor((i * chemins.length) / PROCESSUS)
      const suivante = () => chemins[rang++ % chemins.length] as string
      return autocannon({
        url: adresse,
        connections: CONNEXIONS / PROCESSUS,
        duration: secondes,
        headers: { 'accept-encoding': 'gzip' },
        // One request that walks the list: autocannon prepares a list for each connection, and that alone would be slower
        // than the server. Each process begins elsewhere.
        requests: [{ setupRequest: (demande) => ({ ...demande, path: suivante() }) }]
      })
    })
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

construire()
await withBase(async (db, geo, url) => {
  const lieux = await remplir(db, geo, LIEUX)
  const chemins = adresses(geo)
  console.log(
    `${fr(lieux)} lieux, ${chemins.length} recherches distinctes, ${PROCESSUS} processus, ${CONNEXIONS} connexions, gzip, ${SECONDES} s ; ${cpus().length} cœurs, générateur compris`
  )
  for (const [titre, cache] of [
    ['sans cache', 0],
    ['avec le cache de production (64 Mo)', 64]
  ] as const) {
    const serveurs = await Promise.all(
      Array.from({ length: PROCESSUS }, () => demarrer(url, { CACHE_PAGES: String(cache) }))
    )
    try {
      await tirer(serveurs, chemins, 5)
      const { parSeconde, p50, p99, octets, echecs } = await tirer(serveurs, chemins, SECONDES)
      console.log(
        `${titre} : ${fr(parSeconde)} pages par seconde, p50 ${p50} ms, p99 ${p99} ms, ${(octets / 1000).toFixed(1).replace('.', ',')} ko par réponse, ${echecs} échec`
      )
    } finally {
      for (const { arreter } of serveurs) arreter()
    }
  }
})
