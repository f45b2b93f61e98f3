import type { Result } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'

/** One transaction that a refusal undoes: what was written before it never was. */
export async function tenter<T, E>(db: Db, ecrire: (trx: Trx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  const annulation = new Error('refusé')
  let refus: Result<T, E> | undefined
  try {
    return await transaction(db, async (trx) => {
      const issue = await ecrire(trx)
      if (issue.ok) return issue
      refus = issue
      throw annulation
    })
  } catch (erreur) {
    if (refus && erreur === annulation) return refus
    throw erreur
  }
}
