// Builds what the server runs: the geography, the base map, the styles and islands, the server's bundle. Skipped when nothing changed.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { construireFondDeCarte, estFondDeCarteConstruit } from './fond-de-carte.mjs'
import { construireGeographie, estGeographieConstruite } from './geographie.mjs'
import { sousVerrou } from './verrou.mjs'

const racine = join(import.meta.dirname, '..')
const dist = join(racine, 'dist')
const tampon = join(dist, '.build-stamp')

function digestOfSources() {
  const empreinte = createHash('sha256')
  const fichiers = [
    'package-lock.json',
    'tools/construire.mjs',
    ...globSync('src/**/*', { cwd: racine, exclude: (n) => /[.](test|fixture)[.]/.test(n) })
  ]
  for (const fichier of fichiers.sort()) {
    if (!/[.](mjs|ts|tsx|css|json|woff2|svg|yaml|md)$/.test(fichier)) continue
    empreinte.update(fichier).update(readFileSync(join(racine, fichier)))
  }
  return empreinte.digest('hex')
}

/** Comfort that a page adds to HTML which already works: each island is a script of its own, asked for by its page alone. */
const ILOTS = Object.fromEntries(
  globSync('src/features/*/islands/*.ts', { cwd: racine, exclude: (n) => /[.](test|fixture)[.]/.test(n) })
    .sort()
    .map((chemin) => [basename(chemin, '.ts'), join(racine, chemin)])
)

/** What both builds share. Written here and not in a file of its own, which Vite would compile beside its packages: they may belong to another user. */
export const COMMUN = {
  root: racine,
  logLevel: 'warn',
  configFile: false,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } }
}

/** What the browser receives: one sheet for every page, its font, and where a page asks for an island its script and its own sheet. */
export const CLIENT = {
  manifest: 'manifest.json',
  emptyOutDir: true,
  // Old devices: plain CSS and scripts of the baseline of 2020.
  target: ['es2020'],
  cssTarget: ['chrome87', 'firefox78', 'safari14'],
  assetsInlineLimit: 0,
  rolldownOptions: { input: { maillage: join(racine, 'src/platform/islands/entree.ts'), ...ILOTS } }
}

/** Scripts that other sites load: each one whole in one file, at an address that never changes. */
const INTEGRES = globSync('src/features/*/integre/*.ts', {
  cwd: racine,
  exclude: (n) => /[.](test|fixture)[.]/.test(n)
})

/** @param {(options: object) => Promise<unknown>} build @param {string} outDir @param {object} autres */
export async function construireIntegres(build, outDir, autres = {}) {
  for (const chemin of INTEGRES)
    await build({
      ...COMMUN,
      build: {
        outDir,
        emptyOutDir: false,
        target: CLIENT.target,
        rolldownOptions: {
          input: join(racine, chemin),
          output: { format: 'iife', entryFileNames: `integre/${basename(chemin, '.ts')}.js` }
        },
        ...autres
      }
    })
}

/**
 * Builds what is not up to date. Into fresh folders, then swapped in: a server that runs from `dist/` never sees half a
 * build. Two starts at once: the second waits, then has nothing left to do.
 */
export async function construire({ toujours = false } = {}) {
  if (!toujours && isUpToDate()) return false
  mkdirSync(dist, { recursive: true })
  return sousVerrou(join(dist, '.construction'), async () => {
    if (!toujours && isUpToDate()) return false
    // Loaded here only: a warm start needs nothing of it.
    const { build } = await import('vite')
    construireGeographie(join(dist, 'geographie'))
    await construireFondDeCarte(join(dist, 'carte'), join(dist, 'geographie'))
    const voulu = digestOfSources()
    for (const nom of readdirSync(dist).filter((n) => n.startsWith('.neuf-')))
      rmSync(join(dist, nom), { recursive: true, force: true })
    const neuf = join(dist, `.neuf-${process.pid}`)
    await build({ ...COMMUN, build: { ...CLIENT, outDir: join(neuf, 'client') } })
    await construireIntegres(build, join(neuf, 'client'))
    // Two entries of one build would share their code through one another, and the command would start the server.
    for (const entree of ['main', 'cli'])
      await build({
        ...COMMUN,
        build: {
          ssr: true,
          outDir: join(neuf, 'serveur'),
          emptyOutDir: false,
          target: 'node24',
          rolldownOptions: { input: { [entree]: join(racine, `src/${entree}.ts`) } }
        }
      })
    rmSync(tampon, { force: true })
    for (const partie of ['client', 'serveur']) {
      rmSync(join(dist, partie), { recursive: true, force: true })
      renameSync(join(neuf, partie), join(dist, partie))
    }
    rmSync(neuf, { recursive: true, force: true })
    writeFileSync(tampon, voulu)
    return true
  })
}

const isUpToDate = () =>
  estGeographieConstruite(join(dist, 'geographie')) &&
  estFondDeCarteConstruit(join(dist, 'carte'), join(dist, 'geographie')) &&
  existsSync(tampon) &&
  readFileSync(tampon, 'utf8') === digestOfSources()

if (process.argv[1] === import.meta.filename) await construire({ toujours: process.argv.includes('--toujours') })
