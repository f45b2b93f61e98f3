import type { Feature } from '../http/feature.ts'
import { jobPublierTetes } from './publier-tetes.job.ts'
import { sendTetes, showTetes } from './tetes.page.tsx'

/** What the journal shows of itself to everybody. */
export const journal: Feature = {
  nom: 'journal',
  permissions: { 'journal:lire': { visiteur: 'partout' } },
  routes: [
    { methode: 'get', chemin: '/journal/tetes', permission: 'journal:lire', traiter: showTetes },
    { methode: 'get', chemin: '/journal/tetes.json', permission: 'journal:lire', traiter: sendTetes }
  ],
  jobs: (config) => [jobPublierTetes(config)]
}
