import { SYSTEME } from '../../../kernel/acteur.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Job } from '../../../platform/jobs/index.ts'
import { demanderImport } from '../actions/demander-import.ts'
import { lireSante } from '../actions/suivre-sources.ts'

/**
 * Every quarter of an hour: asks for the import of the sources whose time has come, by their schedule or, after a
 * failure, by a wait that grows.
 */
export const jobRecupererSources: Job = {
  nom: 'recuperer-sources',
  cron: '*/15 * * * *',
  async executer(_payload, { db, now }) {
    const instant = now()
    for (const { declaration, sante } of await lireSante(db, instant)) {
      if (!sante.prochaine || sante.prochaine > instant) continue
      await demanderImport(
        db,
        { sourceId: declaration.id, fichier: undefined, dateeDu: jourCivil(instant), acteur: SYSTEME, tailleMax: 0 },
        instant
      )
    }
  }
}
