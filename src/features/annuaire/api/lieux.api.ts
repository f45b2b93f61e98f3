import { createRoute, z } from '@hono/zod-openapi'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Contexte, RouteApi } from '../../../platform/http/feature.ts'
import { type ParametreRefuse, refuserParametres, repondreProbleme } from '../../../platform/http/probleme.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, type Parcours, parcourir, type Resultats, rechercher } from '../actions/rechercher.ts'
import { toEchange, toFeature, toProvenance } from '../domain/echange.ts'
import type { Ignore, Recherche, RechercheLue } from '../domain/recherche.ts'
import { NOMS_CHAMPS } from '../domain/schema.ts'
import { SENS_PROPRES } from '../domain/sens-parametres.ts'
import { findLieu, type LieuPublic, listLieuxParId } from '../store/lieu.store.ts'
import { nomsDesSources, resumeSources } from '../store/source.store.ts'
import { apiChangements } from './changements.api.ts'
import { PARAMETRES_RECHERCHE, parametresAjoutes } from './parametres-recherche.ts'
import { FeatureLieu, type Format, format, Lieu, limite, ouiNon, probleme } from './schemas.ts'

const Parametres = z.object({
  ...PARAMETRES_RECHERCHE,
  curseur: z
    .string()
    .regex(/^\d{1,15}$/, 'la valeur `suivant` de la page précédente')
    .optional()
    .openapi({ description: SENS_PROPRES.curseur, example: '0' }),
  limite,
  provenance: ouiNon(SENS_PROPRES.provenance),
  comptes: ouiNon(SENS_PROPRES.comptes),
  format
})

type Demande = Pick<z.output<typeof Parametres>, 'curseur' | 'limite' | 'provenance' | 'comptes' | 'format'>

const Territoire = z.object({ genre: z.string(), code: z.string(), nom: z.string() })

const routeLieux = createRoute({
  method: 'get',
  path: '/api/v1/lieux',
  tags: ['Lieux'],
  summary: 'Chercher des lieux',
  description:
    'Les lieux publics, avec les mêmes paramètres que la page « Trouver un lieu ». Par défaut, par numéro croissant. Le numéro ne change jamais : en suivant « suivant », aucun lieu présent du début à la fin n’est répété ni oublié, même pendant un import. Un paramètre qui ne convient pas est refusé et nommé, un endroit inconnu aussi. Les mobiles et les adresses nominatives ne sont pas publiés sans accord.',
  request: { query: Parametres },
  responses: {
    200: {
      description: 'Une page de lieux',
      content: {
        'application/json': {
          schema: z.object({
            total: z.number().int().openapi({ description: 'Nombre de lieux qui répondent à la recherche' }),
            lieux: z.array(Lieu),
            suivant: z
              .string()
              .nullable()
              .openapi({ description: 'À donner comme « curseur » pour la page suivante ; null sur la dernière' }),
            page_suivante: z.number().int().nullable().openapi({
              description: 'À donner comme « page », avec un « tri » autre que « numero » ; null sur la dernière'
            }),
            endroit: Territoire.extend({
              approche: z.boolean().openapi({ description: 'Le nom donné n’existe pas : celui-ci lui ressemble' }),
              autres: z.array(Territoire).openapi({ description: 'Ceux qui portent le même nom' })
            })
              .optional()
              .openapi({ description: 'Le territoire compris, quand la recherche en nomme un' }),
            comptes: z
              .record(z.string(), z.record(z.string(), z.number().int()))
              .optional()
              .openapi({ description: 'Avec « comptes=oui » : par facette et par valeur. Une valeur absente compte 0' })
          })
        },
        'application/geo+json': {
          schema: z.object({
            type: z.literal('FeatureCollection'),
            total: z.number().int(),
            suivant: z.string().nullable(),
            page_suivante: z.number().int().nullable(),
            features: z.array(FeatureLieu)
          })
        },
        'text/csv': {
          schema: z.string().openapi({ description: 'Les seules colonnes du schéma. La suite est dans l’en-tête Link' })
        }
      }
    },
    400: probleme('Un ou plusieurs paramètres ne conviennent pas')
  }
})

const routeLieu = createRoute({
  method: 'get',
  path: '/api/v1/lieux/{id}',
  tags: ['Lieux'],
  summary: 'Lire un lieu',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^\d{1,15}$/, 'le numéro du lieu')
        .openapi({ param: { name: 'id', in: 'path' }, example: '1' })
    }),
    query: z.object({ provenance: ouiNon(SENS_PROPRES.provenance), format })
  },
  responses: {
    200: {
      description: 'Le lieu',
      content: {
        'application/json': { schema: Lieu },
        'application/geo+json': { schema: FeatureLieu },
        'text/csv': { schema: z.string() }
      }
    },
    301: { description: 'Ce lieu a été réuni avec un autre : suivez la redirection' },
    400: probleme('Un paramètre ne convient pas'),
    404: probleme('Aucun lieu ne porte ce numéro'),
    410: probleme('Plus aucune source ne cite ce lieu')
  }
})

const routeSources = createRoute({
  method: 'get',
  path: '/api/v1/sources',
  tags: ['Sources'],
  summary: 'Lister les sources',
  responses: {
    400: probleme('Cette adresse n’a pas de paramètre'),
    200: {
      description: 'Les annuaires réunis ici',
      content: {
        'application/json': {
          schema: z.object({
            sources: z.array(
              z.object({
                id: z.string(),
                nom: z.string(),
                producteur: z.string(),
                licence: z.string(),
                lien: z.string().nullable(),
                fictive: z.boolean(),
                lieux: z.number().int(),
                derniere_livraison: z.string().nullable()
              })
            )
          })
        }
      }
    }
  }
})

/** In this order: the number of a lieu would take « changements » for one. */
export const apiLieux: readonly RouteApi[] = [
  ...apiChangements,
  {
    route: routeLieux,
    permission: 'lieux:lire',
    parametresEnPlus: parametresAjoutes,
    traiter: (c) => repondreLieux(c, c.req.valid('query' as never) as Demande)
  },
  {
    route: routeLieu,
    permission: 'lieux:lire',
    traiter: (c) =>
      repondreLieu(
        c,
        Number(c.req.param('id')),
        c.req.valid('query' as never) as { provenance?: 'oui' | 'non'; format?: Format }
      )
  },
  { route: routeSources, permission: 'sources:lire', traiter: repondreSources }
]

async function repondreLieux(c: Contexte, demande: Demande): Promise<Response> {
  const { format = formatOf(c) } = demande
  const lue = await lireRechercheDe(c.var.db, new URL(c.req.url).searchParams)
  const page = await lirePage(c, lue, demande)
  if (!page.ok) return refuserParametres(c, page.error)
  const { total, lieux, suivant, pageSuivante, ou, comptes } = page.value
  const noms = await nomsDesSources(c.var.db)
  if (suivant !== null) linkNext(c, 'curseur', suivant)
  if (pageSuivante !== null) linkNext(c, 'page', String(pageSuivante))
  c.header('x-total-count', String(total))
  switch (format) {
    case 'csv':
      return csv(
        c,
        lieux.map(({ lieu }) => lieu),
        noms,
        'lieux.csv'
      )
    case 'geojson':
      return c.body(
        JSON.stringify({
          type: 'FeatureCollection',
          total,
          suivant,
          page_suivante: pageSuivante,
          features: lieux.map(({ lieu, distance }) => {
            const feature = toFeature(lieu, noms)
            return { ...feature, properties: { ...feature.properties, ...toDistance(distance) } }
          })
        }),
        200,
        { 'content-type': 'application/geo+json; charset=utf-8' }
      )
    case 'json':
      return c.json(
        {
          total,
          lieux: lieux.map(({ lieu, distance }) => ({
            ...toEchange(lieu, noms),
            ...(demande.provenance === 'oui' && { provenance: toProvenance(lieu) }),
            ...toDistance(distance)
          })),
          suivant,
          page_suivante: pageSuivante,
          ...(ou.genre === 'territoire' && { endroit: toEndroit(ou) }),
          ...(demande.comptes === 'oui' && { comptes })
        },
        200
      )
  }
}

interface PageApi extends Pick<Parcours, 'total' | 'lieux' | 'ou' | 'comptes'> {
  readonly suivant: string | null
  readonly pageSuivante: number | null
}

/** By number and cursor for who reads everything; by page in any other order. What does not hold is refused by name. */
async function lirePage(
  c: Contexte,
  lue: RechercheLue,
  { curseur, limite = 100, comptes }: Demande
): Promise<Result<PageApi, readonly ParametreRefuse[]>> {
  const { db, now, config } = c.var
  const outils = { now, geocodeur: geocodeurDe(config), comptes: comptes === 'oui' }
  const parNumero = lue.recherche.tri === undefined || lue.recherche.tri === 'numero'
  const refus = lue.ignores.map(toRefus)
  if (parNumero && c.req.query('page') !== undefined)
    refus.push({
      nom: 'page',
      valeur: c.req.query('page'),
      message: 'un « tri » autre que « numero » ; par numéro, suivez « curseur »'
    })
  if (!parNumero && curseur !== undefined)
    refus.push({ nom: 'curseur', valeur: curseur, message: 'l’ordre des numéros ; avec ce « tri », suivez « page »' })
  if (refus.length > 0) return refuse(refus)

  if (parNumero) {
    const parcours = await parcourir(db, lue, { ...outils, apres: Number(curseur ?? 0), limite })
    const refuses = refusDuLieu(lue.recherche, parcours)
    if (refuses.length > 0) return refuse(refuses)
    return ok({
      ...parcours,
      suivant: parcours.suivant === undefined ? null : String(parcours.suivant),
      pageSuivante: null
    })
  }
  const resultats = await rechercher(db, lue, { ...outils, parPage: limite })
  const refuses = refusDuLieu(lue.recherche, resultats)
  if (refuses.length > 0) return refuse(refuses)
  const distances = new Map(resultats.lieux.map(({ lieu, distance }) => [lieu.id, distance]))
  const lieux = await listLieuxParId(db, [...distances.keys()])
  return ok({
    ...resultats,
    lieux: lieux.map((lieu) => ({ lieu, distance: distances.get(lieu.id) })),
    suivant: null,
    pageSuivante: resultats.page * limite < resultats.total ? resultats.page + 1 : null
  })
}

/** What only the search itself finds out: a place that nobody knows, a distance from nowhere, a page beyond the last. */
function refusDuLieu(recherche: Recherche, { ignores, ou }: Pick<Resultats, 'ignores' | 'ou'>): ParametreRefuse[] {
  const refus = ignores.map(toRefus)
  if (ou.genre === 'inconnu' && refus.length === 0)
    refus.push({
      nom: 'commune',
      valeur: recherche.commune,
      message: ou.adresseSansGeocodeur
        ? 'ce site ne sait pas chercher une adresse : donnez une commune, ou « lat » et « lon »'
        : 'aucun territoire connu ne porte ce nom ni ce code'
    })
  return refus
}

const toRefus = ({ parametre, valeur, raison }: Ignore): ParametreRefuse => ({
  nom: parametre,
  valeur,
  message: raison
})

const toDistance = (distance: number | undefined) =>
  distance === undefined ? {} : { distance_m: Math.round(distance) }

const toEndroit = ({ territoire, autres, approche }: Extract<Parcours['ou'], { genre: 'territoire' }>) => ({
  ...toTerritoire(territoire),
  approche,
  autres: autres.map(toTerritoire)
})

const toTerritoire = ({ genre, code, nom }: z.output<typeof Territoire>) => ({ genre, code, nom })

function linkNext(c: Contexte, nom: string, valeur: string): void {
  const adresse = new URL(c.req.url)
  adresse.searchParams.set(nom, valeur)
  c.header('link', `<${adresse.pathname}${adresse.search}>; rel="next"`)
}

async function repondreLieu(
  c: Contexte,
  id: number,
  { provenance, format = formatOf(c) }: { provenance?: 'oui' | 'non'; format?: Format }
): Promise<Response> {
  const lieu = await findLieu(c.var.db, id)
  if (!lieu)
    return repondreProbleme(c, 404, {
      type: '/api#lieu-inconnu',
      titre: 'Aucun lieu ne porte ce numéro',
      detail: 'Vérifiez le numéro : il n’a jamais été donné, ou le lieu était fictif et a été effacé.'
    })
  // A merge can be undone: nobody should remember this redirection for ever.
  if (lieu.remplace_par !== null) c.header('cache-control', 'no-cache')
  if (lieu.remplace_par !== null)
    return c.redirect(`/api/v1/lieux/${lieu.remplace_par}${new URL(c.req.url).search}`, 301)
  if (lieu.retire_le)
    return repondreProbleme(c, 410, {
      type: '/api#lieu-retire',
      titre: 'Ce lieu a quitté l’annuaire',
      detail: 'Plus aucune source ne le cite. Retirez-le de vos listes.'
    })
  const noms = await nomsDesSources(c.var.db)
  switch (format) {
    case 'csv':
      return csv(c, [lieu], noms, `lieu-${id}.csv`)
    case 'geojson':
      return c.body(JSON.stringify(toFeature(lieu, noms)), 200, {
        'content-type': 'application/geo+json; charset=utf-8'
      })
    case 'json':
      return c.json({ ...toEchange(lieu, noms), ...(provenance === 'oui' && { provenance: toProvenance(lieu) }) }, 200)
  }
}

async function repondreSources(c: Contexte): Promise<Response> {
  const sources = await resumeSources(c.var.db)
  return c.json(
    {
      sources: sources.map(({ id, nom, producteur, licence, lien, fictive, lieux, derniere }) => ({
        id,
        nom,
        producteur,
        licence,
        lien,
        fictive,
        lieux,
        derniere_livraison: derniere?.dateeDu ?? null
      }))
    },
    200
  )
}

async function csv(
  c: Contexte,
  lieux: readonly LieuPublic[],
  noms: ReadonlyMap<string, string>,
  nom: string
): Promise<Response> {
  const morceaux: string[] = []
  for await (const morceau of ecrireCsv(
    NOMS_CHAMPS,
    lieux.map((lieu) => toEchange(lieu, noms))
  ))
    morceaux.push(morceau)
  return c.body(morceaux.join(''), 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${nom}"`
  })
}

function formatOf(c: Contexte): Format {
  const accept = c.req.header('accept') ?? ''
  if (accept.includes('geo+json')) return 'geojson'
  return accept.includes('text/csv') ? 'csv' : 'json'
}
