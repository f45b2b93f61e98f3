import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { construire } from './construire.mjs'

// The browser tests and the two-command tests run what users run: the built server.
await construire()
const enfant = spawn(
  process.execPath,
  [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)],
  { stdio: 'inherit' }
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => enfant.kill(signal))
enfant.on('exit', (code) => process.exit(code ?? 1))
