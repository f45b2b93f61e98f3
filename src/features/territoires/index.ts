// What the other features may use. Pure words alone are in `vocabulaire.ts`.
export { chargerCentresOfficiels } from './actions/charger-centres-officiels.ts'
export { chargerGeographieLivree } from './actions/charger-geographie-livree.ts'
export { obtenirGeographie } from './actions/obtenir-geographie.ts'
export { creerGeographie } from './domain/geographie.ts'
export type { GeographieFrance } from './domain/geographie.ts'
export type { Geographie } from './vocabulaire.ts'
export { normaliserNomCommune } from './vocabulaire.ts'
export { fuseauDuDepartement } from './domain/fuseau.ts'
