// npm run bench:recherche [-- 20000]: how long the search index takes to build, what it weighs and how fast it answers,
// at 20,000, 200,000 and 1,000,000 generated lieux (or the sizes given). One process, nothing kept between requests.
import { availableParallelism, loadavg } from 'node:os'
import { lireCommunes } from './recherche-generes.ts'
import { construire, mesurer, recrire } from './recherche-mesures.ts'

const DEMANDES = 1_000
const tailles = process.argv.slice(2).map(Number).filter(Number.isFinite)
const nombre = (n: number, decimales = 0) =>
  n.toLocaleString('fr-FR', { minimumFractionDigits: decimales, maximumFractionDigits: decimales })
const mo = (octets: number) => `${nombre(octets / 1e6)} Mo`

const communes = lireCommunes()
for (const taille of tailles.length > 0 ? tailles : [20_000, 200_000, 1_000_000]) {
  globalThis.gc?.()
  const avant = process.memoryUsage()
  const { collection, duree } = construire(taille, communes)
  globalThis.gc?.()
  const apres = process.memoryUsage()
  console.log(
    `\n${nombre(collection.taille)} lieux : index construit en ${nombre(duree)} ms ; il pèse ` +
      `${mo(apres.heapUsed - avant.heapUsed + apres.external - avant.external)}, le processus ${mo(apres.rss)}`
  )
  for (const { nom, distinctes, aFroid, aChaud, parSeconde, resultats } of mesurer(collection, communes, DEMANDES)) {
    const ms = ({ p50, p95, p99, max }: typeof aChaud) =>
      `p50 ${nombre(p50, 2)}  p95 ${nombre(p95, 2)}  p99 ${nombre(p99, 2)}  max ${nombre(max, 2)} ms`
    console.log(`  ${nom} : ${nombre(distinctes)} demandes, ${nombre(resultats)} résultats en moyenne`)
    console.log(`    premier passage ${ms(aFroid)}`)
    console.log(`    second passage  ${ms(aChaud)} ; ${nombre(parSeconde)} par seconde`)
  }
  console.log(`  1 000 lieux récrits en ${nombre(recrire(collection, taille, communes))} ms`)
}

// Times are those of a clock: on a busy machine, the slowest ones are waits.
console.log(`\nCharge de la machine à la fin : ${nombre(loadavg()[0] ?? 0, 1)} pour ${availableParallelism()} cœurs`)
