// Pure words of the territories, importable from another feature's domain/.
export { ATTRIBUTIONS_GEOGRAPHIE } from './domain/attributions.ts'
export { CADRES, type CadreTerritoire, cadreContenant } from './domain/cadres.ts'
export type { Commune, Geographie, Point } from './domain/commune.ts'
export { distanceEnMetres } from './domain/distance.ts'
export { type FondDeCarte, lireTrace, type Trace } from './domain/fond-de-carte.ts'
export { fuseauDuDepartement } from './domain/fuseau.ts'
export { aSesJours, jourFerie } from './domain/jours-feries.ts'
export { normaliserNomCommune } from './domain/nom-commune.ts'
export {
  type ChangementDePerimetre,
  changementsDePerimetre,
  perimetreAuJour,
  type TerritoireDePole
} from './domain/perimetre-de-pole.ts'
export { zonesDeCommune, zonesDuDepartement } from './domain/zones.ts'
