import { createRoute, z } from '@hono/zod-openapi'
import type { Contexte, RouteApi } from '../../../platform/http/feature.ts'
import { repondreProbleme } from '../../../platform/http/probleme.ts'
import { estIdCharte } from '../domain/charte.ts'
import { NATURES } from '../domain/rubrique.ts'
import { estPublique, versionEnVigueur } from '../domain/version.ts'
import { findCharte, findContenu, listChartes } from '../store/charte.store.ts'

const instant = (description: string) => z.string().openapi({ format: 'date-time', description })

const CharteCourte = z
  .object({
    id: z.string().openapi({ example: 'nationale' }),
    nom: z.string(),
    reseau: z.string().openapi({ description: 'Identifiant du réseau', example: 'national' }),
    version: z.number().int().openapi({ description: 'Le numéro de la version' }),
    en_vigueur_depuis: instant('L’instant où cette version est entrée en vigueur (ISO 8601, UTC)'),
    page: z.string().openapi({ description: 'Chemin de la page' }),
    pdf: z.string().openapi({ description: 'Chemin du document PDF' })
  })
  .openapi('CharteCourte')

const TEXTE = 'Paragraphes séparés par une ligne vide ; les lignes d’une liste commencent par « - »'
const texte = z.string().openapi({ description: TEXTE })
const reference = z.string().openapi({ description: 'Où le texte d’origine le dit', example: 'article 7, critère 21' })
const Passage = z.object({ id: z.string(), titre: z.string(), texte, reference }).openapi('Passage')
const nombre = (description: string) => z.number().int().openapi({ description })
const nombreOuRien = (description: string) => z.number().int().nullable().openapi({ description })

const Charte = CharteCourte.extend({
  resume: texte,
  preambule: texte,
  parametres: z.object({
    criteres_minimum: nombre('Critères à choisir, au moins'),
    opposition_jours: nombreOuRien('Jours du comité pour s’opposer ; null : pas d’opposition'),
    alertes_comite_jours: z.array(z.number().int()),
    periode_mois: nombreOuRien('Durée d’une adhésion en mois ; null : sans fin'),
    alerte_mois: nombreOuRien('Mois sans mise à jour avant l’alerte'),
    rappels_jours: z.array(z.number().int()).openapi({ description: 'Jours avant la fin de la période' }),
    mise_en_conformite_jours: nombreOuRien('Jours pour corriger après un avertissement'),
    report_jour_ouvre: z.boolean().openapi({ description: 'Ce délai va jusqu’au jour ouvré suivant' }),
    confirmation_mois: nombreOuRien('Mois entre deux confirmations des engagements')
  }),
  articles: z.array(Passage),
  categories: z.array(z.object({ id: z.string(), nom: z.string(), texte, reference })),
  criteres: z.array(
    z.object({
      id: z.string().openapi({ description: 'Le même d’une version à l’autre', example: 'c21' }),
      genre: z
        .enum(['condition', 'critere', 'engagement'])
        .openapi({ description: 'Conditions et engagements sont tous demandés ; les critères se choisissent' }),
      categorie_id: z.string().nullable(),
      libelle: z.string(),
      texte,
      en_savoir_plus: texte,
      justificatif: z.string().openapi({ description: 'Ce qu’il faut montrer quand on le choisit ; vide : rien' }),
      reference
    })
  ),
  rubriques: z.array(Passage.extend({ genre: z.enum(NATURES.map(({ genre }) => genre) as [string, ...string[]]) })),
  versions: z
    .array(z.object({ numero: z.number().int(), en_vigueur_depuis: instant('Quand elle est entrée en vigueur') }))
    .openapi({ description: 'Toutes les versions publiées, de la plus ancienne à celle en vigueur' })
}).openapi('Charte')

const probleme = (description: string) => ({
  description,
  content: {
    'application/problem+json': {
      schema: z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() })
    }
  }
})

const routeChartes = createRoute({
  method: 'get',
  path: '/api/v1/chartes',
  tags: ['Chartes'],
  summary: 'Lister les chartes',
  description: 'Les chartes en vigueur, celle du réseau national et celles des réseaux de territoire.',
  request: { query: z.object({}) },
  responses: {
    200: {
      description: 'Les chartes en vigueur',
      content: { 'application/json': { schema: z.object({ chartes: z.array(CharteCourte) }) } }
    },
    400: probleme('Cette adresse n’a pas de paramètre')
  }
})

const routeCharte = createRoute({
  method: 'get',
  path: '/api/v1/chartes/{id}',
  tags: ['Chartes'],
  summary: 'Lire une charte',
  description:
    'Tout ce que dit une version : articles, conditions, critères, délais. Sans « version », celle qui est en vigueur. Une version publiée ne change jamais.',
  request: {
    params: z.object({
      id: z
        .string()
        .refine(estIdCharte, 'l’identifiant d’une charte')
        .openapi({ param: { name: 'id', in: 'path' }, example: 'nationale' })
    }),
    query: z.object({
      version: z
        .string()
        .regex(/^[1-9]\d{0,5}$/, 'le numéro d’une version')
        .optional()
        .openapi({ description: 'Le numéro d’une version publiée', example: '1' })
    })
  },
  responses: {
    200: { description: 'La charte', content: { 'application/json': { schema: Charte } } },
    400: probleme('Un paramètre ne convient pas'),
    404: probleme('Aucune charte publiée n’a cet identifiant, ou pas cette version')
  }
})

/** Charters as data, for who builds a form, a badge or a comparison elsewhere. */
export const apiChartes: readonly RouteApi[] = [
  { route: routeChartes, permission: 'charte:lire', traiter: repondreChartes },
  {
    route: routeCharte,
    permission: 'charte:lire',
    traiter: (c) => repondreCharte(c, c.req.param('id') ?? '', c.req.query('version'))
  }
]

async function repondreChartes(c: Contexte): Promise<Response> {
  const chartes = await listChartes(c.var.db)
  return c.json(
    {
      chartes: chartes.flatMap((charte) => {
        const version = versionEnVigueur(charte.versions, c.var.now)
        return version ? [toCourte(charte, version)] : []
      })
    },
    200
  )
}

async function repondreCharte(c: Contexte, id: string, numero: string | undefined): Promise<Response> {
  const { db, now } = c.var
  const charte = await findCharte(db, id)
  const publiques = (charte?.versions ?? []).filter((version) => estPublique(version, now))
  const version = numero ? publiques.find((une) => une.numero === Number(numero)) : versionEnVigueur(publiques, now)
  if (!charte || !version)
    return repondreProbleme(c, 404, {
      titre: numero && charte ? 'Cette charte n’a pas cette version' : 'Aucune charte n’a cet identifiant',
      detail: 'La liste des chartes est à /api/v1/chartes ; « versions » nomme celles de chacune.'
    })
  return c.json(
    {
      ...toCourte(charte, version),
      ...(await findContenu(db, version.id)),
      versions: publiques.map((une) => ({ numero: une.numero, en_vigueur_depuis: une.publiee_le?.toISOString() }))
    },
    200
  )
}

function toCourte(
  { id, nom, reseau_id }: { id: string; nom: string; reseau_id: string },
  { numero, publiee_le }: { numero: number; publiee_le: Date | null }
) {
  return {
    id,
    nom,
    reseau: reseau_id,
    version: numero,
    en_vigueur_depuis: publiee_le?.toISOString(),
    page: `/chartes/${id}/versions/${numero}`,
    pdf: `/chartes/${id}/versions/${numero}.pdf`
  }
}
