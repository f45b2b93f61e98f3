import type { Feature } from '../../platform/http/feature.ts'
import { PERMISSIONS_CONSULTATION } from './domain/permissions.ts'

/** Online consultations: from the question to the answer. */
export const consultation: Feature = {
  nom: 'consultation',
  routes: [],
  permissions: PERMISSIONS_CONSULTATION
}
