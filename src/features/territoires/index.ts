// What the other features may use. Pure words alone are in `vocabulaire.ts`.
export {
  changerPerimetreDePole,
  creerPole,
  fermerPole,
  modifierPole,
  type PoleRefuse
} from './actions/administrer-poles.ts'
export { chargerCentresOfficiels } from './actions/charger-centres-officiels.ts'
export { chargerGeographieLivree } from './actions/charger-geographie-livree.ts'
export { lireFondDeCarte } from './actions/lire-fond-de-carte.ts'
export { obtenirGeographie } from './actions/obtenir-geographie.ts'
export type { GeographieFrance } from './domain/geographie.ts'
export { creerGeographie } from './domain/geographie.ts'
export { lirePerimetre, lirePole, parseSlugDePole, type SaisiePole } from './domain/pole.ts'
export type { Territoire } from './domain/territoire.ts'
export { communeApprochee, territoire, trouverTerritoires } from './domain/trouver-territoires.ts'
export { choisirTerritoire, nomPrecis } from './domain/zones.ts'
export { findPole, listPoles, type Pole } from './store/pole.store.ts'
export type { Geographie } from './vocabulaire.ts'
export { fuseauDuDepartement, normaliserNomCommune } from './vocabulaire.ts'
