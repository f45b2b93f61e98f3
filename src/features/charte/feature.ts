import type { Feature } from '../../platform/http/feature.ts'
import { suivreReunionsDesLieux } from './actions/adhesion/reunions.ts'
import { suivreActivite } from './actions/adhesion/suivre-activite.ts'
import { donneesDesAdhesions } from './actions/donnees-personnelles.ts'
import { facettesAdhesion } from './actions/facettes.ts'
import { donneesDesDemandesDeMarque } from './actions/marque/demander.ts'
import { donneesDesReclamations } from './actions/reclamation/oublier.ts'
import { apiChartes } from './api/chartes.api.ts'
import { apiMembres } from './api/membres.api.ts'
import { PERMISSIONS_CHARTE } from './domain/permissions.ts'
import { jobAnnoncerVersions } from './jobs/annoncer-versions.job.ts'
import { jobOublierReclamations } from './jobs/oublier-reclamations.job.ts'
import { jobRappelerDemandes } from './jobs/rappeler-demandes.job.ts'
import { jobRapprocherListe } from './jobs/rapprocher-liste.job.ts'
import { jobSuivreAdhesions } from './jobs/suivre-adhesions.job.ts'
import { routesAdministrationChartes } from './pages/administration.page.tsx'
import { blocMembresDuReseau } from './pages/bloc-membres.tsx'
import { blocCharteDuReseau } from './pages/bloc-reseau.tsx'
import { routesBrouillon } from './pages/brouillon.page.tsx'
import { routesBureau } from './pages/bureau.page.tsx'
import { routesBureauActes } from './pages/bureau-actes.page.tsx'
import { routesBureauDossier } from './pages/bureau-dossier.page.tsx'
import { routesBureauListes } from './pages/bureau-listes.page.tsx'
import { routesBureauReclamations } from './pages/bureau-reclamations.page.tsx'
import { routesChartes } from './pages/chartes.page.tsx'
import { routesDeclarer } from './pages/declarer.page.tsx'
import { routesInviter } from './pages/inviter.page.tsx'
import { routesLettre } from './pages/lettre.page.ts'
import { routesListes } from './pages/listes.page.tsx'
import { routesDemandesDeMarque } from './pages/marque-demande.page.tsx'
import { routesKit } from './pages/marque-kit.page.tsx'
import { routesMembres } from './pages/membres.page.tsx'
import { contributionAdhesions, routesMesAdhesions } from './pages/mes-adhesions.page.tsx'
import { routesPreuve } from './pages/preuve.page.tsx'
import { routesReclamationDuLieu } from './pages/reclamation-du-lieu.page.tsx'
import { routesReclamer } from './pages/reclamer.page.tsx'
import { routesRejoindre } from './pages/rejoindre.page.tsx'
import { sectionAdhesion } from './pages/section-fiche.tsx'
import { routesSuivi } from './pages/suivi.page.tsx'
import { routesSuiviActes } from './pages/suivi-actes.page.tsx'

/** Charters, their versions and criteria, as data. */
export const charte: Feature = {
  nom: 'charte',
  routes: [
    ...routesChartes,
    ...routesAdministrationChartes,
    ...routesBrouillon,
    ...routesListes,
    ...routesMembres,
    ...routesPreuve,
    ...routesKit,
    ...routesDemandesDeMarque,
    ...routesMesAdhesions,
    ...routesSuivi,
    ...routesSuiviActes,
    ...routesInviter,
    ...routesBureau,
    ...routesBureauDossier,
    ...routesBureauActes,
    ...routesBureauListes,
    ...routesBureauReclamations,
    ...routesReclamer,
    ...routesReclamationDuLieu,
    ...routesLettre,
    ...routesRejoindre,
    ...routesDeclarer
  ],
  permissions: PERMISSIONS_CHARTE,
  api: [...apiChartes, ...apiMembres],
  sectionsFiche: [sectionAdhesion],
  facettes: facettesAdhesion,
  donneesPersonnelles: [donneesDesDemandesDeMarque, donneesDesReclamations, donneesDesAdhesions],
  surReunion: suivreReunionsDesLieux,
  surActivite: suivreActivite,
  jobs: () => [
    jobSuivreAdhesions,
    jobAnnoncerVersions,
    jobRappelerDemandes,
    jobRapprocherListe,
    jobOublierReclamations
  ],
  contributions: [contributionAdhesions],
  blocsReseau: [blocMembresDuReseau, blocCharteDuReseau],
  menu: [
    { href: '/chartes', libelle: 'La charte', rang: 30, permission: 'charte:lire' },
    { href: '/bureau', libelle: 'Le bureau', rang: 90, permission: 'adhesion:suivre' }
  ],
  administration: [
    {
      href: '/bureau/inviter',
      libelle: 'Inviter des lieux',
      texte: 'Proposer aux lieux de l’annuaire de rejoindre un réseau.',
      permission: 'adhesion:inviter'
    },
    {
      href: '/bureau',
      libelle: 'Le bureau des adhésions',
      texte: 'Les déclarations à examiner, les avertissements, les suspensions.',
      permission: 'adhesion:suivre'
    },
    {
      href: '/administration/chartes',
      libelle: 'Chartes',
      texte: 'Leurs articles, leurs critères, leurs délais, et la date de chaque version.',
      permission: 'charte:gerer'
    }
  ]
}
