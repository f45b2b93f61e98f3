import { declarer } from '../../domain/declaration.ts'

const ACCES = 'Accès internet et matériel informatique'
const DEMARCHES = 'Aide aux démarches administratives'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'
const SOUVENT = ['Souvent', 'De temps en temps', 'Exceptionnellement']

/** A survey whose questions lost their spaces and accents; « how often » stands for yes. */
export const FIBRE_64 = declarer({
  id: 'fibre-64',
  nom: 'Cartographie de l’inclusion numérique des Pyrénées-Atlantiques',
  producteur: 'La Fibre 64',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.lafibre64.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  typologieDuNom: true,
  geocodage: { score: 'result_score', minimum: 0.4 },
  champs: {
    nom: { colonne: 'Nomdelastructure' },
    adresse: { colonne: 'Adressenumeronomdelavoie' },
    complement_adresse: { colonne: 'Complementdadresseexquartier...' },
    code_postal: { colonne: 'Codepostal' },
    commune: { colonne: 'Ville' },
    latitude: { colonne: 'latitude' },
    longitude: { colonne: 'longitude' },
    telephone: { colonne: 'Telephone' },
    courriels: { colonne: 'Adressemail' },
    site_web: { colonne: 'SiteWeb' },
    horaires: { colonne: 'Leshorairesdemastructure' },
    presentation_resume: { colonne: 'Jedecrislesactionsdinclusionnumeriquedemastructureenquelquesmots' }
  },
  termes: [
    {
      colonnes: ['Demarchesadministratives'],
      garder: true,
      termes: [{ termes: SOUVENT, donne: { services: [DEMARCHES] } }, { termes: ['Pas du tout'] }]
    },
    {
      colonnes: ['InitiationaunumeriqueFormationApprentissagePerfectionnement'],
      garder: true,
      termes: [{ termes: SOUVENT, donne: { services: [QUOTIDIEN] } }, { termes: ['Pas du tout'] }]
    },
    {
      colonnes: ['Accesadesequipementsetuneconnexioninternet'],
      garder: true,
      termes: [{ termes: SOUVENT, donne: { services: [ACCES] } }, { termes: ['Pas du tout'] }]
    },
    // Help to professionals: the schema has no word for it.
    {
      colonnes: ['Accompagnementdeprofessionnels'],
      garder: true,
      termes: [{ termes: [...SOUVENT, 'Pas du tout'] }]
    },
    {
      colonnes: ['Monaccompagnementactiviteprincipaleuneseulereponse'],
      separateurs: ['\n'],
      termes: [
        { termes: ['Demarches administratives'], donne: { services: [DEMARCHES] } },
        {
          termes: ['Initiation au numerique : Formation - Apprentissage - Perfectionnement'],
          donne: { services: [QUOTIDIEN] }
        },
        { termes: ['Acces a des equipements et une connexion internet'], donne: { services: [ACCES] } },
        { termes: ['Accompagnement de professionnels'] }
      ]
    },
    {
      colonnes: ['Lestarifsdemastructure'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        {
          termes: ['gratuit', 'gratuits', 'gratuite', '0Euro', 'non payant'],
          sauf: ['adhesion', 'sous conditions', 'cotisation', 'en fonction', 'selon'],
          donne: { frais_a_charge: ['Gratuit'] }
        },
        {
          termes: ['adhesion', 'gratuite sous conditions', 'cotisation annuelle'],
          donne: { frais_a_charge: ['Gratuit sous condition'] }
        }
      ]
    },
    {
      colonnes: ['Precisezsiaccueildepublicspecifique', 'Typedepublics'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        { termes: ['seniors'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        {
          termes: ['jeunes'],
          sauf: ['entrepreneur e s', 'jeunes entrepreneur'],
          donne: { publics_specifiquement_adresses: ['Jeunes'] }
        },
        { termes: ['tous les publics'] }
      ]
    }
  ],
  cases: [
    {
      colonne: 'Enlibreacces',
      oui: { modalites_acces: ['Se présenter'], modalites_accompagnement: ['En autonomie'] }
    },
    // By appointment, at home: the schema has no word for it.
    { colonne: 'Surrendezvousinscription' },
    { colonne: 'Adomicilesouscertainesconditions' },
    { colonne: 'Enitinerance', oui: { itinerance: ['Itinérant'] } },
    { colonne: 'Individuellement', oui: { modalites_accompagnement: ['Accompagnement individuel'] } },
    { colonne: 'Collectivement', oui: { modalites_accompagnement: ['Dans un atelier collectif'] } }
  ]
})
