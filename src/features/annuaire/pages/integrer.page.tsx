import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { feuilleDeTheme } from '../../../platform/ui/theme.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, type Resultats, rechercher } from '../actions/rechercher.ts'
import { lireEncart } from '../domain/encart.ts'
import { IntegreVue } from './vues/integre.vue.tsx'
import { IntegrerVue } from './vues/integrer.vue.tsx'

/** The search inside other sites: the page that they frame, its colours, and the page that gives the code to copy. */
export const routesIntegrer: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/integre',
    permission: 'lieux:lire',
    encadrable: true,
    partagee: true,
    traiter: showIntegre
  },
  { methode: 'get', chemin: '/integre/theme.css', permission: 'lieux:lire', traiter: sendTheme },
  { methode: 'get', chemin: '/integrer', permission: 'lieux:lire', traiter: showIntegrer }
]

/** Fewer than on the site: a frame is a small window. */
const PAR_PAGE = 10

async function showIntegre(c: Contexte) {
  const { parametres, resultats } = await searchIt(c)
  return rendrePage(
    c,
    <IntegreVue cadre={c.var.cadre} resultats={resultats} encart={lireEncart(parametres)} now={c.var.now} />
  )
}

async function showIntegrer(c: Contexte) {
  const { parametres, resultats } = await searchIt(c)
  const hauteur = Number(parametres.get('hauteur'))
  return rendrePage(
    c,
    <IntegrerVue
      cadre={c.var.cadre}
      resultats={resultats}
      encart={lireEncart(parametres)}
      hauteur={Number.isInteger(hauteur) && hauteur > 0 ? Math.min(hauteur, 5_000) : undefined}
      origine={c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}
    />
  )
}

async function searchIt(c: Contexte): Promise<{ parametres: URLSearchParams; resultats: Resultats }> {
  const { db, now, config } = c.var
  const { searchParams: parametres } = new URL(c.req.url)
  // A place that the visitor types comes before the position that the frame started from.
  if (parametres.get('commune')?.trim()) for (const nom of ['lat', 'lon']) parametres.delete(nom)
  const lue = await lireRechercheDe(db, parametres)
  const geocodeur = geocodeurDe(config)
  return { parametres, resultats: await rechercher(db, lue, { now, parPage: PAR_PAGE, comptes: false, geocodeur }) }
}

function sendTheme(c: Contexte) {
  return c.body(feuilleDeTheme(lireEncart(new URL(c.req.url).searchParams)), 200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=86400'
  })
}
