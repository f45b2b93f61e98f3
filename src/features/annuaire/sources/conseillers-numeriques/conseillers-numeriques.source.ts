import { declarer } from '../../domain/declaration.ts'

/** Where the conseillers numériques hold their permanences: the older schema, one column with a name of its own. */
export const CONSEILLERS_NUMERIQUES = declarer({
  id: 'conseillers-numeriques',
  nom: 'Permanences des conseillers numériques',
  producteur: 'Agence nationale de la cohésion des territoires (ANCT)',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/conseillers-numeriques-france-services/',
  confiance: { parDefaut: 3, decerne: ['Conseillers numériques'] },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['id'] },
  schema: 'v0',
  typologieDuNom: true,
  // « conditions_access », where the schema wrote conditions_acces.
  champs: { frais_a_charge: [{ colonne: 'conditions_access' }, { colonne: 'conditions_acces' }] }
})
