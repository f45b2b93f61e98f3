import type { Feature } from '../../platform/http/feature.ts'
import { routesAdministrationReseaux } from './pages/administration.page.tsx'
import { routesReseaux } from './pages/reseaux.page.tsx'

/** The networks: the national one and territorial ones, each at home. */
export const reseaux: Feature = {
  nom: 'reseaux',
  routes: [...routesReseaux, ...routesAdministrationReseaux],
  menu: [{ href: '/reseaux', libelle: 'Réseaux', rang: 40, permission: 'reseaux:lire' }],
  administration: [
    {
      href: '/administration/reseaux',
      libelle: 'Réseaux',
      texte: 'Leur nom, leurs couleurs, leur logo, leur périmètre ; en créer un.',
      permission: 'reseaux:gerer'
    }
  ],
  permissions: {
    'reseaux:lire': { visiteur: 'partout' },
    'reseaux:gerer': { administrateur: 'reseau' },
    'reseaux:creer': { administrateur: 'partout' },
    // Rights stop at the perimeter: whoever holds one there must not be the one who moves it.
    'reseaux:delimiter': { administrateur: 'partout' }
  }
}
