import type { Contexte } from './feature.ts'

/** What the address says was just done (`?fait=`), told by this table; nothing for a word that the table does not have of its own. */
export function lireFait<T>(c: Contexte, faits: Readonly<Record<string, T>>): T | undefined {
  const mot = c.req.query('fait') ?? ''
  return Object.hasOwn(faits, mot) ? faits[mot] : undefined
}
