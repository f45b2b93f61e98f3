// Pure words of the territories, importable from another feature's domain/.
export { ATTRIBUTIONS_GEOGRAPHIE } from './domain/attributions.ts'
export type { Commune, Departement, Geographie, OriginePosition, Point, PositionCommune } from './domain/commune.ts'
export { distanceEnMetres } from './domain/distance.ts'
export { normaliserNomCommune } from './domain/nom-commune.ts'
