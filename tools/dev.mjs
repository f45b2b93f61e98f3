// Development: the sources run as they are and restart when they change; styles are rebuilt beside them.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { CLIENT, COMMUN, construireIntegres } from './construire.mjs'
import { construireFondDeCarte } from './fond-de-carte.mjs'
import { construireGeographie } from './geographie.mjs'

const racine = join(import.meta.dirname, '..')
await construireGeographie(join(racine, 'dist', 'geographie'))
await construireFondDeCarte(join(racine, 'dist', 'carte'), join(racine, 'dist', 'geographie'))
await build({ ...COMMUN, build: { ...CLIENT, outDir: join(racine, 'dist', 'client'), watch: {} } })
await construireIntegres(build, join(racine, 'dist', 'client'), { watch: {} })
const enfant = spawn(
  process.execPath,
  [
    '--import',
    join(import.meta.dirname, 'jsx.mjs'),
    '--watch',
    '--watch-preserve-output',
    join(racine, 'src', 'main.ts')
  ],
  {
    stdio: 'inherit',
    cwd: racine
  }
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => enfant.kill(signal))
enfant.on('exit', (code) => process.exit(code ?? 0))
