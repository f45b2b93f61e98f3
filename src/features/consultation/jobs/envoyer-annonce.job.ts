import { z } from 'zod'
import type { Job } from '../../../platform/jobs/index.ts'
import { envoyerAnnonce, JOB_ANNONCE } from '../actions/suivre.ts'

const PAYLOAD = z.object({
  consultation: z.uuid(),
  evenement: z.enum(['ouverture', 'bientot', 'cloture', 'restitution'])
})

/** One lot of an announcement to those who follow a consultation. */
export const jobEnvoyerAnnonce: Job = {
  nom: JOB_ANNONCE,
  async executer(payload, { db, now }) {
    const { consultation, evenement } = PAYLOAD.parse(payload)
    await envoyerAnnonce(db, consultation, evenement, now())
  }
}
