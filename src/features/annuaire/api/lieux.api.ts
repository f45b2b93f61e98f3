import { createRoute, z } from '@hono/zod-openapi'
import type { Contexte, RouteApi } from '../../../platform/http/feature.ts'
import { repondreProbleme } from '../../../platform/http/probleme.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { chercherLieux } from '../actions/chercher-lieux.ts'
import { toEchange, toFeature, toProvenance } from '../domain/echange.ts'
import { NOMS_CHAMPS, SERVICES } from '../domain/schema.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import { nomsDesSources, resumeSources } from '../store/source.store.ts'
import { apiChangements } from './changements.api.ts'
import { FeatureLieu, type Format, format, Lieu, limite, ouiNon, probleme } from './schemas.ts'

const un = (message: string) => z.string({ error: message })
const NUL = 'un texte sans caractère nul'
const plusieurs = z
  .union([z.string(), z.array(z.string())])
  .refine((v) => ![v].flat().some((t) => t.includes('\u0000')), NUL)
  .transform((v) => (Array.isArray(v) ? v : v.split('|')).map((t) => t.trim()).filter(Boolean))

// PostgreSQL's texts cannot hold NUL: no lieu has it.
const mots = un('un texte')
  .max(200, 'pas plus de 200 caractères')
  .refine((t) => !t.includes('\u0000'), NUL)
  .transform((t) => t.trim())

const Recherche = z.strictObject({
  q: mots.optional().openapi({
    description: 'Mots cherchés dans le nom, les services, l’adresse, la présentation',
    example: 'médiathèque'
  }),
  source: plusieurs
    .optional()
    .openapi({ type: 'string', description: 'Identifiant d’une source ; plusieurs : `|` ou paramètre répété' }),
  commune: mots.optional().openapi({ description: 'Nom de commune, code INSEE ou code postal', example: 'Gap' }),
  departement: z
    .string()
    .regex(/^(\d{2,3}|2[AB])$/i, 'un code de département (01, 2A, 974…)')
    .transform((t) => t.toUpperCase())
    .optional()
    .openapi({ example: '05' }),
  services: plusieurs
    .pipe(z.array(z.enum(SERVICES, { error: `une des valeurs du schéma : ${SERVICES.join(', ')}` })))
    .optional()
    .openapi({
      type: 'string',
      description: 'Un des neuf services du schéma ; plusieurs : `|` ou paramètre répété (l’un ou l’autre)'
    }),
  provenance: ouiNon('La source, la date et la règle de chaque champ'),
  format,
  limite,
  curseur: z
    .string()
    .regex(/^\d{1,15}$/, 'la valeur `suivant` de la page précédente')
    .optional()
    .openapi({ description: 'La valeur `suivant` de la page précédente' })
})

const routeLieux = createRoute({
  method: 'get',
  path: '/api/v1/lieux',
  tags: ['Lieux'],
  summary: 'Chercher des lieux',
  description:
    'Les lieux publics, par numéro croissant. Le numéro ne change jamais : en suivant `suivant`, aucun lieu présent du début à la fin n’est répété ni oublié, même pendant un import. Les mobiles et les adresses nominatives ne sont pas publiés sans accord.',
  request: { query: Recherche },
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
              .openapi({ description: 'À donner comme `curseur` pour la page suivante ; null sur la dernière' })
          })
        },
        'application/geo+json': {
          schema: z.object({
            type: z.literal('FeatureCollection'),
            total: z.number().int(),
            suivant: z.string().nullable(),
            features: z.array(FeatureLieu)
          })
        },
        'text/csv': { schema: z.string() }
      }
    },
    400: probleme('Un paramètre ne convient pas')
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
    query: z.strictObject({ provenance: ouiNon('La source, la date et la règle de chaque champ'), format })
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
  request: { query: z.strictObject({}) },
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
    traiter: (c) => repondreLieux(c, c.req.valid('query' as never) as z.output<typeof Recherche>)
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

async function repondreLieux(c: Contexte, demande: z.output<typeof Recherche>): Promise<Response> {
  const { format = formatOf(c), limite = 100, curseur } = demande
  const page = await chercherLieux(
    c.var.db,
    {
      q: demande.q,
      commune: demande.commune,
      departement: demande.departement,
      services: demande.services,
      sources: demande.source
    },
    { apres: Number(curseur ?? 0), limite }
  )
  const noms = await nomsDesSources(c.var.db)
  const suivant = page.suivant === undefined ? null : String(page.suivant)
  if (suivant) {
    const adresse = new URL(c.req.url)
    adresse.searchParams.set('curseur', suivant)
    c.header('link', `<${adresse.pathname}${adresse.search}>; rel="next"`)
  }
  c.header('x-total-count', String(page.total))
  switch (format) {
    case 'csv':
      return csv(c, page.lieux, noms, 'lieux.csv')
    case 'geojson':
      return c.body(
        JSON.stringify({
          type: 'FeatureCollection',
          total: page.total,
          suivant,
          features: page.lieux.map((lieu) => toFeature(lieu, noms))
        }),
        200,
        { 'content-type': 'application/geo+json; charset=utf-8' }
      )
    case 'json':
      return c.json(
        {
          total: page.total,
          lieux: page.lieux.map((lieu) => ({
            ...toEchange(lieu, noms),
            ...(demande.provenance === 'oui' && { provenance: toProvenance(lieu) })
          })),
          suivant
        },
        200
      )
  }
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
