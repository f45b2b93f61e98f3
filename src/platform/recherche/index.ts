export { creerCollection } from './collection.ts'
export type {
  Cadre,
  Calendrier,
  Collection,
  Critere,
  DemandeRecherche,
  DocumentCherchable,
  EtatCalendrier,
  FacetteIndexee,
  Grappe,
  ModeFacette,
  MotsCompris,
  OptionsCollection,
  Point,
  ReponseRecherche,
  Synonyme,
  Tri,
  Trouve
} from './types.ts'
export { INCONNU } from './types.ts'
