import type { Job } from '../../../platform/jobs/index.ts'
import { annoncerConsultations } from '../actions/suivre.ts'

/** Every five minutes: looks for what is to be announced to those who follow. */
export const jobAnnoncerConsultations: Job = {
  nom: 'annoncer-consultations',
  cron: '*/5 * * * *',
  executer: (_, { db, now }) => annoncerConsultations(db, now())
}
