export type { RaisonRefus, RefusTelechargement } from './refus.ts'
export { type DemandeTelechargement, TELECHARGEMENT, type Telechargement, telecharger } from './telecharger.ts'
