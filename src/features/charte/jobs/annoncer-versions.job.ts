import type { Job } from '../../../platform/jobs/index.ts'
import { annoncerVersions } from '../actions/adhesion/annoncer-versions.ts'

/** Every morning: members learn that their charter has changed. */
export const jobAnnoncerVersions: Job = {
  nom: 'annoncer-versions',
  cron: '30 6 * * *',
  executer: (_, { db, now }) => annoncerVersions(db, now())
}
