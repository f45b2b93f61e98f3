import { z } from 'zod'
import type { Job } from '../../../platform/jobs/index.ts'
import { JOB_RAPPROCHER, rapprocherListe } from '../actions/listes-de-droit.ts'

const PAYLOAD = z.object({ liste: z.uuid(), acteur: z.string().max(100) })

/** Matches a list that was just imported, and admits the lieux that are surely on it. */
export const jobRapprocherListe: Job = {
  nom: JOB_RAPPROCHER,
  async executer(payload, { db, now }) {
    const { liste, acteur } = PAYLOAD.parse(payload)
    await rapprocherListe(db, liste, { acteur, now: now() })
  }
}
