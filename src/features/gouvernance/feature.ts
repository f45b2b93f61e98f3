import type { Feature } from '../../platform/http/feature.ts'
import { donneesDuComite } from './actions/comite-donnees-personnelles.ts'
import { donneesDesMessages } from './actions/poles-donnees-personnelles.ts'
import { PERMISSIONS_COMITE } from './domain/comite-permissions.ts'
import { PERMISSIONS_POLES } from './domain/pole-permissions.ts'
import { jobCompterVotes } from './jobs/compter-votes.job.ts'
import { jobEnvoyerMessageDeTerritoire } from './jobs/envoyer-message-de-territoire.job.ts'
import { routesPoles } from './pages/poles.page.tsx'
import { routesAdministrationPoles } from './pages/poles-administration.page.tsx'
import { routesMessagesDeTerritoire } from './pages/poles-message.page.tsx'
import { routesPilotage } from './pages/poles-pilotage.page.tsx'

/** Desks: pôles and their pilots; committees, their votes and their register. */
export const gouvernance: Feature = {
  nom: 'gouvernance',
  routes: [...routesPoles, ...routesAdministrationPoles, ...routesPilotage, ...routesMessagesDeTerritoire],
  permissions: { ...PERMISSIONS_POLES, ...PERMISSIONS_COMITE },
  donneesPersonnelles: [donneesDesMessages, donneesDuComite],
  jobs: () => [jobEnvoyerMessageDeTerritoire, jobCompterVotes],
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
