import { createRoute, z } from '@hono/zod-openapi'
import type { Contexte, RouteApi } from '../../../platform/http/feature.ts'
import { repondreProbleme } from '../../../platform/http/probleme.ts'
import { type Avancee, depuisRevision, suivreChangements } from '../actions/suivre-changements.ts'
import { toEchange } from '../domain/echange.ts'
import type { LieuChange } from '../store/changements.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { Lieu, limite, probleme } from './schemas.ts'

const Parametres = z.object({
  depuis: z
    .string('une révision, ou la valeur « suivant » de la page précédente')
    .regex(/^\d{1,15}(-\d{1,15}-\d{1,15})?$/, 'une révision, ou la valeur « suivant » de la page précédente')
    .optional()
    .openapi({
      description:
        'La révision de votre copie (« jusqua » de la dernière page lue), ou « suivant » pour la page d’après. 0, ou rien : tout l’annuaire',
      example: '0'
    }),
  limite
})

const Changement = z
  .object({
    revision: z.number().int().openapi({ description: 'La révision de l’annuaire qui a fait ce changement' }),
    id: z.string().openapi({ description: 'Le numéro du lieu' }),
    genre: z.enum(['ecrit', 'retire', 'remplace']).openapi({
      description:
        'ecrit : nouveau ou changé, à écrire à la place de ce que vous aviez. retire : à effacer. remplace : à effacer, un autre lieu a pris sa suite'
    }),
    remplace_par: z.string().nullable().openapi({ description: 'Le numéro du lieu qui a pris la suite' }),
    le: z.string().openapi({ description: 'L’instant du changement (ISO 8601, UTC)', format: 'date-time' }),
    lieu: Lieu.optional().openapi({ description: 'Le lieu tel qu’il est maintenant, quand genre est « ecrit »' })
  })
  .openapi('Changement')

const route = createRoute({
  method: 'get',
  path: '/api/v1/lieux/changements',
  tags: ['Lieux'],
  summary: 'Suivre les changements',
  description:
    'De quoi tenir une copie à jour : les lieux écrits, retirés ou réunis depuis une révision, du plus ancien au plus récent. Suivez « suivant » jusqu’à null, puis gardez « jusqua » : ce sera le « depuis » de la prochaine fois. Appliqués dans l’ordre à partir de 0, ces changements donnent exactement l’annuaire public. Un lieu changé deux fois n’est donné qu’une fois, dans son dernier état.',
  request: { query: Parametres },
  responses: {
    200: {
      description: 'Une page de changements',
      content: {
        'application/json': {
          schema: z.object({
            changements: z.array(Changement),
            suivant: z
              .string()
              .nullable()
              .openapi({ description: 'À donner comme « depuis » pour la page suivante ; null sur la dernière' }),
            jusqua: z
              .number()
              .int()
              .openapi({ description: 'Sur la dernière page : la révision à laquelle est votre copie' })
          })
        }
      }
    },
    400: probleme('Un paramètre ne convient pas'),
    410: probleme('Cette copie ne peut plus être mise à jour : reprenez tout l’annuaire, avec « depuis=0 »')
  }
})

export const apiChangements: readonly RouteApi[] = [
  {
    route,
    permission: 'lieux:lire',
    traiter: (c) => repondreChangements(c, c.req.valid('query' as never) as z.output<typeof Parametres>)
  }
]

async function repondreChangements(
  c: Contexte,
  { depuis = '0', limite = 100 }: z.output<typeof Parametres>
): Promise<Response> {
  const page = await suivreChangements(c.var.db, readDepuis(depuis), limite)
  if (page.etat === 'a-reprendre')
    return repondreProbleme(c, 410, {
      type: '/api#reprendre',
      titre: 'Cette copie ne peut plus être mise à jour',
      detail:
        'Des lieux ont été effacés depuis, ou cette révision vient d’une autre base. Videz votre copie et reprenez avec depuis=0.'
    })
  const noms = await nomsDesSources(c.var.db)
  const suivant = page.suivant ? writeSuivant(page.suivant) : null
  if (suivant) {
    const adresse = new URL(c.req.url)
    adresse.searchParams.set('depuis', suivant)
    c.header('link', `<${adresse.pathname}${adresse.search}>; rel="next"`)
  }
  return c.json(
    { changements: page.changes.map((lieu) => toChangement(lieu, noms)), suivant, jusqua: page.jusqua },
    200
  )
}

function toChangement(lieu: LieuChange, noms: ReadonlyMap<string, string>) {
  const { id, revision, retire_le, remplace_par, modifie_le } = lieu
  return {
    revision,
    id: String(id),
    genre: retire_le === null ? 'ecrit' : remplace_par === null ? 'retire' : 'remplace',
    remplace_par: remplace_par === null ? null : String(remplace_par),
    le: (retire_le ?? modifie_le).toISOString(),
    ...(retire_le === null && { lieu: toEchange(lieu, noms) })
  }
}

const writeSuivant = ({ revision, id, vu }: Avancee) => `${revision}-${id}-${vu}`

function readDepuis(texte: string): Avancee {
  const [revision = 0, id, vu] = texte.split('-').map(Number)
  return id === undefined || vu === undefined ? depuisRevision(revision) : { revision, id, vu }
}
