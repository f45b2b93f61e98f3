import type { Feature } from '../http/feature.ts'
import { showCatalogue } from './catalogue.page.tsx'

/** The components of the house, all together, for whoever builds a page or checks the look. */
export const composants: Feature = {
  nom: 'composants',
  permissions: { 'composants:lire': { visiteur: 'partout' } },
  routes: [{ methode: 'get', chemin: '/composants', permission: 'composants:lire', traiter: showCatalogue }]
}
