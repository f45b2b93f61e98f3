import type { Job } from '../../../platform/jobs/index.ts'
import { oublier } from '../actions/oublier.ts'

/** Every night: what has expired, and messages whose links no longer serve. */
export const jobOublierComptes: Job = {
  nom: 'oublier-comptes',
  cron: '25 2 * * *',
  async executer(_, { db, now }) {
    await oublier(db, now())
  }
}
