// Pure words of the territories, importable from another feature's domain/.
export { ATTRIBUTIONS_GEOGRAPHIE } from './domain/attributions.ts'
export type { Commune, Geographie, Point } from './domain/commune.ts'
export { distanceEnMetres } from './domain/distance.ts'
export { fuseauDuDepartement } from './domain/fuseau.ts'
export { jourFerie } from './domain/jours-feries.ts'
export { normaliserNomCommune } from './domain/nom-commune.ts'
