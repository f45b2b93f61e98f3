import { declarer } from '../../domain/declaration.ts'

/** Normandie, gathered by data·inclusion in its own first schema: its columns, its words between hyphens. */
export const NUMI = declarer({
  id: 'numi',
  nom: 'Lieux de médiation numérique en Normandie (Numi)',
  producteur: 'Numi, hub pour un numérique inclusif en Normandie',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.numi.coop/',
  // Most rows are handed on from national lists.
  confiance: { parDefaut: 2 },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['_di_surrogate_id'] },
  schema: 'v0',
  typologieDuNom: true,
  producteurDeLaLigne: {
    colonne: 'source',
    sources: { 'conseiller-numerique': 'conseillers-numeriques', 'france-services': 'france-services' }
  },
  geocodage: { score: '_di_geocodage_score', minimum: 0.4 },
  champs: {
    pivot: [{ colonne: 'siret' }, { colonne: 'rna' }],
    horaires: { colonne: 'horaires_ouverture' },
    code_insee: [{ colonne: 'code_insee' }, { colonne: '_di_geocodage_code_insee' }],
    dispositif_programmes_nationaux: [{ colonne: 'labels_nat' }, { colonne: 'labels_nationaux' }],
    autres_formations_labels: [{ colonne: 'labels_autre' }, { colonne: 'labels_autres' }],
    services: [{ colonne: 'services' }, { colonne: 'thematiques' }]
  },
  termes: [
    {
      colonnes: ['modalites_accompagnement'],
      termes: [
        { termes: ['autonomie'], donne: { modalites_accompagnement: ['En autonomie'] } },
        {
          termes: ['accompagnement', 'delegation'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'] }
        },
        { termes: ['atelier'], donne: { modalites_accompagnement: ['Dans un atelier collectif'] } }
      ]
    }
  ]
})
