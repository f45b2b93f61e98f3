import { declarer } from '../../domain/declaration.ts'

export const GIRONDE = declarer({
  id: 'gironde',
  nom: 'Lieux de médiation numérique en Gironde',
  producteur: 'Département de la Gironde',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.datalocale.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'Lieu' },
    // One line: « 8 rue des Acacias - 33000 Bordeaux ». The postcode is nowhere else.
    adresse: { colonne: 'Adresse postale' },
    commune: { colonne: 'Commune' },
    // « Coord. X » holds the latitude, whatever mathematicians say.
    latitude: { colonne: 'Coord. X' },
    longitude: { colonne: 'Coord. Y' },
    telephone: { colonne: 'Téléphone' },
    courriels: { colonne: 'Email' },
    site_web: { colonne: 'Site internet' },
    presentation_detail: { colonne: 'Description' },
    date_maj: { colonne: 'Dernière MAJ' }
  },
  termes: [
    {
      colonnes: ['Type Structure'],
      termes: [
        { termes: ['Association'], donne: { typologie: ['ASSO'] } },
        { termes: ['Pôle Emploi', 'France Travail'], donne: { typologie: ['FT'] } },
        { termes: ['La poste'], donne: { typologie: ['LA_POSTE'] } },
        { termes: ['CPAM'], donne: { typologie: ['CPAM'] } },
        { termes: ['MSA'], donne: { typologie: ['MSA'] } },
        { termes: ['CAF'], donne: { typologie: ['CAF'] } },
        { termes: ['Autre'], donne: { typologie: ['Autre'] } },
        // Who runs the lieu, not what it is: a library as well as a town hall.
        { termes: ['Collectivité'] }
      ]
    },
    {
      colonnes: ['services'],
      separateurs: [' / '],
      termes: [
        {
          termes: ['Accès à Internet en autonomie'],
          donne: {
            services: ['Accès internet et matériel informatique'],
            modalites_accompagnement: ['En autonomie']
          }
        },
        {
          termes: ['Etre accompagné dans ses démarches administratives'],
          donne: {
            services: ['Aide aux démarches administratives'],
            modalites_accompagnement: ['Accompagnement individuel']
          }
        },
        {
          termes: ['Etre initié aux outils numériques'],
          donne: { services: ['Maîtrise des outils numériques du quotidien'] }
        },
        {
          termes: ['Pratiquer des activités récréatives numériques'],
          donne: { services: ['Loisirs et créations numériques'] }
        }
      ]
    },
    {
      colonnes: ['equipements'],
      separateurs: [' / '],
      garder: true,
      termes: [
        {
          termes: ['Ordinateur', 'Accès Internet', 'Wifi', 'Tablette'],
          donne: { services: ['Accès internet et matériel informatique'] }
        },
        {
          termes: [
            'Imprimante',
            'Imprimante multi-fonctions',
            'Scanner',
            'Photocopieuse',
            'Vidéo-projecteur',
            'Smartphone',
            'Téléphone',
            'Visio conférence',
            'Espace de confidentialité'
          ]
        }
      ]
    }
  ]
})
