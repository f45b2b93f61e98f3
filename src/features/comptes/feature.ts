import type { Feature } from '../../platform/http/feature.ts'
import { PERMISSIONS_ATTRIBUTIONS } from './domain/attribution.ts'
import { routesAdministration } from './pages/administration.page.tsx'
import { routesCompte } from './pages/compte.page.tsx'
import { routesConnexion } from './pages/connexion.page.tsx'
import { routesInscription } from './pages/inscription.page.tsx'
import { routesInvitation } from './pages/invitation.page.tsx'
import { routesMotDePasseOublie } from './pages/mot-de-passe.page.tsx'
import { routesPersonnes } from './pages/personnes.page.tsx'

export const comptes: Feature = {
  nom: 'comptes',
  routes: [
    ...routesAdministration,
    ...routesInscription,
    ...routesInvitation,
    ...routesPersonnes,
    ...routesConnexion,
    ...routesMotDePasseOublie,
    ...routesCompte
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
  }
}
