import { declarer } from '../../domain/declaration.ts'

/**
 * Structures whose agents are trained to act for somebody else. Neither commune nor position: the address, the postcode,
 * the name and the number of the town hall tell where. It says who is allowed, not what the place is nor when it opens.
 */
export const AIDANTS_CONNECT = declarer({
  id: 'aidants-connect',
  nom: 'Structures habilitées Aidants Connect',
  producteur: 'Agence nationale de la cohésion des territoires (ANCT)',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://aidantsconnect.beta.gouv.fr/',
  confiance: { parDefaut: 2, champs: { pivot: 3 }, decerne: ['Aidants Connect'] },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  // The number is missing on some rows and given twice on others.
  cle: { colonnes: ['Data pass ID'] },
  adresseEnLigne: true,
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'Name' },
    pivot: { colonne: 'SIRET' },
    adresse: { colonne: 'Adresse' },
    code_postal: { colonne: 'Code postal' },
    commune: { colonne: 'commune' },
    date_maj: { colonne: 'date_maj' },
    dispositif_programmes_nationaux: { constante: ['Aidants Connect'] },
    services: { constante: ['Aide aux démarches administratives'] },
    modalites_accompagnement: { constante: ['Accompagnement individuel'] }
  }
})
