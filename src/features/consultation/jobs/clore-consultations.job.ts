import type { Job } from '../../../platform/jobs/index.ts'
import { cloreConsultations } from '../actions/clore.ts'

/** Freezes the counts of consultations whose closing has come. Late or twice, each is counted once, as of its closing. */
export const jobCloreConsultations: Job = {
  nom: 'clore-consultations',
  cron: '* * * * *',
  async executer(_, { db, now }) {
    const echecs = await cloreConsultations(db, now())
    if (echecs.length > 0)
      throw new Error(`Des consultations n’ont pas pu être closes : ${echecs.map(({ id }) => id).join(', ')}`, {
        cause: echecs[0]?.cause
      })
  }
}
