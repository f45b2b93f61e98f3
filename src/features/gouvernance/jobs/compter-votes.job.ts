import type { Job } from '../../../platform/jobs/index.ts'
import { compterMotionsDues } from '../actions/compter.ts'

/** Counts the votes of committees whose closing has come. Late or twice, each is counted once, as of its closing. */
export const jobCompterVotes: Job = {
  nom: 'compter-votes',
  cron: '* * * * *',
  async executer(_, { db, now }) {
    const echecs = await compterMotionsDues(db, now())
    if (echecs.length > 0)
      throw new Error(`Des votes n’ont pas pu être comptés : ${echecs.map(({ id }) => id).join(', ')}`, {
        cause: echecs[0]?.cause
      })
  }
}
