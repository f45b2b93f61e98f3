// How long a person waits: from a bare clone to a site that answers, then at each later start.
//   npm run bench:demarrage
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { RACINE } from '../src/racine.ts'
import { npm, tuer, vivants } from '../tools/depot.fixture.ts'

const OBJECTIFS = { neuf: 90, tiede: 3 }
const dossier = mkdtempSync(join(tmpdir(), 'maillage-bench-'))
// Open to the account that PostgreSQL runs as under root, as an ordinary folder is.
chmodSync(dossier, 0o755)
const depot = join(dossier, 'maillage')

async function mesurer({ demonstration = false } = {}): Promise<{ pret: number; charge: number; arret: number }> {
  const debut = performance.now()
  const lancement = npm(depot, ['start'])
  const adresse = await lancement.adresse()
  const { status } = await fetch(`${adresse}/sante`)
  if (status !== 200) throw new Error(`/sante répond ${status}`)
  const pret = (performance.now() - debut) / 1000
  // The first start serves while the demonstration loads.
  if (demonstration) await lancement.attendre(/démonstration est chargée/)
  const charge = (performance.now() - debut) / 1000
  const fin = performance.now()
  await lancement.ctrlC()
  return { pret, charge, arret: (performance.now() - fin) / 1000 }
}

const secondes = (s: number) => `${s.toLocaleString('fr-FR', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`

try {
  const debut = performance.now()
  const depuisLeClone = () => (performance.now() - debut) / 1000
  const clone = spawnSync('git', ['clone', '--quiet', RACINE, depot], { stdio: 'inherit' })
  if (clone.status !== 0) throw new Error('Le clone a échoué : ce banc d’essai demande git.')
  const clonage = depuisLeClone()
  const premier = await mesurer({ demonstration: true })
  const neuf = clonage + premier.pret
  const tiedes = []
  for (let i = 0; i < 5; i++) tiedes.push(await mesurer())
  const median = (valeurs: number[]) => valeurs.sort((a, b) => a - b)[Math.floor(valeurs.length / 2)] as number
  const tiede = median(tiedes.map(({ pret }) => pret))
  console.log(`Machine                     : ${cpus().length} cœurs, Node ${process.versions.node} une fois installé`)
  console.log(`Du clone à la première page : ${secondes(neuf)} (objectif : moins de ${OBJECTIFS.neuf} s)`)
  console.log(`Démonstration chargée       : ${secondes(clonage + premier.charge)}`)
  console.log(
    `Démarrages suivants         : ${secondes(tiede)}, médiane de cinq (objectif : moins de ${OBJECTIFS.tiede} s)`
  )
  console.log(`Arrêt sur Ctrl-C            : ${secondes(median(tiedes.map(({ arret }) => arret)))}`)
  process.exitCode = neuf < OBJECTIFS.neuf && tiede < OBJECTIFS.tiede ? 0 : 1
} finally {
  tuer(...vivants(dossier))
  rmSync(dossier, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
