import { z } from '@hono/zod-openapi'
import type { Contexte, ParametreDecrit } from '../../../platform/http/feature.ts'
import { facettesDe } from '../actions/rechercher.ts'
import { FACETTES, type Facette, INCONNU } from '../domain/facette.ts'
import { lireRecherche, TRIS } from '../domain/recherche.ts'
import { SENS_PARAMETRES, sensFacette } from '../domain/sens-parametres.ts'

// PostgreSQL's texts cannot hold NUL: no lieu has it.
const NUL = 'un texte sans caractère nul'
const texte = () =>
  z
    .string({ error: 'un texte, donné une seule fois' })
    .max(200, 'pas plus de 200 caractères')
    .refine((t) => !t.includes('\u0000'), NUL)
    .optional()

const plusieurs = () =>
  z.union([z.string(), z.array(z.string())]).refine((v) => ![v].flat().some((t) => t.includes('\u0000')), NUL)

interface Verification {
  addIssue(faute: { code: 'custom'; message: string; path?: PropertyKey[] }): void
}

/**
 * Refuses what the page would leave aside, value by value. Read by the page's own reader, so that both agree; what only
 * the directory knows (a source, a place) is refused by the search itself.
 * @param avec what this parameter needs beside it to make sense
 */
const tient =
  (nom: string, message?: string, avec: Readonly<Record<string, string>> = {}) =>
  (lu: string | string[] | undefined, verification: Verification) => {
    for (const [rang, valeur] of [lu ?? []].flat().entries()) {
      const { ignores } = lireRecherche(new URLSearchParams({ ...avec, [nom]: valeur }), FACETTES, () => true)
      const ignore = ignores.find(({ parametre }) => parametre === nom)
      if (ignore)
        verification.addIssue({
          code: 'custom',
          message: message ?? ignore.raison,
          ...(Array.isArray(lu) && { path: [rang] })
        })
    }
  }

type Nom = keyof typeof SENS_PARAMETRES

const mots = (nom: Nom, example: string, pattern?: string) =>
  (pattern ? texte().superRefine(tient(nom)) : texte()).openapi({
    description: SENS_PARAMETRES[nom],
    example,
    ...(pattern && { pattern })
  })

const nombre = (
  nom: Nom,
  example: number,
  bornes: { minimum: number; maximum: number },
  avec?: Readonly<Record<string, string>>
) =>
  texte()
    .superRefine(tient(nom, undefined, avec))
    .openapi({ type: 'number', description: SENS_PARAMETRES[nom], example, ...bornes })

/** What the address of a search may say, facets apart. A test holds this list to what the page reads. */
const COMMUNS = {
  q: mots('q', 'imprimer'),
  commune: mots('commune', 'Gap'),
  code_postal: mots('code_postal', '05000', '^\\d{5}$'),
  departement: mots('departement', '05', '^(\\d{2,3}|2[AB])$'),
  region: mots('region', '93', '^\\d{2,3}$'),
  epci: mots('epci', '200067825', '^\\d{9}$'),
  lat: nombre('lat', 44.559, { minimum: -90, maximum: 90 }, { lon: '0' }),
  lon: nombre('lon', 6.079, { minimum: -180, maximum: 180 }, { lat: '0' }),
  rayon: nombre('rayon', 20, { minimum: 0.1, maximum: 300 }),
  ouvert: mots(
    'ouvert',
    'mardi-18:00',
    '^(maintenant|(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)-([01]\\d|2[0-3]):[0-5]\\d)$'
  ),
  tri: texte()
    .superRefine(tient('tri'))
    .openapi({
      type: 'string',
      enum: [...TRIS],
      description: SENS_PARAMETRES.tri,
      example: 'fraicheur'
    }),
  page: texte()
    .superRefine(tient('page'))
    .openapi({ type: 'integer', minimum: 1, description: SENS_PARAMETRES.page, example: 1 })
} satisfies Record<Nom, unknown>

const inconnu = (entree: Facette) => (entree.inconnu ? [INCONNU] : [])

const facette = (entree: Facette) => [
  entree.cle,
  plusieurs()
    .superRefine(
      tient(
        entree.cle,
        entree.valeurs && `une des valeurs du schéma\u00a0: ${[...entree.valeurs, ...inconnu(entree)].join(', ')}`
      )
    )
    .optional()
    .openapi({
      ...schemaFacette(entree),
      description: sensFacette(entree),
      // One that every directory accepts, whatever its lieux.
      ...(entree.valeurs && { example: [entree.valeurs[0] as string] })
    })
]

const schemaFacette = (entree: Facette) => ({
  type: 'array' as const,
  items: { type: 'string' as const, ...(entree.valeurs && { enum: [...entree.valeurs, ...inconnu(entree)] }) }
})

/**
 * Every parameter of the search page, for the description of the API: facets come from their table. Here only what is
 * can be told without the directory is refused; the search itself refuses the rest.
 */
export const PARAMETRES_RECHERCHE = {
  ...COMMUNS,
  ...(Object.fromEntries(FACETTES.map(facette)) as Record<string, z.ZodOptional<ReturnType<typeof plusieurs>>>)
}

/** The facets that other features add to the search of this site. */
export async function parametresAjoutes(c: Contexte): Promise<readonly ParametreDecrit[]> {
  return (await facettesDe(c.var.db))
    .filter(({ cle }) => !FACETTES.some((livree) => livree.cle === cle))
    .map((ajoutee) => ({
      name: ajoutee.cle,
      in: 'query',
      description: sensFacette(ajoutee),
      schema: schemaFacette(ajoutee)
    }))
}
