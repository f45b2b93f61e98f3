import { z } from '@hono/zod-openapi'
import { CHAMPS, NOMS_CHAMPS, VERSION_SCHEMA } from '../domain/schema.ts'
import { SENS_PROPRES } from '../domain/sens-parametres.ts'

const champsLieu = Object.fromEntries(
  NOMS_CHAMPS.map((nom) => {
    const { genre, libelle } = CHAMPS[nom]
    const type = genre === 'nombre' ? z.number() : z.string()
    return [
      nom,
      type.optional().openapi({ description: genre === 'liste' ? `${libelle} (valeurs séparées par « | »)` : libelle })
    ]
  })
)

const Provenance = z
  .object({
    source: z.string().openapi({ description: 'Identifiant de la source, voir /api/v1/sources' }),
    date: z.string().openapi({ description: 'Jour où la source disait cette valeur (AAAA-MM-JJ)' }),
    regle: z.string().openapi({ description: 'Règle qui a choisi cette valeur' }),
    valeurs: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .openapi({ description: 'Pour une liste : les sources de chaque valeur' })
  })
  .openapi('Provenance')

export const Lieu = z
  .object({
    ...champsLieu,
    provenance: z
      .record(z.string(), Provenance)
      .optional()
      .openapi({ description: 'Champ par champ, avec `provenance=oui`. N’est pas un champ du schéma officiel' }),
    distance_m: z.number().int().optional().openapi({
      description:
        'Mètres à vol d’oiseau depuis l’endroit que nomme la recherche, quand elle en nomme un. N’est pas un champ du schéma officiel'
    })
  })
  .openapi('Lieu', {
    description: `Un lieu dans le schéma officiel « lieux de médiation numérique » v${VERSION_SCHEMA}. Un champ inconnu est absent. Deux champs s’y ajoutent quand la demande les appelle : « provenance » et « distance_m ».`
  })

export const FeatureLieu = z
  .object({
    type: z.literal('Feature'),
    id: z.string(),
    geometry: z
      .object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2).max(2) })
      .nullable()
      .openapi({ description: 'Longitude d’abord (RFC 7946) ; null quand aucune position n’est connue' }),
    properties: Lieu.extend({
      position_approchee: z.boolean().openapi({ description: 'La position est celle de la commune ou de la rue' })
    })
  })
  .openapi('FeatureLieu')

const Probleme = z
  .object({
    type: z.string().openapi({ description: 'Adresse de ce qui explique ce genre de problème, ou `about:blank`' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    parametres: z
      .array(
        z.object({
          nom: z.string(),
          valeur: z.string().optional().openapi({ description: 'Telle que reçue' }),
          message: z.string().openapi({ description: 'Ce qui est attendu' })
        })
      )
      .optional()
      .openapi({ description: 'Les paramètres à corriger, un par un' })
  })
  .openapi('Probleme', { description: 'Ce qui ne va pas, en français (RFC 9457).' })

/** A refusal, as every route describes it. */
export const probleme = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Probleme } }
})

const FORMATS = ['json', 'geojson', 'csv'] as const
export type Format = (typeof FORMATS)[number]

export const format = z.enum(FORMATS, 'json, geojson ou csv').optional().openapi({
  description: SENS_PROPRES.format,
  example: 'geojson'
})

export const ouiNon = (description: string) =>
  z.enum(['oui', 'non'], 'oui ou non').optional().openapi({ description, example: 'oui' })

const LIMITE_MAX = 1_000

export const limite = z.coerce
  .number('un nombre')
  .int('un nombre entier')
  .min(1, 'au moins 1')
  .max(LIMITE_MAX, `au plus ${LIMITE_MAX}`)
  .optional()
  .openapi({ description: SENS_PROPRES.limite, example: 20 })
