// npm run check: everything that a change must pass, in one command. The static checks all run, so that one reading
// shows all there is to mend; the tests follow when they hold.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const racine = join(import.meta.dirname, '..')
const composant = (...chemin) => join(racine, 'node_modules', ...chemin)
const node = (script, ...args) => [process.execPath, [script, ...args]]

/** Each static check: what it is called, what runs it, what to do about it. */
export const ETAPES = [
  {
    nom: 'mise en forme',
    commande: node(composant('@biomejs', 'biome', 'bin', 'biome'), 'format', '.'),
    remede: 'npm run format'
  },
  {
    nom: 'règles sans horloge ni hasard',
    commande: node(composant('@biomejs', 'biome', 'bin', 'biome'), 'lint', '.'),
    remede: 'donnez l’heure et les identifiants en arguments (tools/no-clock.grit)'
  },
  {
    nom: 'types',
    commande: node(composant('typescript', 'bin', 'tsc'), '--noEmit'),
    remede: 'le compilateur dit où'
  },
  {
    nom: 'frontières',
    commande: node(join(racine, 'tools', 'frontieres.mjs')),
    remede: 'qui peut importer qui : .dependency-cruiser.cjs'
  },
  {
    nom: 'code inutilisé',
    commande: node(composant('knip', 'bin', 'knip.js'), '--no-progress'),
    remede: 'effacez-le, ou servez-vous-en'
  },
  {
    nom: 'tables et propriétaires',
    commande: node(join(racine, 'tools', 'tables.mjs')),
    remede: 'une table n’est écrite que par le store/ qui la déclare'
  }
]

/** @param {(typeof ETAPES)[number]} etape */
export function executer({ commande: [programme, args] }) {
  const debut = performance.now()
  const { status, stdout, stderr, error } = spawnSync(programme, args, {
    cwd: racine,
    encoding: 'utf8',
    maxBuffer: 2 ** 26
  })
  return {
    tient: status === 0,
    dit: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim(),
    secondes: (performance.now() - debut) / 1000
  }
}

if (process.argv[1] === import.meta.filename) {
  const duree = (s) => `${s.toLocaleString('fr-FR', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`
  const rates = []
  for (const etape of ETAPES) {
    const { tient, dit, secondes } = executer(etape)
    console.log(`${tient ? '✓' : '✗'} ${etape.nom.padEnd(30)} ${duree(secondes).padStart(8)}`)
    if (tient) continue
    rates.push(etape)
    console.log(`\n${dit}\n\n  → ${etape.remede}\n`)
  }
  if (rates.length > 0) {
    console.error(`À corriger avant d’essayer les tests : ${rates.map(({ nom }) => nom).join(', ')}.`)
    process.exit(1)
  }
  const debut = performance.now()
  const { status } = spawnSync(process.execPath, [join(racine, 'tools', 'tester.mjs'), ...process.argv.slice(2)], {
    cwd: racine,
    stdio: 'inherit',
    // The tests of the house would run the same checks again.
    env: { ...process.env, MAISON_VERIFIEE: 'oui' }
  })
  console.log(
    `${status === 0 ? '✓' : '✗'} ${'tests'.padEnd(30)} ${duree((performance.now() - debut) / 1000).padStart(8)}`
  )
  process.exit(status ?? 1)
}
