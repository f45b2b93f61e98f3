import type { Db } from '../../../platform/db/index.ts'
import { type CadreTerritoire, cadreContenant } from '../../territoires/vocabulaire.ts'
import { type CadreCarte, cadreUtile, type Epingle, estDans, type Repere } from '../domain/carte.ts'
import { adresseFiche } from '../domain/fiche.ts'
import type { Recherche } from '../domain/recherche.ts'
import { obtenirIndex } from '../index/annuaire-cherchable.ts'
import type { LieuDeListe } from '../store/index.store.ts'
import { cadrer, grapper, type OutilsRecherche, type Resultats } from './rechercher.ts'

/** More marks than this hide one another: the view is then grouped more coarsely. */
const REPERES_MAX = 400
/** Names are read for this many lieux at most; the others are « 1 lieu ». */
const NOMS_MAX = 100

/** What a view of the map shows of the lieux that answer, the largest groups first. */
export async function grapperLieux(
  db: Db,
  recherche: Recherche,
  { cadre, zoom, noms = true, ...outils }: OutilsRecherche & { cadre: CadreCarte; zoom: number; noms?: boolean }
): Promise<Repere[]> {
  let grappes = await grapper(db, recherche, { ...outils, cadre, zoom })
  for (let z = zoom - 1; grappes.length > REPERES_MAX && z >= 0; z--)
    grappes = await grapper(db, recherche, { ...outils, cadre, zoom: z })
  const seuls = grappes.flatMap(({ id }) => (id === undefined ? [] : [id])).slice(0, NOMS_MAX)
  const index = await obtenirIndex(db)
  const lieux = new Map(noms ? (await index.lire(seuls)).map((lieu) => [lieu.id, lieu]) : [])
  return grappes.map(({ latitude, longitude, combien, id, cadre: autour }) => {
    if (id === undefined) return { latitude, longitude, combien, cadre: autour }
    const lieu = lieux.get(id)
    return { latitude, longitude, combien, id, ...(lieu ? enClair(lieu) : { href: `/lieux/${id}` }) }
  })
}

/** The lieux of a page of the list, under its numbers; those without a position are left out. */
export function epinglesDe({ lieux, page, parPage }: Pick<Resultats, 'lieux' | 'page' | 'parPage'>): Epingle[] {
  return lieux.flatMap(({ lieu }, rang) =>
    lieu.latitude === null || lieu.longitude === null
      ? []
      : [
          {
            numero: (page - 1) * parPage + rang + 1,
            id: lieu.id,
            latitude: lieu.latitude,
            longitude: lieu.longitude,
            ...enClair(lieu)
          }
        ]
  )
}

function enClair(lieu: LieuDeListe) {
  const { adresse, code_postal, commune } = lieu.publiees
  const ville = [code_postal, commune].filter(Boolean).join(' ')
  return {
    nom: lieu.nom,
    adresse: [adresse, ville].filter(Boolean).join(', ') || undefined,
    href: adresseFiche(lieu)
  }
}

/**
 * The frame on which the map of a search opens; undefined when nothing of it has a position. Where the search names a
 * place, a lieu far away from it is a mistake of its source; where it names none, it is an answer.
 */
export async function cadreDOuverture(
  db: Db,
  { recherche, ou }: Pick<Resultats, 'recherche' | 'ou'>,
  outils: OutilsRecherche
): Promise<CadreCarte | undefined> {
  const entier = await cadrer(db, recherche, outils)
  if (!entier || ou.genre === 'nulle-part' || ou.genre === 'inconnu') return entier
  return cadreUtile(await grapper(db, recherche, { ...outils, cadre: entier, zoom: ZOOM_D_OUVERTURE }))
}

/** Fine enough to tell a département from the next one. */
const ZOOM_D_OUVERTURE = 7

/** The one territory that holds all the results, undefined when they lie in several, or nowhere. */
export const territoireDe = (cadre: CadreCarte | undefined): CadreTerritoire | undefined =>
  cadre && cadreContenant(cadre)

export interface VilleEnVue {
  readonly nom: string
  readonly latitude: number
  readonly longitude: number
}

/** The most populated communes of a frame whose own position is known: names for views closer than the base map's. */
export async function villesEnVue(db: Db, cadre: CadreCarte, combien = 24): Promise<VilleEnVue[]> {
  const { geo } = await obtenirIndex(db)
  return geo.communes
    .flatMap(({ nom, centre, population = 0 }) =>
      centre && centre.origine !== 'voisines' && estDans(centre, cadre)
        ? [{ nom: nom.replaceAll("'", '’'), latitude: centre.latitude, longitude: centre.longitude, population }]
        : []
    )
    .sort((a, b) => b.population - a.population || (a.nom < b.nom ? -1 : 1))
    .slice(0, combien)
    .map(({ nom, latitude, longitude }) => ({ nom, latitude, longitude }))
}

/** Closer than this, the base map's own towns are too few. */
export const ZOOM_DES_VILLES = 10
