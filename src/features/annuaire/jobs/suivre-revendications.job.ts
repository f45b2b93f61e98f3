import type { Job } from '../../../platform/jobs/index.ts'
import { suivreRevendications } from '../actions/suivre-revendications.ts'
import { suivreRoles } from '../actions/suivre-roles.ts'

/**
 * Every night, after midnight of Paris whatever the season: what stopped waiting is closed, what serves no more is forgotten,
 * and fiches follow the roles.
 */
export function jobSuivreRevendications(reglages: { readonly RESEAU_NOM: string; readonly URL_PUBLIQUE: string }): Job {
  return {
    nom: 'suivre-revendications',
    cron: '20 1 * * *',
    async executer(_payload, { db, now }) {
      const outils = { now: now(), reseau: reglages.RESEAU_NOM, site: reglages.URL_PUBLIQUE.replace(/\/$/, '') }
      await suivreRevendications(db, outils)
      await suivreRoles(db, outils)
    }
  }
}
