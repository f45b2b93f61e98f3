import { z } from '@hono/zod-openapi'
import { FACETTES, type Facette, INCONNU } from '../domain/facette.ts'
import { TRIS } from '../domain/recherche.ts'

// PostgreSQL's texts cannot hold NUL: no lieu has it.
const NUL = 'un texte sans caractère nul'
const texte = () =>
  z
    .string({ error: 'un texte, donné une seule fois' })
    .max(200, 'pas plus de 200 caractères')
    .refine((t) => !t.includes('\u0000'), NUL)
    .optional()

const plusieurs = () =>
  z
    .union([z.string(), z.array(z.string())])
    .refine((v) => ![v].flat().some((t) => t.includes('\u0000')), NUL)
    .optional()

const nombre = (description: string, example: number, bornes: { minimum?: number; maximum?: number }) =>
  texte().openapi({ type: 'number', description, example, ...bornes })

/** What the address of a search may say, facets apart. A test holds this list to what the page reads. */
const COMMUNS = {
  q: texte().openapi({
    description:
      'Des mots, comme on les dit : « impots », « caf », « wifi ». Accents, pluriels et fautes de frappe sont compris',
    example: 'imprimer'
  }),
  commune: texte().openapi({
    description:
      'Un endroit : commune, code postal, code INSEE, département, région, intercommunalité, ou une adresse quand ce site sait les chercher',
    example: 'Gap'
  }),
  code_postal: texte().openapi({ description: 'Code postal', example: '05000', pattern: '^\\d{5}$' }),
  departement: texte().openapi({
    description: 'Code du département',
    example: '05',
    pattern: '^(\\d{2,3}|2[AB])$'
  }),
  region: texte().openapi({ description: 'Code INSEE de la région', example: '93', pattern: '^\\d{2,3}$' }),
  epci: texte().openapi({
    description: 'Numéro SIREN de l’intercommunalité',
    example: '200067825',
    pattern: '^\\d{9}$'
  }),
  lat: nombre('Latitude, avec « lon » ; arrondie à 100 m', 44.559, { minimum: -90, maximum: 90 }),
  lon: nombre('Longitude, avec « lat » ; arrondie à 100 m', 6.079, { minimum: -180, maximum: 180 }),
  rayon: nombre('Distance en kilomètres, avec un endroit', 20, { minimum: 0.1, maximum: 300 }),
  ouvert: texte().openapi({
    description: 'Ouvert « maintenant », ou un jour et une heure : « mardi-18:00 », à l’heure du lieu',
    example: 'mardi-18:00',
    pattern: '^(maintenant|(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)-([01]\\d|2[0-3]):[0-5]\\d)$'
  }),
  tri: texte().openapi({
    type: 'string',
    enum: [...TRIS],
    description:
      'Ordre des lieux. Sans lui, ou avec « numero » : par numéro croissant, à parcourir par « curseur ». Avec un autre : à parcourir par « page »',
    example: 'fraicheur'
  }),
  page: texte().openapi({
    type: 'integer',
    minimum: 1,
    description: 'Numéro de page, quand « tri » n’est pas « numero »',
    example: 1
  })
}

const facette = ({ cle, libelle, mode, valeurs, inconnu }: Facette) => [
  cle,
  plusieurs().openapi({
    type: 'array',
    items: { type: 'string', ...(valeurs && { enum: [...valeurs, ...(inconnu ? [INCONNU] : [])] }) },
    description: [
      libelle,
      mode === 'toutes' ? 'plusieurs valeurs : toutes à la fois' : 'plusieurs valeurs : l’une ou l’autre',
      ...(inconnu ? [`« ${INCONNU} » : aucune source ne le dit`] : []),
      'plusieurs valeurs s’écrivent en répétant le paramètre, ou séparées par « | »'
    ].join('. '),
    // One that every directory accepts, whatever its lieux.
    ...(valeurs && { example: [valeurs[0] as string] })
  })
]

/**
 * Every parameter of the search page, for the description of the API: facets come from their table. Here only what is
 * written is looked at (a name, a text); what it means is read by `lireRecherche`, as for the page.
 */
export const PARAMETRES_RECHERCHE = {
  ...COMMUNS,
  ...(Object.fromEntries(FACETTES.map(facette)) as Record<string, ReturnType<typeof plusieurs>>)
}
