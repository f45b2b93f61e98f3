import type { Feature } from '../../platform/http/feature.ts'
import { routesChartes } from './pages/chartes.page.tsx'

/** Charters, their versions and criteria, as data. */
export const charte: Feature = {
  nom: 'charte',
  routes: [...routesChartes],
  permissions: { 'charte:lire': ['visiteur', 'administrateur'], 'charte:gerer': ['administrateur'] },
  menu: [{ href: '/chartes', libelle: 'La charte', rang: 30, permission: 'charte:lire' }]
}
