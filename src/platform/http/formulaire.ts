import type { Contexte } from './feature.ts'

/** PostgreSQL's texts cannot hold NUL, and no one types it. */
export const sansNul = (texte: string) => texte.replaceAll('\u0000', '')

/** The text fields of a posted form, trimmed; of a field sent twice, the last one. Files are left out. */
export async function readFormulaire(c: Contexte): Promise<Readonly<Record<string, string>>> {
  const corps = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(corps).flatMap(([nom, valeur]) =>
      typeof valeur === 'string' ? [[nom, sansNul(valeur).trim()]] : []
    )
  )
}
