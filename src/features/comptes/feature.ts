import type { Feature } from '../../platform/http/feature.ts'
import { routesAdministration } from './pages/administration.page.tsx'
import { routesCompte } from './pages/compte.page.tsx'
import { routesConnexion } from './pages/connexion.page.tsx'
import { routesInscription } from './pages/inscription.page.tsx'
import { routesMotDePasseOublie } from './pages/mot-de-passe.page.tsx'

export const comptes: Feature = {
  nom: 'comptes',
  routes: [
    ...routesAdministration,
    ...routesInscription,
    ...routesConnexion,
    ...routesMotDePasseOublie,
    ...routesCompte
  ],
  permissions: {
    'administration:entrer': ['visiteur', 'administrateur'],
    'administration:lire': ['administrateur'],
    'compte:ouvrir': ['visiteur', 'contributeur', 'administrateur'],
    'compte:gerer': ['contributeur', 'administrateur']
  }
}
