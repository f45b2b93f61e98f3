export { ecrireCsv, ligneCsv } from './ecrire-csv.ts'
export { lireFichier } from './lire-fichier.ts'
