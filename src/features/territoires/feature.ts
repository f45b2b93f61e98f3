import type { Feature } from '../../platform/http/feature.ts'

export const territoires: Feature = { nom: 'territoires' }
