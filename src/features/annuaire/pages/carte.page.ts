import type { Couche } from '../../../platform/http/couche.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { lireFondDeCarte } from '../../territoires/index.ts'
import { CADRES } from '../../territoires/vocabulaire.ts'
import {
  cadreDOuverture,
  epinglesDe,
  grapperLieux,
  territoireDe,
  villesEnVue,
  ZOOM_DES_VILLES
} from '../actions/carte.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, rechercher } from '../actions/rechercher.ts'
import { type GrappesDeVue, lireVue, type SituationCarte } from '../domain/carte.ts'
import { THEMES, type Theme } from '../domain/carte-couleurs.ts'
import { type ContenuPlanche, composerPlanches, dessinerCarte } from './vues/carte-svg.ts'
import { titreRecherche } from './vues/liste/mots-recherche.ts'

export const routesCarte: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/carte.svg', permission: 'lieux:lire', partagee: true, traiter: drawCarte },
  { methode: 'get', chemin: '/carte/reperes', permission: 'lieux:lire', traiter: sendReperes },
  { methode: 'get', chemin: '/carte/grappes', permission: 'lieux:lire', partagee: true, traiter: sendGrappes },
  { methode: 'get', chemin: '/carte/fond/:fichier', permission: 'lieux:lire', traiter: sendFond }
]

/** The lieux of the directory, as a layer of the map. */
export const coucheLieux: Couche = {
  cle: 'lieux',
  libelle: 'Lieux',
  mots: { un: 'lieu', plusieurs: 'lieux' },
  async grapper(c, { cadre, zoom, parametres }) {
    const { db, now, config } = c.var
    const { recherche } = await lireRechercheDe(db, parametres)
    return grapperLieux(db, recherche, { cadre, zoom, now, geocodeur: geocodeurDe(config) })
  }
}

/** A minute: what the list shows beside it may be as old. */
const UNE_MINUTE = { 'cache-control': 'public, max-age=60' }
const PAR_PAGE = 20

/** What the page of this search shows on the map: the frame of all its results, and its own lieux under their numbers. */
async function lireSituation(c: Contexte) {
  const { db, now, config } = c.var
  const outils = { now, geocodeur: geocodeurDe(config) }
  const lue = await lireRechercheDe(db, new URL(c.req.url).searchParams)
  const resultats = await rechercher(db, lue, { ...outils, parPage: PAR_PAGE, comptes: false })
  const cadre = resultats.total > 0 ? await cadreDOuverture(db, resultats, outils) : undefined
  return { resultats, cadre, epingles: epinglesDe(resultats), outils }
}

async function drawCarte(c: Contexte) {
  const { db } = c.var
  const { resultats, cadre, epingles, outils } = await lireSituation(c)
  const theme = (c.req.query('theme') ?? 'clair') as Theme
  const planches = composerPlanches(territoireDe(cadre), cadre)
  const contenus = await Promise.all(
    planches.map(async (planche): Promise<ContenuPlanche> => {
      const fond = await lireFondDeCarte(planche.territoire.cle)
      if (!fond) throw new Error(`le fond de carte « ${planche.territoire.cle} » n’existe pas`)
      const zoom = Math.floor(planche.zoom)
      return {
        planche,
        fond: fond.fond,
        epingles,
        reperes:
          resultats.total > 0
            ? await grapperLieux(db, resultats.recherche, { ...outils, cadre: planche.cadre, zoom, noms: false })
            : [],
        villes: planche.zoom >= ZOOM_DES_VILLES - 1 ? await villesEnVue(db, planche.cadre) : []
      }
    })
  )
  return c.body(
    dessinerCarte(contenus, titreRecherche(resultats), Object.hasOwn(THEMES, theme) ? theme : 'clair'),
    200,
    {
      ...UNE_MINUTE,
      'content-type': 'image/svg+xml; charset=utf-8'
    }
  )
}

/** What the moving map asks once: where to look, the lieux of the page under their numbers, what to draw below. */
async function sendReperes(c: Contexte) {
  const { config, couches } = c.var
  const { cadre, epingles } = await lireSituation(c)
  const territoires = await Promise.all(
    CADRES.map(async ({ cle, nom, cadre: autour }) => ({
      cle,
      nom,
      cadre: autour,
      fond: `/carte/fond/${cle}-${(await lireFondDeCarte(cle))?.empreinte}.json`
    }))
  )
  const situation: SituationCarte = {
    // Results on both sides of an ocean: the map opens on mainland France, and says where the others are.
    cadre: cadre && territoireDe(cadre) ? cadre : (CADRES[0] as (typeof CADRES)[number]).cadre,
    epingles,
    couches: couches.map(({ cle, libelle, mots }) => ({ cle, libelle, mots })),
    territoires,
    tuiles: config.CARTE_TUILES_URL
      ? { url: config.CARTE_TUILES_URL, attribution: config.CARTE_TUILES_ATTRIBUTION }
      : undefined
  }
  return c.json(situation, 200, UNE_MINUTE)
}

/** What a view of the moving map shows, layer by layer. */
async function sendGrappes(c: Contexte) {
  const { searchParams: parametres } = new URL(c.req.url)
  const lue = lireVue(parametres)
  if ('refus' in lue) return c.json({ erreur: lue.refus }, 400)
  const demandees = parametres.getAll('couches').flatMap((v) => v.split(','))
  const connues = c.var.couches
  const inconnue = demandees.find((cle) => !connues.some((couche) => couche.cle === cle))
  if (inconnue !== undefined)
    return c.json(
      {
        erreur: `« ${inconnue.slice(0, 40)} » n’est pas une couche de la carte. Les couches : ${connues.map(({ cle }) => cle).join(', ')}.`
      },
      400
    )
  const { vue } = lue
  const couches = connues.filter(({ cle }) => demandees.length === 0 || demandees.includes(cle))
  const grappes: GrappesDeVue = {
    couches: await Promise.all(
      couches.map(async (couche) => ({ cle: couche.cle, reperes: await couche.grapper(c, { ...vue, parametres }) }))
    ),
    villes: vue.zoom >= ZOOM_DES_VILLES ? await villesEnVue(c.var.db, vue.cadre) : []
  }
  return c.json(grappes, 200, UNE_MINUTE)
}

/** One file of the base map: its address changes with it, so that it is fetched once. */
async function sendFond(c: Contexte) {
  const [, cle = '', empreinte] = /^([a-z-]+)-([\w-]{12})[.]json$/.exec(c.req.param('fichier') ?? '') ?? []
  const fond = await lireFondDeCarte(cle)
  if (!fond || fond.empreinte !== empreinte) return c.notFound()
  return c.body(fond.texte, 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable'
  })
}
