// The one door behind every npm script. It runs on whatever Node the machine has (20 or later, node:* only),
// installs the pinned parts when the lock has changed, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sousVerrou } from './verrou.mjs'

const racine = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(racine, 'node_modules')
const bin = join(modules, '.bin')
const noeud = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Maillage demande Node 20 ou plus récent ; cette machine a Node ${process.versions.node}.`)
  process.exit(1)
}

function isInstalled() {
  const tampon = join(modules, '.install-stamp')
  const voulu = createHash('sha256')
    .update(readFileSync(join(racine, 'package-lock.json')))
    .digest('hex')
  const installe = existsSync(tampon) && existsSync(noeud) && readFileSync(tampon, 'utf8') === voulu
  return { tampon, voulu, installe }
}

if (!isInstalled().installe) {
  // Beside node_modules, which `npm ci` empties.
  await sousVerrou(join(racine, '.installation'), () => {
    const { tampon, voulu, installe } = isInstalled()
    if (installe) return
    console.log('Installation des composants (une seule fois)…')
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: racine,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32'
    })
    if (status !== 0) {
      console.error('L’installation a échoué. Vérifiez l’accès au registre npm, puis relancez la même commande.')
      process.exit(status ?? 1)
    }
    writeFileSync(tampon, voulu)
  })
}

const [commande, ...reste] = process.argv.slice(2)
const lancements = {
  serveur: ['tools/serveur.mjs'],
  dev: ['tools/dev.mjs'],
  construire: ['tools/construire.mjs', '--toujours'],
  cli: ['tools/cli.mjs'],
  test: ['tools/tester.mjs'],
  audit: ['tools/tester.mjs', '--config', 'vitest.audit.config.ts'],
  check: ['tools/verifier.mjs'],
  bench: ['tools/bench.mjs'],
  bin: ['tools/bin.mjs']
}
const args = lancements[commande]
if (!args) {
  console.error(`Commande inconnue : ${commande ?? ''}. Les commandes : ${Object.keys(lancements).join(', ')}.`)
  process.exit(2)
}

const enfant = spawn(noeud, [...args.map((a) => (a.endsWith('.mjs') ? join(racine, a) : a)), ...reste], {
  // The caller's folder is kept for the command line: a path typed there is relative to where it was typed.
  cwd: commande === 'cli' ? (process.env.INIT_CWD ?? process.cwd()) : racine,
  stdio: 'inherit',
  env: { ...process.env, TZ: 'UTC', PATH: bin + delimiter + (process.env.PATH ?? '') }
})
enfant.on('error', (erreur) => {
  console.error(`Node ${noeud} ne démarre pas : ${erreur.message}`)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => enfant.kill(signal))
enfant.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
