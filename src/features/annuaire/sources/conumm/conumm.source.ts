import { declarer } from '../../domain/declaration.ts'
import { GUIDE_NUMERIQUE } from '../angers/guide-numerique.ts'

/** The hub of Pays de la Loire publishes Angers' guide again, row for row: it copies, and is believed as such. */
export const CONUMM = declarer({
  id: 'conumm',
  nom: 'Lieux de médiation numérique, CoNumm',
  producteur: 'CoNumm, hub pour un numérique inclusif en Pays de la Loire',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.conumm.fr/',
  confiance: { parDefaut: 1 },
  origine: { type: 'fichier' },
  cle: { colonnes: ['TYPO_UID'] },
  ...structuredClone(GUIDE_NUMERIQUE)
})
