import type { Job } from '../../../platform/jobs/index.ts'
import { prevenirModerateurs } from '../actions/prevenir-moderateurs.ts'

/** Every morning: tells moderators what waits for them. */
export const jobPrevenirModerateurs: Job = {
  nom: 'prevenir-moderateurs',
  cron: '20 5 * * *',
  executer: (_, { db, now }) => prevenirModerateurs(db, now())
}
