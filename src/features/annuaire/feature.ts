import type { Config } from '../../config.ts'
import type { Feature } from '../../platform/http/feature.ts'
import { donneesDeLAnnuaire } from './actions/donnees-personnelles.ts'
import { donneesDuResponsable } from './actions/donnees-responsable.ts'
import { apiLieux } from './api/lieux.api.ts'
import { PERMISSIONS_ANNUAIRE } from './domain/permissions.ts'
import { jobImporterLivraison } from './jobs/importer-livraison.job.ts'
import { jobOublierSignalements } from './jobs/oublier-signalements.job.ts'
import { jobRecupererSources } from './jobs/recuperer-sources.job.ts'
import { jobSuivreRevendications } from './jobs/suivre-revendications.job.ts'
import { jobVeillerSources } from './jobs/veiller-sources.job.ts'
import { routesAccueil } from './pages/accueil.page.tsx'
import { routesAffiche } from './pages/affiche.page.tsx'
import { routesApiPage } from './pages/api.page.tsx'
import { blocLieuxDuReseau } from './pages/bloc-reseau.tsx'
import { coucheLieux, routesCarte } from './pages/carte.page.ts'
import { routesDeclarer } from './pages/declarer.page.tsx'
import { routesEquipe } from './pages/equipe.page.tsx'
import { routesExports } from './pages/exports.page.ts'
import { routesFiche } from './pages/fiche.page.tsx'
import { routesFicheAJour } from './pages/fiche-a-jour.page.tsx'
import { routesHistoire } from './pages/histoire.page.tsx'
import { routesImports } from './pages/imports.page.tsx'
import { routesIntegrer } from './pages/integrer.page.tsx'
import { routesLieux } from './pages/lieux.page.tsx'
import { routesMesLieux } from './pages/mes-lieux.page.tsx'
import { routesModifier } from './pages/modifier.page.tsx'
import { routesOrienter } from './pages/orienter.page.tsx'
import { routesPhotos } from './pages/photos.page.tsx'
import { routesRevendications } from './pages/revendications.page.tsx'
import { routesRevendiquer } from './pages/revendiquer.page.tsx'
import { routesRevision } from './pages/revision.page.tsx'
import { routesSante } from './pages/sante.page.tsx'
import { routesSignalements } from './pages/signalements.page.tsx'
import { routesSignaler } from './pages/signaler.page.tsx'
import { routesSources } from './pages/sources.page.tsx'
import { routesSuggestions } from './pages/suggestions.page.ts'
import { routesSynonymes } from './pages/synonymes.page.tsx'

export const annuaire: Feature = {
  nom: 'annuaire',
  routes: [
    ...routesAccueil,
    ...routesSignaler,
    ...routesRevendiquer,
    ...routesEquipe,
    ...routesMesLieux,
    ...routesRevendications,
    ...routesExports,
    // Before the fiches, whose address would take « affiche » for a lieu.
    ...routesAffiche,
    ...routesIntegrer,
    // Before the fiche, which would take « suggestions » for a lieu.
    ...routesSuggestions,
    ...routesCarte,
    ...routesLieux,
    ...routesFiche,
    ...routesFicheAJour,
    // Before the sections, whose address would take « photos » for one of them.
    ...routesPhotos,
    ...routesModifier,
    ...routesHistoire,
    ...routesOrienter,
    ...routesSources,
    ...routesApiPage,
    ...routesImports,
    ...routesRevision,
    // Before the health of one source, whose address would take « declarer » for a source.
    ...routesDeclarer,
    ...routesSante,
    ...routesSignalements,
    ...routesSynonymes
  ],
  api: apiLieux,
  menu: [
    { href: '/lieux', libelle: 'Trouver un lieu', rang: 10, permission: 'lieux:lire' },
    { href: '/orienter', libelle: 'Orienter quelqu’un', rang: 20, permission: 'lieux:lire' },
    { href: '/sources', libelle: 'Sources', rang: 80, permission: 'sources:lire' },
    { href: '/api', libelle: 'Données et API', rang: 90, permission: 'api:lire' }
  ],
  administration: [
    {
      href: '/administration/revision',
      libelle: 'Réviser l’annuaire',
      texte: 'Ce qui est douteux : paires à comparer, valeurs, positions, sources en désaccord.',
      permission: 'revision:gerer'
    },
    {
      href: '/administration/sources/declarer',
      libelle: 'Déclarer une source',
      texte: 'Un nouvel annuaire : ses colonnes, ses mots, dix fiches pour voir.',
      permission: 'sources:declarer'
    },
    {
      href: '/administration/importer',
      libelle: 'Importer une livraison',
      texte: 'Un fichier, ou l’adresse déclarée par la source.',
      permission: 'imports:gerer'
    },
    {
      href: '/administration/livraisons',
      libelle: 'Suivre les imports',
      texte: 'Ce qui est en cours, ce qui attend une réponse, les rapports.',
      permission: 'imports:gerer'
    },
    {
      href: '/administration/sources',
      libelle: 'Santé des sources',
      texte: 'Celles qui se taisent, tombent en panne ou attendent, et qui est prévenu.',
      permission: 'sources:veiller'
    },
    {
      href: '/administration/signalements',
      libelle: 'Signalements du public',
      texte: 'Erreurs et lieux manquants, à lire et à qui répondre.',
      permission: 'signalements:traiter'
    },
    {
      href: '/administration/revendications',
      libelle: 'Qui s’occupe de quel lieu',
      texte: 'Les demandes que rien ne prouve, et les désaccords.',
      permission: 'responsabilites:juger'
    },
    {
      href: '/administration/mots',
      libelle: 'Mots de la recherche',
      texte: 'Ce que les gens tapent, et les aides où cela mène.',
      permission: 'mots:gerer'
    }
  ],
  permissions: PERMISSIONS_ANNUAIRE,
  donneesPersonnelles: [donneesDeLAnnuaire, donneesDuResponsable],
  contributions: [
    {
      href: '/mes-lieux',
      libelle: 'Mes lieux',
      texte: 'Les fiches dont vous vous occupez, vos collègues et vos demandes.'
    }
  ],
  couches: [coucheLieux],
  blocsReseau: [blocLieuxDuReseau],
  jobs: (config: Config) => [
    jobImporterLivraison(config),
    jobRecupererSources,
    jobVeillerSources(config),
    jobOublierSignalements,
    jobSuivreRevendications(config)
  ]
}
