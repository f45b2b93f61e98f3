import type { Feature } from '../../platform/http/feature.ts'
import { donneesDesMessages } from './actions/poles-donnees-personnelles.ts'
import { PERMISSIONS_POLES } from './domain/pole-permissions.ts'
import { jobEnvoyerMessageDeTerritoire } from './jobs/envoyer-message-de-territoire.job.ts'
import { routesPoles } from './pages/poles.page.tsx'
import { routesAdministrationPoles } from './pages/poles-administration.page.tsx'
import { routesMessagesDeTerritoire } from './pages/poles-message.page.tsx'
import { routesPilotage } from './pages/poles-pilotage.page.tsx'

/** Desks: pôles and their pilots. */
export const gouvernance: Feature = {
  nom: 'gouvernance',
  routes: [...routesPoles, ...routesAdministrationPoles, ...routesPilotage, ...routesMessagesDeTerritoire],
  permissions: PERMISSIONS_POLES,
  donneesPersonnelles: [donneesDesMessages],
  jobs: () => [jobEnvoyerMessageDeTerritoire],
  menu: [{ href: '/pilotage', libelle: 'Mes territoires', rang: 91, permission: 'territoire:piloter' }],
  administration: [
    {
      href: '/pilotage',
      libelle: 'Mes territoires',
      texte: 'Leurs lieux, leurs candidats, les fiches qui dorment ; écrire à leurs responsables.',
      permission: 'territoire:piloter'
    },
    {
      href: '/administration/poles',
      libelle: 'Pôles',
      texte: 'Leur nom, leurs contacts, leur périmètre à une date.',
      permission: 'poles:gerer'
    }
  ]
}
