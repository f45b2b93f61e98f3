import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Env } from './feature.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  png: 'image/png',
  svg: 'image/svg+xml'
}

interface EntreeManifeste {
  readonly file: string
  readonly css?: readonly string[]
  readonly assets?: readonly string[]
}

/** The built styles and their font: addresses for the page frame, bytes for the visitor. Their names carry a digest: cached for a year. */
export interface Statiques {
  readonly styles: string
  readonly police: string | undefined
  /** Addresses of the islands, by name. */
  readonly ilots: Readonly<Record<string, string>>
  /** Addresses of the sheets that some islands bring, by the island's name: other pages do not carry them. */
  readonly feuilles: Readonly<Record<string, string>>
  monter(app: Hono<Env>): void
}

export function loadStatiques(dossier: string): Statiques {
  const chemin = join(dossier, 'manifest.json')
  if (!existsSync(chemin)) throw new Error('Les styles ne sont pas construits : lancez `npm run build`.')
  const manifeste = JSON.parse(readFileSync(chemin, 'utf8')) as Record<string, EntreeManifeste>
  const fichiers = new Set(
    Object.values(manifeste).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets])
  )
  const contenus = new Map([...fichiers].map((nom) => [`/${nom}`, lireFichier(join(dossier, nom))] as const))
  const integres = existsSync(join(dossier, 'integre')) ? readdirSync(join(dossier, 'integre')) : []
  const commune = manifeste['src/platform/islands/entree.ts']
  const ilots = Object.entries(manifeste).flatMap(([source, entree]) => {
    const [, nom] = /^src\/features\/[^/]+\/islands\/([^/]+)[.]ts$/.exec(source) ?? []
    return nom ? [{ nom, script: `/${entree.file}`, feuille: entree.css?.[0] }] : []
  })
  return {
    styles: `/${commune?.css?.[0] ?? 'absent.css'}`,
    police: [...contenus.keys()].find((nom) => nom.endsWith('.woff2')),
    ilots: Object.fromEntries(ilots.map(({ nom, script }) => [nom, script])),
    feuilles: Object.fromEntries(ilots.flatMap(({ nom, feuille }) => (feuille ? [[nom, `/${feuille}`]] : []))),
    monter(app) {
      for (const [adresse, { octets, etag }] of contenus)
        app.get(adresse, (c) => {
          const entetes = { etag, 'cache-control': 'public, max-age=31536000, immutable' }
          if (c.req.header('if-none-match') === etag) return c.body(null, 304, entetes)
          return c.body(new Uint8Array(octets), 200, {
            ...entetes,
            'content-type': TYPES[adresse.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
          })
        })
      // Other sites name these scripts in their pages: the address stays, so the content is asked for again soon.
      for (const nom of integres) {
        const { octets, etag } = lireFichier(join(dossier, 'integre', nom))
        app.get(`/integre/${nom}`, (c) => {
          c.set('ailleurs', 'charger')
          const entetes = { etag, 'cache-control': 'public, max-age=3600' }
          if (c.req.header('if-none-match') === etag) return c.body(null, 304, entetes)
          return c.body(new Uint8Array(octets), 200, { ...entetes, 'content-type': TYPES.js as string })
        })
      }
    }
  }
}

function lireFichier(chemin: string) {
  const octets = readFileSync(chemin)
  return { octets, etag: `"${createHash('sha256').update(octets).digest('base64url').slice(0, 22)}"` }
}
