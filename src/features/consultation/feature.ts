import type { Feature } from '../../platform/http/feature.ts'
import { PERMISSIONS_CONSULTATION } from './domain/permissions.ts'
import { routesAvis } from './pages/avis.page.tsx'
import { routesItem } from './pages/item.page.tsx'

/** Online consultations: from the question to the answer. */
export const consultation: Feature = {
  nom: 'consultation',
  routes: [
    // Words of their own before `/consultations/:adresse`, which would take them for a consultation.
    ...routesItem,
    ...routesAvis
  ],
  menu: [{ href: '/consultations', libelle: 'Consultations', rang: 35, permission: 'consultation:lire' }],
  permissions: PERMISSIONS_CONSULTATION
}
