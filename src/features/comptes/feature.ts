import type { Feature } from '../../platform/http/feature.ts'
import { routesAdministration } from './pages/administration.page.tsx'

export const comptes: Feature = {
  nom: 'comptes',
  routes: routesAdministration,
  permissions: {
    'administration:entrer': ['visiteur', 'administrateur'],
    'administration:lire': ['administrateur']
  }
}
