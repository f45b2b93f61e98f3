import { z } from 'zod'
import type { Job } from '../../../platform/jobs/index.ts'
import { envoyerLot, JOB_MESSAGE } from '../actions/poles-message.ts'

/** One lot of a message to the lieux of a territory. */
export const jobEnvoyerMessageDeTerritoire: Job = {
  nom: JOB_MESSAGE,
  async executer(payload, { db, now }) {
    const { message } = z.object({ message: z.uuid() }).parse(payload)
    await envoyerLot(db, message, now())
  }
}
