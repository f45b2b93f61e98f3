import type { Job } from '../../../platform/jobs/index.ts'
import { rappelerDemandes } from '../actions/adhesion/rappeler-demandes.ts'

/** Every morning: the committee is reminded of the lieux that wait for its answer. */
export const jobRappelerDemandes: Job = {
  nom: 'rappeler-demandes',
  cron: '45 6 * * *',
  executer: (_, { db, now }) => rappelerDemandes(db, now())
}
