import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { creerGuichet, enFlux } from '../../../platform/http/flux.ts'
import { exporterRecherche, FORMATS_EXPORT, type FormatExport } from '../actions/exporter.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, rechercher } from '../actions/rechercher.ts'

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
  const entetes = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="lieux.${format}"`,
    // A file is for who asks for it: search engines index the fiches.
    'x-robots-tag': 'noindex, nofollow'
  }
  if (c.req.method === 'HEAD') return c.body(null, 200, entetes)
  const { db, now, config } = c.var
  const outils = { now, geocodeur: geocodeurDe(config) }
  // As for the page: what does not hold is left aside. Addresses are typed, cut and shared by people.
  const lue = await lireRechercheDe(db, new URL(c.req.url).searchParams)
  const { total } = await rechercher(db, lue, { ...outils, parPage: 1, comptes: false })
  const liberer = total > PETIT ? guichet.prendre() : () => {}
  if (!liberer) return comeBackLater(c)
  const flux = enFlux(exporterRecherche(db, lue.recherche, format, outils), (panne) => {
    liberer()
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, entetes)
}

function comeBackLater(c: Contexte): Response {
  c.header('retry-after', String(REVENIR_DANS_S))
  return c.text(
    `Plusieurs grands fichiers partent en ce moment. Réessayez dans ${REVENIR_DANS_S} secondes\u00a0: votre demande n’a rien de faux.\n`,
    503
  )
}
