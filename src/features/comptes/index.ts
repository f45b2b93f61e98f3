// What the other features, the application and the command line may use.
export { createLienAdministration, openSession } from './actions/administration.ts'
export { giveRole, withdrawLieu } from './actions/attributions.ts'
export { decrypt, encrypt, type ReglagesDeCle } from './actions/chiffre.ts'
export {
  COMPTES_DEMONSTRATION,
  chargerComptesDemonstration,
  creerFigurants,
  DELEGUEE_DEMONSTRATION,
  effacerComptesDemonstration,
  findCompteDemonstration,
  PHRASE_DEMONSTRATION,
  RESPONSABLE_DEMONSTRATION
} from './actions/demonstration.ts'
export { inviteTo } from './actions/inviter.ts'
export { digest, newJeton } from './actions/jetons.ts'
export { countGeste } from './actions/limiter.ts'
export { nommerAuteurs } from './actions/nommer-auteurs.ts'
export { findActeur } from './actions/session.ts'
export { expediteurDe, keepNothing } from './pages/porte.ts'
export {
  listAttributionsDuLieu,
  listLieuxDesRoles,
  listLieuxDuCompte,
  listTitulaires
} from './store/attribution.store.ts'
export { findAdresseDuCompte } from './store/compte.store.ts'
export { deleteFigurants } from './store/figurant.store.ts'
