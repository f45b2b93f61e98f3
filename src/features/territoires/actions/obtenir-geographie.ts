import { ecouteDe } from '../../../platform/db/ecoute.ts'
import type { Db } from '../../../platform/db/index.ts'
import { creerGeographie, type GeographieFrance } from '../domain/geographie.ts'
import { findDecoupage, findVersion } from '../store/geographie.store.ts'

// By database: a process has one, the tests have several.
const enMemoire = new WeakMap<
  Db,
  { readonly revision: number; readonly geographie: Promise<GeographieFrance>; entendu: number | undefined }
>()

/**
 * Today's communes, kept in memory and read again when a load changed them. A process that listens to the database asks
 * nothing when nothing changed; another asks one short query, so ask once per request or per import, then pass it on.
 * Without any load it answers an empty geography.
 */
export async function obtenirGeographie(db: Db): Promise<GeographieFrance> {
  const entendu = ecouteDe(db)?.jeton('geographie')
  const connue = enMemoire.get(db)
  if (connue && entendu !== undefined && connue.entendu === entendu) return connue.geographie

  const { revision } = await findVersion(db)
  const presente = enMemoire.get(db)
  if (presente && presente.revision === revision) {
    presente.entendu = entendu
    return presente.geographie
  }

  const geographie = findDecoupage(db).then(({ decoupage }) => creerGeographie(decoupage))
  const entree = { revision, geographie, entendu }
  enMemoire.set(db, entree)
  // A failed reading is not remembered; the caller receives the failure.
  geographie.catch(() => {
    if (enMemoire.get(db) === entree) enMemoire.delete(db)
  })
  return geographie
}
