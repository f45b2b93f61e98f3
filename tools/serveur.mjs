import { join } from 'node:path'
import { construire } from './construire.mjs'

await construire()
await import(join(import.meta.dirname, '..', 'dist', 'serveur', 'main.js'))
