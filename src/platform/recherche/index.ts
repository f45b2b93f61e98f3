export { creerCollection } from './collection.ts'
export type {
  Cadre,
  Collection,
  Critere,
  DocumentCherchable,
  EtatCalendrier,
  FacetteContribuee,
  Grappe,
  MotsCompris,
  Point
} from './types.ts'
export { INCONNU } from './types.ts'
