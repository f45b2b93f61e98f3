import { createRoute, z } from '@hono/zod-openapi'
import type { Contexte, RouteApi } from '../../../platform/http/feature.ts'
import { repondreProbleme } from '../../../platform/http/probleme.ts'
import { adresseFiche } from '../../annuaire/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { listerMembres } from '../actions/adhesion/lister-membres.ts'

const instant = (description: string) => z.string().openapi({ format: 'date-time', description })
const LIMITE_MAX = 500

const Membre = z
  .object({
    lieu: z.string().openapi({ description: 'Le numéro du lieu, le même que dans /api/v1/lieux' }),
    nom: z.string(),
    structure: z.string().openapi({ description: 'Qui a signé la charte ; vide pour un membre de droit' }),
    origine: z
      .enum(['declaration', 'droit'])
      .openapi({ description: 'declaration : le lieu a signé la charte. droit : une liste le nomme' }),
    membre_depuis: instant('L’instant où le droit a commencé (ISO 8601, UTC)'),
    jusqu_au: instant('L’instant où la période finit, non compris ; null : sans fin').nullable(),
    version: z.number().int().nullable().openapi({ description: 'Le numéro de la version de la charte' }),
    page: z.string().openapi({ description: 'Chemin de la fiche du lieu' })
  })
  .openapi('Membre')

const Parametres = z.object({
  apres: z
    .string()
    .regex(/^\d{1,15}$/, 'le « suivant » de la page précédente')
    .optional()
    .openapi({ description: 'Le « suivant » de la page précédente ; rien : la première', example: '0' }),
  limite: z.coerce
    .number('un nombre')
    .int('un nombre entier')
    .min(1, 'au moins 1')
    .max(LIMITE_MAX, `au plus ${LIMITE_MAX}`)
    .optional()
    .openapi({ description: `Nombre de lieux par page, ${LIMITE_MAX} au plus. 100 sinon`, example: 100 })
})

const probleme = (description: string) => ({
  description,
  content: {
    'application/problem+json': {
      schema: z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() })
    }
  }
})

const route = createRoute({
  method: 'get',
  path: '/api/v1/reseaux/{id}/membres',
  tags: ['Réseaux'],
  summary: 'Lister les membres d’un réseau',
  description:
    'Les lieux membres à l’instant de la demande, par numéro. Un lieu suspendu, non renouvelé ou parti n’y est plus, à l’instant exact où il perd son droit. Un avertissement n’est pas public : il n’y paraît pas. La même liste, entière, est à /reseaux/{id}/membres.csv.',
  request: {
    params: z.object({
      id: z.string().openapi({ param: { name: 'id', in: 'path' }, description: 'Le réseau', example: 'national' })
    }),
    query: Parametres
  },
  responses: {
    200: {
      description: 'Une page de membres',
      content: {
        'application/json': {
          schema: z.object({
            membres: z.array(Membre),
            suivant: z
              .string()
              .nullable()
              .openapi({ description: 'À donner comme « apres » pour la page suivante ; null sur la dernière' })
          })
        }
      }
    },
    400: probleme('Un paramètre ne convient pas'),
    404: probleme('Aucun réseau ouvert n’a cet identifiant')
  }
})

/** Who has joined a réseau, as data: a register that anyone may read every day. */
export const apiMembres: readonly RouteApi[] = [
  {
    route,
    permission: 'adhesion:lire',
    traiter: (c) => repondreMembres(c, c.req.valid('query' as never) as z.output<typeof Parametres>)
  }
]

async function repondreMembres(
  c: Contexte,
  { apres = '0', limite = 100 }: z.output<typeof Parametres>
): Promise<Response> {
  const { db, now } = c.var
  const reseau = await findReseau(db, c.req.param('id') ?? '')
  if (!reseau?.ouvert_le)
    return repondreProbleme(c, 404, {
      titre: 'Aucun réseau n’a cet identifiant',
      detail: 'L’identifiant d’un réseau est la fin de l’adresse de sa page, après /reseaux/.'
    })
  const { membres, suivant } = await listerMembres(db, reseau.id, { apres: Number(apres), limite }, now)
  if (suivant) {
    const adresse = new URL(c.req.url)
    adresse.searchParams.set('apres', String(suivant))
    c.header('link', `<${adresse.pathname}${adresse.search}>; rel="next"`)
  }
  return c.json(
    {
      membres: membres.map(({ lieuId, nom, structure, origine, depuis, fin, version, adressePage }) => ({
        lieu: String(lieuId),
        nom,
        structure,
        origine,
        membre_depuis: depuis.toISOString(),
        jusqu_au: fin?.toISOString() ?? null,
        version: version ?? null,
        page: adresseFiche({ id: lieuId, adresse_page: adressePage })
      })),
      suivant: suivant === undefined ? null : String(suivant)
    },
    200
  )
}
