// What the other features, the application and the command line may use.
export { createLienAdministration, openSession } from './actions/administration.ts'
export {
  COMPTES_DEMONSTRATION,
  chargerComptesDemonstration,
  effacerComptesDemonstration,
  PHRASE_DEMONSTRATION
} from './actions/demonstration.ts'
export { nommerAuteurs } from './actions/nommer-auteurs.ts'
export { findActeur } from './actions/session.ts'
export { findAdresseDuCompte } from './store/compte.store.ts'
