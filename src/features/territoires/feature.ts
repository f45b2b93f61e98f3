import type { Feature } from '../../platform/http/feature.ts'
import { PERMISSIONS_TERRITOIRES } from './actions/administrer-poles.ts'

export const territoires: Feature = { nom: 'territoires', permissions: PERMISSIONS_TERRITOIRES }
