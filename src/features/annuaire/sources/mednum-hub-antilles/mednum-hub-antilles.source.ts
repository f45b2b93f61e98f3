import { declarer } from '../../domain/declaration.ts'

/** Martinique, in the older schema: its own survey, and rows taken from national lists. */
export const MEDNUM_HUB_ANTILLES = declarer({
  id: 'mednum-hub-antilles',
  nom: 'Lieux de médiation numérique en Martinique',
  producteur: 'Hub Antilles-Guyane',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/lieux-de-mediation-numerique-en-martinique/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['id'] },
  schema: 'v0',
  typologieDuNom: true,
  producteurDeLaLigne: {
    colonne: 'source',
    sources: { 'conseiller-numerique': 'conseillers-numeriques', 'france-services': 'france-services' }
  },
  geocodage: { score: 'result_score', minimum: 0.4 },
  champs: { pivot: [{ colonne: 'pivot' }, { colonne: 'pivot (siret ou rna)' }] },
  termes: [
    {
      colonnes: ['labels_nationaux'],
      termes: [
        { termes: ['Aucun dispositif'] },
        {
          termes: ['Maison France Service'],
          donne: { dispositif_programmes_nationaux: ['France Services'] }
        },
        { termes: ['Chèque APTIC'], donne: { autres_formations_labels: ['APTIC'] } },
        { termes: ['UNCCAS'], donne: { autres_formations_labels: ['UNCCAS'] } }
      ]
    }
  ]
})
