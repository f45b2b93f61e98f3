import type { Feature } from '../../platform/http/feature.ts'

export const reseaux: Feature = { nom: 'reseaux' }
