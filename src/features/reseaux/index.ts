// What the other features may use.
export { nommerReseauNational } from './actions/administrer.ts'
export { apparenceDe } from './actions/apparences.ts'
export { lireReseau, type ReseauLu } from './actions/lire-reseau.ts'
export { estDansLePerimetre, type Perimetre, perimetreDe } from './domain/perimetre.ts'
export { findReseau, listReseaux, RESEAU_NATIONAL, type Reseau } from './store/reseau.store.ts'
