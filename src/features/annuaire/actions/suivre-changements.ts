import type { Db } from '../../../platform/db/index.ts'
import { type LieuChange, listChanges, type Repere } from '../store/changements.store.ts'
import { readVersion } from '../store/etat.store.ts'

/** Where a copy of the directory has got to. */
export interface Avancee extends Repere {
  /** The directory's revision when the copy began to be read: what is erased for good after it leaves no trace. */
  readonly vu: number
}

export type PageChangements =
  | {
      readonly etat: 'page'
      readonly changes: readonly LieuChange[]
      /** Where to go on; undefined on the last page. */
      readonly suivant: Avancee | undefined
      /** Everything until this revision is known once the last page was read. */
      readonly jusqua: number
    }
  /** That copy cannot be brought up to date: rows it may hold left no trace, or its revision is not of this database. */
  | { readonly etat: 'a-reprendre' }

/** The first page of what changed after a revision. 0 asks for the whole directory. */
export function depuisRevision(revision: number): Avancee {
  // Lieux older than this feed bear revision 0: the beginning is before all of them.
  return { revision, id: revision === 0 ? 0 : Number.MAX_SAFE_INTEGER, vu: revision }
}

/** What changed after a place in the history of the directory, in pages. A lieu that changes again comes again, further on. */
export async function suivreChangements(db: Db, apres: Avancee, limite: number): Promise<PageChangements> {
  // Read first: what is written meanwhile is beyond `jusqua`, and comes with the next call.
  const { revision, effaceA } = await readVersion(db)
  const debut = apres.revision === 0 && apres.id === 0
  if (!debut && (apres.vu < effaceA || apres.vu > revision || apres.revision > revision)) return { etat: 'a-reprendre' }
  const lus = await listChanges(db, apres, limite + 1)
  const changes = lus.slice(0, limite)
  const dernier = lus.length > limite ? changes.at(-1) : undefined
  return {
    etat: 'page',
    changes,
    suivant: dernier && { revision: dernier.revision, id: dernier.id, vu: debut ? revision : apres.vu },
    jusqua: revision
  }
}
