export { ecrireCsv, type FormeCsv, type LigneAEcrire, ligneCsv, neutraliser, retablir } from './ecrire-csv.ts'
export type {
  Avis,
  CodeAvis,
  Format,
  Forme,
  Lecture,
  LigneBrute,
  Limites,
  RaisonRefus,
  RefusLecture
} from './lecture.ts'
export { LIMITES } from './lecture.ts'
export { lireFichier } from './lire-fichier.ts'
