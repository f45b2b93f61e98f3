import { SYSTEME } from '../../../kernel/acteur.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { cronIsDue } from '../../../platform/jobs/cron.ts'
import type { Job } from '../../../platform/jobs/index.ts'
import { demanderImport } from '../actions/demander-import.ts'
import { listLivraisons } from '../store/livraison.store.ts'
import { listSources } from '../store/source.store.ts'

/** Every quarter of an hour: asks for the import of the sources whose schedule came round since their last delivery. */
export const jobRecupererSources: Job = {
  nom: 'recuperer-sources',
  cron: '*/15 * * * *',
  async executer(_payload, { db, now }) {
    const instant = now()
    for (const { declaration } of await listSources(db)) {
      const { origine } = declaration
      if (origine.type !== 'url' || !origine.cron) continue
      const [derniere] = await listLivraisons(db, { sourceId: declaration.id, limite: 1 })
      // One that still waits, in the queue or for a person, is answered before another is fetched.
      if (derniere?.etat === 'en-cours' || derniere?.etat === 'en-attente') continue
      if (!cronIsDue(origine.cron, derniere?.recue_le ?? new Date(0), instant)) continue
      await demanderImport(
        db,
        { sourceId: declaration.id, fichier: undefined, dateeDu: jourCivil(instant), acteur: SYSTEME, tailleMax: 0 },
        instant
      )
    }
  }
}
