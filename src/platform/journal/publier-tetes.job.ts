import type { Config } from '../../config.ts'
import { transaction } from '../db/index.ts'
import type { Job } from '../jobs/index.ts'
import { envoyerCourriel } from '../mail/index.ts'
import { publierTetes } from './index.ts'
import { courrielTetes } from './tetes.mail.tsx'

/** Every evening in Paris. Run twice in a day, it adds and mails nothing the second time. */
export function jobPublierTetes({
  COURRIEL_ADMINISTRATION,
  URL_PUBLIQUE
}: Pick<Config, 'COURRIEL_ADMINISTRATION' | 'URL_PUBLIQUE'>): Job {
  return {
    nom: 'publier-tetes-du-journal',
    cron: '30 20 * * *',
    async executer(_, { db, now }) {
      await transaction(db, async (trx) => {
        const instant = now()
        const tetes = await publierTetes(trx, instant)
        const [premiere] = tetes
        if (!premiere) return
        const adresse = { a: COURRIEL_ADMINISTRATION, jour: premiere.jour, lien: `${URL_PUBLIQUE}/journal/tetes` }
        await envoyerCourriel(trx, courrielTetes(tetes, adresse), instant)
      })
    }
  }
}
