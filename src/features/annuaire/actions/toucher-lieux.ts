import type { Trx } from '../../../platform/db/index.ts'
import { saveTouches } from '../store/touche.store.ts'

/**
 * Says that what other features tell of these lieux changed, though their fiches did not: every process then reads their
 * contributed facets again, and forgets the pages that it kept. To be called last in the transaction: those that touch lieux
 * go one after the other from here to their end.
 */
export async function toucherLieux(trx: Trx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await saveTouches(trx, ids)
}
