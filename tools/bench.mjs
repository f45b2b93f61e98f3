// npm run bench:<name> runs bench/<name>.ts on the sources themselves.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { construireGeographie } from './geographie.mjs'

const [nom, ...reste] = process.argv.slice(2)
const racine = join(import.meta.dirname, '..')
await construireGeographie(join(racine, 'dist', 'geographie'))
const enfant = spawn(
  process.execPath,
  [
    '--import',
    join(import.meta.dirname, 'jsx.mjs'),
    '--expose-gc',
    ...(process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean),
    join(racine, 'bench', `${nom}.ts`),
    ...reste
  ],
  { stdio: 'inherit', cwd: racine }
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => enfant.kill(signal))
enfant.on('exit', (code) => process.exit(code ?? 1))
