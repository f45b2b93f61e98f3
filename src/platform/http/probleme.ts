import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Contexte } from './feature.ts'

/** A parameter that an API does not accept, as the problem document names it. */
export interface ParametreRefuse {
  readonly nom: string
  /** As received; absent when it should have been given. */
  readonly valeur?: string | undefined
  /** What is expected, in French. */
  readonly message: string
}

interface Probleme {
  readonly titre: string
  readonly detail: string
  /** Path of the page that explains this kind of problem; `about:blank` when the status says it all. */
  readonly type?: string
  readonly parametres?: readonly ParametreRefuse[]
}

/** The one shape of what an API refuses: a problem document (RFC 9457). */
export function repondreProbleme(c: Contexte, statut: number, { titre, detail, type, parametres }: Probleme): Response {
  const corps = { type: type ?? 'about:blank', title: titre, status: statut, detail, ...(parametres && { parametres }) }
  return c.body(JSON.stringify(corps), statut as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8'
  })
}

/** 400: what was asked does not hold. Every parameter at fault is named, with what to write instead. */
export function refuserParametres(c: Contexte, parametres: readonly ParametreRefuse[]): Response {
  const noms = [...new Set(parametres.map(({ nom }) => `«\u00a0${nom}\u00a0»`))].join(', ')
  return repondreProbleme(c, 400, {
    type: '/api#parametres-refuses',
    titre: 'Cette demande ne peut pas être comprise',
    detail: `À corriger\u00a0: ${noms}. La liste «\u00a0parametres\u00a0» dit ce qui est attendu.`,
    parametres
  })
}

interface Faute {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What a schema refused, parameter by parameter. */
export function parametresRefuses(c: Contexte, fautes: readonly Faute[]): ParametreRefuse[] {
  return fautes.map(({ path, message }) => {
    const nom = String(path[0] ?? '')
    return { nom, valeur: c.req.param(nom) ?? lu(c, nom, Number(path[1] ?? 0)), message }
  })
}

/** The parameters of the address that nobody knows here. */
export function parametresInconnus(c: Contexte, connus: readonly string[]): ParametreRefuse[] {
  return Object.keys(c.req.queries())
    .filter((nom) => !connus.includes(nom))
    .map((nom) => ({ nom, valeur: lu(c, nom), message: 'ce paramètre n’existe pas ici' }))
}

const LONGUEUR_REDITE = 200

const lu = (c: Contexte, nom: string, rang = 0) => c.req.queries(nom)?.[rang]?.slice(0, LONGUEUR_REDITE)
