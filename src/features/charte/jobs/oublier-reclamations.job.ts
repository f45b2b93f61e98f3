import type { Job } from '../../../platform/jobs/index.ts'
import { oublierReclamations } from '../actions/reclamation/oublier.ts'

/** Every night: the addresses of who reported are erased once they have served. */
export const jobOublierReclamations: Job = {
  nom: 'oublier-reclamations',
  cron: '40 2 * * *',
  async executer(_payload, { db, now }) {
    await oublierReclamations(db, now())
  }
}
