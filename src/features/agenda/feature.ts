import type { Feature } from '../../platform/http/feature.ts'
import { suivreReunionsDesActions } from './actions/suivre-reunions.ts'
import { routesAction } from './pages/action.page.tsx'
import { routesActions } from './pages/actions.page.tsx'
import { sectionActions } from './pages/section-fiche.tsx'

/** « Actions et projets » of the lieux. */
export const agenda: Feature = {
  nom: 'agenda',
  // The management first: the public page would take « nouvelle » for an action.
  routes: [...routesActions, ...routesAction],
  sectionsFiche: [sectionActions],
  surReunion: suivreReunionsDesActions
}
