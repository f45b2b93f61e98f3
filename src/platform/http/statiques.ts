import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Env } from './feature.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
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
  monter(app: Hono<Env>): void
}

export function loadStatiques(dossier: string): Statiques {
  const chemin = join(dossier, 'manifest.json')
  if (!existsSync(chemin)) throw new Error('Les styles ne sont pas construits : lancez `npm run build`.')
  const manifeste = JSON.parse(readFileSync(chemin, 'utf8')) as Record<string, EntreeManifeste>
  const fichiers = new Set(
    Object.values(manifeste).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets])
  )
  const contenus = new Map(
    [...fichiers].map((nom) => {
      const octets = readFileSync(join(dossier, nom))
      return [`/${nom}`, { octets, etag: `"${createHash('sha256').update(octets).digest('base64url').slice(0, 22)}"` }]
    })
  )
  const find = (fin: string) => [...contenus.keys()].find((nom) => nom.endsWith(fin))
  return {
    styles: find('.css') ?? '/absent.css',
    police: find('.woff2'),
    ilots: Object.fromEntries(
      Object.entries(manifeste).flatMap(([source, { file }]) => {
        const [, nom] = /^src\/features\/[^/]+\/islands\/([^/]+)[.]ts$/.exec(source) ?? []
        return nom ? [[nom, `/${file}`]] : []
      })
    ),
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
    }
  }
}
