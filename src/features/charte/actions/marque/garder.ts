import type { Db } from '../../../../platform/db/index.ts'

const GARDES_MAX = 500

/**
 * What was signed is kept by its content: the same words are signed once, and a change of a single one is another content. By
 * database: a process has one, the tests have several.
 */
const gardes = new WeakMap<Db, Map<string, Promise<string>>>()

export function garder(db: Db, contenu: string, faire: () => Promise<string>): Promise<string> {
  const siens = gardes.get(db) ?? new Map<string, Promise<string>>()
  gardes.set(db, siens)
  const garde = siens.get(contenu)
  if (garde) return garde
  const neuf = faire()
  const [plusAncien] = siens.keys()
  if (siens.size >= GARDES_MAX && plusAncien !== undefined) siens.delete(plusAncien)
  siens.set(contenu, neuf)
  // A failure is not remembered.
  neuf.catch(() => siens.delete(contenu))
  return neuf
}
