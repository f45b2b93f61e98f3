// What the other features may use. Pure words alone are in `vocabulaire.ts`.
export { type BilanCentres, chargerCentresOfficiels } from './actions/charger-centres-officiels.ts'
export { type ChargementLivree, chargerGeographieLivree } from './actions/charger-geographie-livree.ts'
export { obtenirGeographie } from './actions/obtenir-geographie.ts'
export { creerGeographie, positionDeCommune } from './domain/geographie.ts'
export type { CommuneAncienne, Decoupage, Epci, GeographieFrance, Region } from './domain/geographie.ts'
export type { Commune, Departement, Geographie, OriginePosition, Point, PositionCommune } from './vocabulaire.ts'
export { distanceEnMetres, normaliserNomCommune } from './vocabulaire.ts'
export { countByOrigine, findVersion, type VersionGeographie } from './store/geographie.store.ts'
