import { HTTPException } from 'hono/http-exception'
import type { Contexte } from './feature.ts'

/** PostgreSQL's texts cannot hold NUL, and no one types it. */
export const sansNul = (texte: string) => texte.replaceAll('\u0000', '')

/**
 * The text fields of a posted form, trimmed; of a field sent twice, the last one. Files are left out. A body that is no
 * form is a 400.
 */
export async function readFormulaire(c: Contexte): Promise<Readonly<Record<string, string>>> {
  const corps = await c.req.parseBody().catch(refuserCorps)
  return Object.fromEntries(
    Object.entries(corps).flatMap(([nom, valeur]) =>
      typeof valeur === 'string' ? [[nom, sansNul(valeur).trim()]] : []
    )
  )
}

/** The same with every value of a field that is sent several times, as they came. */
export const readToutesLesValeurs = (c: Contexte) => c.req.parseBody({ all: true }).catch(refuserCorps)

// The reader of forms throws what it cannot read as a TypeError; a body that is too large is told otherwise.
function refuserCorps(error: unknown): never {
  throw error instanceof TypeError ? new HTTPException(400, { cause: error }) : error
}
