import { declarer } from '../../domain/declaration.ts'

/** La Poste's digital corners. The columns changed between 2023 and 2024: both are read. */
export const ETAPES_NUMERIQUE = declarer({
  id: 'etapes-numerique',
  nom: 'Étapes numériques de La Poste',
  producteur: 'La Poste',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/etapes-numeriques-la-poste/',
  confiance: { parDefaut: 3, decerne: ['Étapes numériques(La Poste)'] },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  // « ID » is the row's number in the file: it names nothing for long.
  cle: 'empreinte',
  adresseEnLigne: true,
  geocodage: { score: 'result_score', minimum: 0.4 },
  champs: {
    nom: [{ colonne: 'Nom' }, { colonne: 'Site' }],
    pivot: { colonne: 'SIRET' },
    // 2023: « 45 AVENUE X---01000-BOURG EN BRESSE », or « site DR » where it is inside an office.
    adresse: { colonne: 'Adresse' },
    code_postal: { colonne: 'Code postal' },
    commune: { colonne: 'Commune' },
    code_insee: { colonne: 'Code INSEE' },
    latitude: { colonne: 'latitude' },
    longitude: { colonne: 'longitude' },
    typologie: { constante: ['LA_POSTE'] },
    formations_labels: { constante: ['Étapes numériques(La Poste)'] },
    structure_parente: { constante: 'La Poste' }
  },
  termes: [
    {
      colonnes: ['Présence d’un CN'],
      termes: [
        { termes: ['Oui'], donne: { dispositif_programmes_nationaux: ['Conseillers numériques'] } },
        // Somebody is expected: nobody is there yet.
        { termes: ['Non', 'Réaffectation possible', 'Oui recrutement en cours'] }
      ]
    }
  ]
})
