import type { Feature } from '../../platform/http/feature.ts'

/** The committee and its decisions; the pôles and what they see of their ground. */
export const gouvernance: Feature = {
  nom: 'gouvernance'
}
