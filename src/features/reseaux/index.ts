// What the other features may use.
export { findReseau, listReseaux, RESEAU_NATIONAL, type Reseau } from './store/reseau.store.ts'
