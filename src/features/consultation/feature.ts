import type { Feature } from '../../platform/http/feature.ts'
import { donneesDesConsultations } from './actions/donnees-personnelles.ts'
import { PERMISSIONS_CONSULTATION } from './domain/permissions.ts'
import { jobAnnoncerConsultations } from './jobs/annoncer-consultations.job.ts'
import { jobCloreConsultations } from './jobs/clore-consultations.job.ts'
import { jobEnvoyerAnnonce } from './jobs/envoyer-annonce.job.ts'
import { jobOublierBrouillons } from './jobs/oublier-brouillons.job.ts'
import { jobPrevenirModerateurs } from './jobs/prevenir-moderateurs.job.ts'
import { routesAider } from './pages/aider.page.tsx'
import { routesAvis } from './pages/avis.page.tsx'
import { blocConsultations } from './pages/bloc-reseau.tsx'
import { routesConsultation } from './pages/consultation.page.tsx'
import { routesConsultations } from './pages/consultations.page.tsx'
import { routesContribuer } from './pages/contribuer.page.tsx'
import { routesDecompte } from './pages/decompte.page.tsx'
import { routesDonnees } from './pages/donnees.page.tsx'
import { routesDroitDeReponse } from './pages/droit-de-reponse.page.tsx'
import { routesFichier } from './pages/fichier.page.ts'
import { routesFlux } from './pages/flux.page.ts'
import { routesGuide } from './pages/guide.page.tsx'
import { routesItem } from './pages/item.page.tsx'
import { routesMesReponses } from './pages/mes-reponses.page.tsx'
import { routesModeration } from './pages/moderation.page.tsx'
import { routesModule } from './pages/module.page.tsx'
import { routesOrganiser } from './pages/organiser.page.tsx'
import { routesAtelier } from './pages/organiser-atelier.page.tsx'
import { routesModulesDOrganisateur } from './pages/organiser-modules.page.tsx'
import { routesProposer } from './pages/proposer.page.tsx'
import { routesRegles } from './pages/regles.page.tsx'
import { routesRepondre } from './pages/repondre.page.tsx'
import { routesReponses } from './pages/reponses.page.tsx'
import { contributionQuiAttend, routesReprendre } from './pages/reprendre.page.tsx'
import { routesSeances } from './pages/seances.page.tsx'
import { routesSignaler } from './pages/signaler.page.tsx'
import { routesSuivre } from './pages/suivre.page.tsx'
import { routesSynthese } from './pages/synthese.page.tsx'

/** Online consultations: from the question to the answer. */
export const consultation: Feature = {
  nom: 'consultation',
  routes: [
    // Words of their own before `/consultations/:adresse`, which would take them for a consultation.
    ...routesReprendre,
    ...routesRegles,
    ...routesModeration,
    ...routesGuide,
    ...routesFlux,
    ...routesSuivre,
    ...routesMesReponses,
    ...routesFichier,
    ...routesConsultations,
    ...routesConsultation,
    ...routesModule,
    ...routesItem,
    ...routesProposer,
    ...routesSignaler,
    ...routesDroitDeReponse,
    ...routesAvis,
    ...routesContribuer,
    ...routesReponses,
    ...routesSeances,
    ...routesAider,
    ...routesSynthese,
    ...routesDonnees,
    ...routesRepondre,
    ...routesDecompte,
    ...routesOrganiser,
    ...routesAtelier,
    ...routesModulesDOrganisateur
  ],
  menu: [{ href: '/consultations', libelle: 'Consultations', rang: 35, permission: 'consultation:lire' }],
  administration: [
    {
      href: '/administration/consultations',
      libelle: 'Consultations',
      texte: 'Poser une question au réseau, préparer ses propositions, la publier, la clore.',
      permission: 'consultation:organiser'
    },
    {
      href: '/consultations/moderation',
      libelle: 'Modération des consultations',
      texte: 'Lire ce qui a été signalé ou proposé, et décider.',
      permission: 'consultation:moderer'
    }
  ],
  attenteDeCompte: contributionQuiAttend,
  blocsReseau: [blocConsultations],
  donneesPersonnelles: [donneesDesConsultations],
  contributions: [
    {
      href: '/consultations',
      libelle: 'Donner votre avis',
      texte: 'Les consultations ouvertes : dire si vous êtes d’accord, commenter, proposer.'
    }
  ],
  permissions: PERMISSIONS_CONSULTATION,
  jobs: () => [
    jobOublierBrouillons,
    jobPrevenirModerateurs,
    jobCloreConsultations,
    jobAnnoncerConsultations,
    jobEnvoyerAnnonce
  ]
}
