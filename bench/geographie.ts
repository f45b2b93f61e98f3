// npm run bench:geographie [fichier]: how long the communes take to read, and how far the positions that npm gives are
// from official centres (any file that `maillage geo charger` reads).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lireFichierCentres } from '../src/features/territoires/actions/lire-fichier-centres.ts'
import { lireCentres } from '../src/features/territoires/domain/centres-officiels.ts'
import { mesurerEcarts } from '../src/features/territoires/domain/ecarts.ts'
import {
  FICHIERS_GEOGRAPHIE,
  lireFichiersGeographie,
  type NomFichierGeographie
} from '../src/features/territoires/domain/fichiers-geographie.ts'
import { creerGeographie } from '../src/features/territoires/domain/geographie.ts'

const racine = join(import.meta.dirname, '..')
const textes = Object.fromEntries(
  Object.keys(FICHIERS_GEOGRAPHIE).map((nom) => [
    nom,
    readFileSync(join(racine, 'dist/geographie', `${nom}.tsv`), 'utf8')
  ])
) as Record<NomFichierGeographie, string>

const debut = performance.now()
const decoupage = lireFichiersGeographie(textes)
const lu = performance.now()
const france = creerGeographie(decoupage)
const cree = performance.now()
france.parNom('Lyon')
const nomme = performance.now()
const ms = (duree: number) => `${Math.round(duree)} ms`
console.log(
  `${france.communes.length} communes, ${france.anciennes.length} anciennes communes, arrondissements et anciens codes`
)
console.log(`lecture ${ms(lu - debut)}, mise en mémoire ${ms(cree - lu)}, premier nom cherché ${ms(nomme - cree)}`)

let trouves = 0
const noms = france.communes.map(({ nom }) => nom.toUpperCase())
const avant = performance.now()
for (const nom of noms) trouves += france.parNom(nom).length
console.log(`${noms.length} noms cherchés en ${ms(performance.now() - avant)} (${trouves} communes)`)

const habitants = france.communes.reduce((somme, c) => somme + (c.population ?? 0), 0)
for (const origine of ['ville', 'voisines', undefined] as const) {
  const communes = france.communes.filter(({ centre }) => centre?.origine === origine)
  const part = communes.reduce((somme, c) => somme + (c.population ?? 0), 0) / habitants
  console.log(
    `${origine ?? 'sans position'} : ${communes.length} communes, ${(part * 100).toFixed(2)} % de la population`
  )
}

const fichier = process.argv[2] ?? join(racine, '../shared/data/geo/communes-centres.tsv')
if (!existsSync(fichier)) {
  console.log(`Pas de comparaison : le fichier de centres ${fichier} est absent.`)
} else {
  const tableau = await lireFichierCentres(fichier)
  const lus = tableau.ok ? lireCentres(tableau.value, france) : tableau
  if (!lus.ok) throw new Error(`Ce fichier de centres est refusé : ${JSON.stringify(lus.error).slice(0, 1_000)}`)
  console.log(
    `${lus.value.centres.length} centres, ${lus.value.anciennes.length} anciens codes, ${lus.value.inconnues.length} codes inconnus`
  )
  for (const origine of [undefined, 'ville', 'voisines'] as const) {
    const ecarts = mesurerEcarts(france, lus.value.centres, origine)
    if (!ecarts) continue
    const km = (metres: number) => `${(metres / 1_000).toFixed(1)} km`
    console.log(
      `${origine ?? 'toutes'} : médiane ${km(ecarts.mediane)}, 95 % à moins de ${km(ecarts.p95)}, ` +
        `${(ecarts.partPopulationA5Km * 100).toFixed(1)} % de la population à moins de 5 km (${ecarts.communes} communes)`
    )
  }
}
