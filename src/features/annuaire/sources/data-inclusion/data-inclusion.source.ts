import { declarer } from '../../domain/declaration.ts'

/** Several producers in one file, each with its own numbers: an identifier only holds inside its producer. */
export const DATA_INCLUSION = declarer({
  id: 'data-inclusion',
  nom: 'data·inclusion, structures de médiation numérique',
  producteur: 'Plateforme de l’inclusion',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/referentiel-de-loffre-dinsertion-liste-des-structures-et-services-dinsertion/',
  // It hands on what others collected, conseillers numériques and Hinaura among them.
  confiance: { parDefaut: 2 },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['source', 'id'] },
  schema: 'v0',
  typologieDuNom: true,
  producteurDeLaLigne: {
    colonne: 'source',
    sources: { 'conseiller-numerique': 'conseillers-numeriques', Hinaura: 'hinaura' }
  }
})
