import { type Db, transaction } from '../../../platform/db/index.ts'
import { forgetMessages } from '../../../platform/mail/index.ts'
import { MOTIFS } from '../mails/lettre.tsx'
import { dropExpiredEssais } from '../store/essai.store.ts'
import { dropExpired } from '../store/jeton.store.ts'

const SEMAINE_MS = 7 * 86_400_000

/** Forgets what no longer serves: tokens, sessions, counters, and after a week what was written to people. */
export async function oublier(db: Db, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    await dropExpired(trx, now)
    await dropExpiredEssais(trx, now)
    for (const motif of MOTIFS) await forgetMessages(trx, motif, new Date(now.getTime() - SEMAINE_MS))
  })
}
