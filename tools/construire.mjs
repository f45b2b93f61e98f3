// Builds what the server runs: the geography, the styles and islands, the server's bundle. Skipped when nothing changed.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { construireGeographie } from './geographie.mjs'

const racine = join(import.meta.dirname, '..')
const dist = join(racine, 'dist')
const tampon = join(dist, '.build-stamp')

function digestOfSources() {
  const empreinte = createHash('sha256')
  const fichiers = [
    'package-lock.json',
    'vite.config.ts',
    ...globSync('src/**/*', { cwd: racine, exclude: (n) => /[.](test|fixture)[.]/.test(n) })
  ]
  for (const fichier of fichiers.sort()) {
    if (!/[.](ts|tsx|css|json|woff2|svg|yaml|md)$/.test(fichier)) continue
    empreinte.update(fichier).update(readFileSync(join(racine, fichier)))
  }
  return empreinte.digest('hex')
}

/** Builds into fresh folders, then swaps them in: a server that runs from `dist/` never sees half a build. */
export async function construire({ toujours = false } = {}) {
  await construireGeographie(join(dist, 'geographie'))
  const voulu = digestOfSources()
  if (!toujours && existsSync(tampon) && readFileSync(tampon, 'utf8') === voulu) return false
  mkdirSync(dist, { recursive: true })
  const neuf = join(dist, `.neuf-${process.pid}`)
  rmSync(neuf, { recursive: true, force: true })
  const commun = { root: racine, logLevel: 'warn', configFile: join(racine, 'vite.config.ts') }
  await build({ ...commun, build: { outDir: join(neuf, 'client') } })
  await build({
    ...commun,
    build: {
      ssr: true,
      outDir: join(neuf, 'serveur'),
      copyPublicDir: false,
      rolldownOptions: { input: { main: join(racine, 'src/main.ts'), cli: join(racine, 'src/cli.ts') } }
    }
  })
  for (const partie of ['client', 'serveur']) {
    rmSync(join(dist, partie), { recursive: true, force: true })
    renameSync(join(neuf, partie), join(dist, partie))
  }
  rmSync(neuf, { recursive: true, force: true })
  writeFileSync(tampon, voulu)
  return true
}

if (process.argv[1] === import.meta.filename) await construire({ toujours: process.argv.includes('--toujours') })
