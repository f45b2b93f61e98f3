// Pure words of the territories, importable from another feature's domain/.
export { ATTRIBUTIONS_GEOGRAPHIE } from './domain/attributions.ts'
export type { Commune, Geographie, Point } from './domain/commune.ts'
export { distanceEnMetres } from './domain/distance.ts'
export { normaliserNomCommune } from './domain/nom-commune.ts'
