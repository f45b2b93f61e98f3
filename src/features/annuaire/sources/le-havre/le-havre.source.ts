import { declarer } from '../../domain/declaration.ts'

/** The older schema, with « / » between two values, and numbers that a spreadsheet rounded. */
const BARRE = [' / ', '/ ', ' /', '|', ';']

export const LE_HAVRE = declarer({
  id: 'le-havre',
  nom: 'Lieux de médiation numérique du Havre',
  producteur: 'Le Havre Seine Métropole',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/lieux-de-mediation-numerique-le-havre/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['id'] },
  schema: 'v0',
  typologieDuNom: true,
  champs: {
    services: { colonne: 'services', separateurs: BARRE },
    frais_a_charge: { colonne: 'conditions_acces', separateurs: BARRE },
    modalites_accompagnement: { colonne: 'modalites_accompagnement', separateurs: BARRE },
    publics_specifiquement_adresses: { colonne: 'publics_accueillis', separateurs: BARRE }
  },
  termes: [
    {
      colonnes: ['typologie'],
      termes: [
        { termes: ['Centre social (associatif)'], donne: { typologie: ['CS', 'ASSO'] } },
        { termes: ['Mairie Annexe', 'Maison municipale'], donne: { typologie: ['MUNI'] } },
        { termes: ['Espace de cowworking'], donne: { typologie: ['TIERS_LIEUX'] } },
        { termes: ['Bibliothèque Universitaire'], donne: { typologie: ['BIB'] } },
        { termes: ['MJD'], donne: { typologie: ['PAD'] } },
        { termes: ['Bureau de poste'], donne: { typologie: ['LA_POSTE'] } },
        { termes: ['Sous Prefecture'], donne: { typologie: ['PREF'] } },
        { termes: ['RPA', 'Résidence Autonomie', 'Pôle administratif', "Etablissement d'enseignement"] }
      ]
    }
  ]
})
