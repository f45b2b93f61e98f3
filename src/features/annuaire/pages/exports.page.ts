import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { creerGuichet, enFlux } from '../../../platform/http/flux.ts'
import { chercherLieux, findCommunes } from '../actions/chercher-lieux.ts'
import { exporterRecherche, FORMATS_EXPORT, type FormatExport } from '../actions/exporter.ts'
import { FACETTES } from '../domain/facette.ts'
import { lireRecherche } from '../domain/recherche.ts'

/** Any search, whole, as a file: `/lieux.csv?…` answers what `/lieux?…` shows page by page. */
export const routesExports: readonly Route[] = FORMATS_EXPORT.map((format) => ({
  methode: 'get',
  chemin: `/lieux.${format}`,
  permission: 'lieux:lire',
  traiter: (c) => sendRecherche(c, format)
}))

const TYPES: Readonly<Record<FormatExport, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8'
}

/** Robots ask for whole directories again and again: a few at once, so that people always find the site free. */
const guichet = creerGuichet(4)
/** A département or so: it is gone before it weighs on anyone. */
const PETIT = 1_000
const REVENIR_DANS_S = 30

async function sendRecherche(c: Contexte, format: FormatExport): Promise<Response> {
  const entetes = { 'content-type': TYPES[format], 'content-disposition': `attachment; filename="lieux.${format}"` }
  if (c.req.method === 'HEAD') return c.body(null, 200, entetes)
  const { recherche } = lireRecherche(new URL(c.req.url).searchParams, FACETTES, () => true)
  const connue = recherche.commune && (await findCommunes(c.var.db, recherche.commune)).length > 0
  const demande = {
    q: recherche.q,
    commune: connue ? recherche.commune : undefined,
    departement: recherche.departement,
    services: recherche.facettes.services,
    sources: recherche.facettes.source
  }
  const { total } = await chercherLieux(c.var.db, demande, { limite: 1 })
  const liberer = total > PETIT ? guichet.prendre() : () => {}
  if (!liberer) return comeBackLater(c)
  return c.body(enFlux(exporterRecherche(c.var.db, demande, format), liberer), 200, entetes)
}

function comeBackLater(c: Contexte): Response {
  c.header('retry-after', String(REVENIR_DANS_S))
  return c.text(
    `Plusieurs grands fichiers partent en ce moment. Réessayez dans ${REVENIR_DANS_S} secondes\u00a0: votre demande n’a rien de faux.\n`,
    503
  )
}
