import type { Feature } from '../../platform/http/feature.ts'
import { donneesDuComite } from './actions/comite-donnees-personnelles.ts'
import { donneesDesMessages } from './actions/poles-donnees-personnelles.ts'
import { PERMISSIONS_COMITE } from './domain/comite-permissions.ts'
import { PERMISSIONS_POLES } from './domain/pole-permissions.ts'
import { jobCompterVotes } from './jobs/compter-votes.job.ts'
import { jobEnvoyerMessageDeTerritoire } from './jobs/envoyer-message-de-territoire.job.ts'
import { blocGouvernance } from './pages/bloc-gouvernance.tsx'
import { routesComite } from './pages/comite.page.tsx'
import { routesDocumentsDuComite } from './pages/comite-documents.page.tsx'
import { routesRegleDuComite } from './pages/comite-regle.page.tsx'
import { routesDecisions } from './pages/decisions.page.tsx'
import { routesGouvernance } from './pages/gouvernance.page.tsx'
import { routesMotion } from './pages/motion.page.tsx'
import { routesPoles } from './pages/poles.page.tsx'
import { routesAdministrationPoles } from './pages/poles-administration.page.tsx'
import { routesMessagesDeTerritoire } from './pages/poles-message.page.tsx'
import { routesPilotage } from './pages/poles-pilotage.page.tsx'
import { routesProcesVerbaux } from './pages/proces-verbal.page.ts'

/** Desks: pôles and their pilots; committees, their votes and their register. */
export const gouvernance: Feature = {
  nom: 'gouvernance',
  routes: [
    ...routesPoles,
    ...routesAdministrationPoles,
    ...routesPilotage,
    ...routesMessagesDeTerritoire,
    ...routesComite,
    ...routesRegleDuComite,
    ...routesDocumentsDuComite,
    ...routesMotion,
    ...routesGouvernance,
    ...routesDecisions,
    ...routesProcesVerbaux
  ],
  permissions: { ...PERMISSIONS_POLES, ...PERMISSIONS_COMITE },
  donneesPersonnelles: [donneesDesMessages, donneesDuComite],
  jobs: () => [jobEnvoyerMessageDeTerritoire, jobCompterVotes],
  blocsReseau: [blocGouvernance],
  menu: [
    { href: '/comite', libelle: 'Le comité', rang: 89, permission: 'comite:suivre' },
    { href: '/pilotage', libelle: 'Mes territoires', rang: 91, permission: 'territoire:piloter' }
  ],
  administration: [
    {
      href: '/comite/regle',
      libelle: 'La règle du comité',
      texte: 'Qui décide, combien doivent voter, combien de jours dure un vote.',
      permission: 'comite:regler'
    },
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
