// What the other features may use.
export { nommerReseauNational } from './actions/administrer.ts'
export { apparenceDe } from './actions/apparences.ts'
export { estDansLePerimetre, perimetreDe } from './domain/perimetre.ts'
export { findReseau, listReseaux, listTerritoires, type Reseau } from './store/reseau.store.ts'
