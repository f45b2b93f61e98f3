import { jourCivil } from '../../../kernel/jour-civil.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { forgetMessages } from '../../../platform/mail/index.ts'
import { JOURS_COURRIEL, JOURS_COURRIEL_SANS_REPONSE } from '../domain/signalement.ts'
import { MOTIF_REPONSE } from '../mails/reponse-signalement.mail.tsx'
import { forgetCourriels, forgetPassages } from '../store/signalement.store.ts'

/**
 * Forgets the addresses that have served: thirty days after the answer, in the report and in the message that went to
 * them; and what served to count the reports, after a day.
 */
export async function oublierSignalements(db: Db, now: Date): Promise<number> {
  const ilYA = (jours: number) => new Date(now.getTime() - jours * 86_400_000)
  return transaction(db, async (trx) => {
    await forgetMessages(trx, MOTIF_REPONSE, ilYA(JOURS_COURRIEL))
    await forgetPassages(trx, ilYA(1), jourCivil(now))
    return forgetCourriels(trx, {
      traitesAvant: ilYA(JOURS_COURRIEL),
      deposesAvant: ilYA(JOURS_COURRIEL_SANS_REPONSE)
    })
  })
}
