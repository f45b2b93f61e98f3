import type { Job } from '../../../platform/jobs/index.ts'
import { oublierSignalements } from '../actions/oublier-signalements.ts'

/** Every night: the addresses left with a report are erased once they have served. */
export const jobOublierSignalements: Job = {
  nom: 'oublier-signalements',
  cron: '30 2 * * *',
  async executer(_payload, { db, now }) {
    await oublierSignalements(db, now())
  }
}
