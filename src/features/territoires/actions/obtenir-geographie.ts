import type { Db } from '../../../platform/db/index.ts'
import { creerGeographie, type GeographieFrance } from '../domain/geographie.ts'
import { findDecoupage, findVersion } from '../store/geographie.store.ts'

// By database: a process has one, the tests have several.
const enMemoire = new WeakMap<Db, { readonly revision: number; readonly geographie: Promise<GeographieFrance> }>()

/**
 * Today's communes, kept in memory and read again when a load changed them. One short query when nothing changed, so
 * ask once per request or per import, then pass it on. Without any load it answers an empty geography.
 */
export async function obtenirGeographie(db: Db): Promise<GeographieFrance> {
  const { revision } = await findVersion(db)
  const presente = enMemoire.get(db)
  if (presente && presente.revision === revision) return presente.geographie

  const geographie = findDecoupage(db).then(({ decoupage }) => creerGeographie(decoupage))
  const entree = { revision, geographie }
  enMemoire.set(db, entree)
  // A failed reading is not remembered; the caller receives the failure.
  geographie.catch(() => {
    if (enMemoire.get(db) === entree) enMemoire.delete(db)
  })
  return geographie
}
