import type { Job } from '../../../platform/jobs/index.ts'
import { oublierBrouillons } from '../actions/brouillon.ts'
import { RELECTURE_MS } from '../domain/brouillon.ts'

/** Every night: erases what was written before an account and never published. */
export const jobOublierBrouillons: Job = {
  nom: 'oublier-brouillons-de-consultation',
  cron: '25 2 * * *',
  executer: (_, { db, now }) => oublierBrouillons(db, new Date(now().getTime() - RELECTURE_MS))
}
