import { declarer } from '../../domain/declaration.ts'
import { GUIDE_NUMERIQUE } from './guide-numerique.ts'

export const ANGERS = declarer({
  id: 'angers',
  nom: 'Guide des services numériques d’Angers',
  producteur: 'Ville d’Angers',
  licence: 'ODbL 1.0',
  lien: 'https://data.angers.fr/',
  origine: { type: 'fichier' },
  cle: { colonnes: ['TYPO_UID'] },
  ...structuredClone(GUIDE_NUMERIQUE)
})
