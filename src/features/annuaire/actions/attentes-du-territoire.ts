import type { Champ } from '../../../kernel/droit.ts'
import type { Db } from '../../../platform/db/index.ts'
import { listAJuger } from '../store/revendication.store.ts'
import { countRevision } from '../store/revision.store.ts'
import { countDeposes } from '../store/signalement.store.ts'

/** What waits for an answer on some ground, counted as the desks themselves count it. */
export interface Attentes {
  /** Two fiches that may be one lieu. */
  readonly paires: number
  readonly signalements: number
  /** People who ask to look after a lieu. */
  readonly revendications: number
}

export async function compterAttentes(db: Db, champ: Champ): Promise<Attentes> {
  const [{ paires }, deposes, { total }] = await Promise.all([
    countRevision(db, { champ }),
    countDeposes(db, champ),
    listAJuger(db, champ, 1)
  ])
  return { paires, signalements: [...deposes.values()].reduce((somme, n) => somme + n, 0), revendications: total }
}
