import type { OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Contexte, Env, RouteApi } from './feature.ts'
import { parametresInconnus, parametresRefuses, refuserParametres } from './probleme.ts'

/** `/lieux/{id}` as Hono writes it. */
export const cheminHono = (chemin: string) => chemin.replace(/\{(\w+)\}/g, ':$1')

/** Mounts JSON routes. Whatever a route says, a parameter that its schema refuses, or that nobody knows, is named in a 400. */
export function monterApi(
  app: OpenAPIHono<Env>,
  routes: readonly RouteApi[],
  garder: (permission: string) => MiddlewareHandler<Env>
): void {
  for (const { route, permission, traiter, parametresEnPlus } of routes) {
    const [methode, chemin] = [route.method.toUpperCase(), cheminHono(route.path)]
    const schema = route.request?.query as z.ZodObject | undefined
    const inconnus = async (c: Contexte) => {
      const enPlus = (await parametresEnPlus?.(c)) ?? []
      return parametresInconnus(c, [...Object.keys(schema?.shape ?? {}), ...enPlus.map(({ name }) => name)])
    }
    app.on(methode, chemin, garder(permission))
    if (!schema)
      app.on(methode, chemin, async (c, next) => {
        const refus = await inconnus(c)
        return refus.length > 0 ? refuserParametres(c, refus) : next()
      })
    const refuser = async (resultat: Resultat, c: Contexte) => {
      const refus = [
        ...parametresRefuses(c, resultat.error?.issues ?? []),
        ...(resultat.target === 'query' ? await inconnus(c) : [])
      ]
      return refus.length > 0 ? refuserParametres(c, refus) : undefined
    }
    // Its types follow each route's; this loop mounts them all.
    app.openapi(route, traiter as never, refuser as never)
  }
}

interface Resultat {
  readonly target: string
  readonly error?: { readonly issues: Parameters<typeof parametresRefuses>[1] }
}

/** The OpenAPI 3.1 description of these routes, with the parameters that only the running site knows. */
export async function decrireApi(
  app: OpenAPIHono<Env>,
  routes: readonly RouteApi[],
  c: Contexte,
  generalites: Parameters<OpenAPIHono<Env>['getOpenAPI31Document']>[0]
) {
  const document = app.getOpenAPI31Document(generalites)
  for (const { route, parametresEnPlus } of routes) {
    const enPlus = await parametresEnPlus?.(c)
    const operation = (document.paths?.[route.path] as Record<string, { parameters?: unknown[] }> | undefined)?.[
      route.method
    ]
    if (enPlus && operation) operation.parameters = [...(operation.parameters ?? []), ...enPlus]
  }
  return document
}
