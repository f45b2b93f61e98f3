import type { Feature } from '../../platform/http/feature.ts'
import { traiterAccessibilite } from './pages/accessibilite.page.tsx'
import { traiterAide } from './pages/aide.page.tsx'
import { traiterMentions } from './pages/mentions-legales.page.tsx'

/** What every site says of itself: how to use it, who answers for it, what it keeps, who is left out. */
export const site: Feature = {
  nom: 'site',
  permissions: { 'site:lire': { visiteur: 'partout' } },
  routes: [
    { methode: 'get', chemin: '/aide', permission: 'site:lire', traiter: traiterAide },
    { methode: 'get', chemin: '/accessibilite', permission: 'site:lire', traiter: traiterAccessibilite },
    { methode: 'get', chemin: '/mentions-legales', permission: 'site:lire', traiter: traiterMentions }
  ]
}
