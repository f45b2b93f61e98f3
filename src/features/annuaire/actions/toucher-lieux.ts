import type { Trx } from '../../../platform/db/index.ts'
import { insertTouches } from '../store/touche.store.ts'

/**
 * Says that what other features tell of these lieux changed, though their fiches did not: once the transaction is
 * committed, every process reads their contributed facets again, and forgets the pages that it kept. It waits for nobody.
 */
export async function toucherLieux(trx: Trx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await insertTouches(trx, ids)
}
