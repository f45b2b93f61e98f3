// What the other features may use. Pure words alone are in `vocabulaire.ts`.
export { creerGeographie, positionDeCommune } from './domain/geographie.ts'
export type { CommuneAncienne, Decoupage, Epci, GeographieFrance, Region } from './domain/geographie.ts'
export type { Commune, Departement, Geographie, OriginePosition, Point, PositionCommune } from './vocabulaire.ts'
export { distanceEnMetres, normaliserNomCommune } from './vocabulaire.ts'
