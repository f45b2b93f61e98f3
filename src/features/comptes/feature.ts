import type { Feature } from '../../platform/http/feature.ts'
import { donneesDuCompte } from './actions/donnees-du-compte.ts'
import { PERMISSIONS_ATTRIBUTIONS } from './domain/attribution.ts'
import { jobOublierComptes } from './jobs/oublier-comptes.job.ts'
import { routesAdministration } from './pages/administration.page.tsx'
import { routesChangerMotDePasse } from './pages/changer-mot-de-passe.page.tsx'
import { routesCles } from './pages/cles.page.tsx'
import { routesCompte } from './pages/compte.page.tsx'
import { routesConnexion } from './pages/connexion.page.tsx'
import { routesDonnees } from './pages/donnees.page.tsx'
import { routesInformations } from './pages/informations.page.tsx'
import { routesInscription } from './pages/inscription.page.tsx'
import { routesInvitation } from './pages/invitation.page.tsx'
import { routesMotDePasseOublie } from './pages/mot-de-passe.page.tsx'
import { routesOidc } from './pages/oidc.page.tsx'
import { routesPersonnes } from './pages/personnes.page.tsx'
import { routesSecondFacteur } from './pages/second-facteur.page.tsx'

export const comptes: Feature = {
  nom: 'comptes',
  routes: [
    ...routesAdministration,
    ...routesInscription,
    ...routesInvitation,
    ...routesPersonnes,
    ...routesConnexion,
    ...routesSecondFacteur,
    ...routesCles,
    ...routesOidc,
    ...routesMotDePasseOublie,
    ...routesCompte,
    ...routesInformations,
    ...routesChangerMotDePasse,
    ...routesDonnees
  ],
  administration: [
    {
      href: '/administration/personnes',
      libelle: 'Personnes et rôles',
      texte: 'Qui peut faire quoi, et où ; donner un rôle, le retirer, inviter.',
      permission: 'attributions:gerer'
    }
  ],
  permissions: {
    'administration:entrer': { visiteur: 'partout' },
    // Each door of this home has its own permission: whoever holds one of them finds it here.
    'administration:lire': {
      responsable: 'lieu',
      delegue: 'lieu',
      pilote: 'territoire',
      coordinateur: 'territoire',
      comite: 'reseau',
      secretariat: 'reseau',
      moderateur: 'reseau',
      editeur: 'reseau',
      administrateur: 'reseau'
    },
    'compte:ouvrir': { visiteur: 'partout' },
    'compte:gerer': { contributeur: 'partout', administrateur: 'partout' },
    ...PERMISSIONS_ATTRIBUTIONS
  },
  contributions: [
    {
      href: '/lieux',
      libelle: 'Corriger une fiche',
      texte: 'Un horaire a changé, un numéro est faux : ouvrez la fiche, puis « Signaler une erreur ».'
    },
    {
      href: '/lieux/manquant',
      libelle: 'Signaler un lieu qui manque',
      texte: 'Deux minutes, et une personne le vérifie.'
    }
  ],
  donneesPersonnelles: [donneesDuCompte],
  jobs: () => [jobOublierComptes]
}
