import type { Job } from '../../../platform/jobs/index.ts'
import { veillerSources } from '../actions/suivre-sources.ts'

/** Every morning: tells whoever looks after a source that it has been silent, or that a delivery waits. */
export function jobVeillerSources(reglages: {
  readonly COURRIEL_ADMINISTRATION: string
  readonly URL_PUBLIQUE: string
}): Job {
  return {
    nom: 'veiller-sources',
    cron: '0 5 * * *',
    async executer(_payload, { db, now }) {
      await veillerSources(db, {
        courrielAdministration: reglages.COURRIEL_ADMINISTRATION,
        urlPublique: reglages.URL_PUBLIQUE,
        now: now()
      })
    }
  }
}
