import type { DeclarationEcrite } from '../../domain/declaration.ts'

const ACCES = 'Accès internet et matériel informatique'

/**
 * The shape of Angers' guide of digital services: one column per service, filled with its own title where the service is
 * there, names of columns cut at ten letters. Another producer publishes a copy.
 */
export const GUIDE_NUMERIQUE = {
  forme: { format: 'json' },
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'USER_NOM' },
    adresse: { colonne: 'USER_ADRES' },
    code_postal: { colonne: 'code_postal' },
    commune: { colonne: 'commune' },
    latitude: { colonne: 'LAT' },
    longitude: { colonne: 'LNG' },
    telephone: { colonne: 'TELEPHONE' },
    courriels: { colonne: 'MAIL' },
    site_web: [{ colonne: 'SITE_INTER' }, { colonne: 'LIEN' }],
    horaires: { colonne: 'HORAIRE' },
    date_maj: { colonne: 'DATE_MAJ' }
  },
  termes: [
    {
      colonnes: [
        'QUALIF1',
        'QUALIF2',
        'QUALIF3',
        'QUALIF4',
        'ACCES_ORDI',
        'WIFI',
        'PRET_MAT',
        'REPAR_MAT',
        'AIDE_DEMAT',
        'FORM_PERF',
        'SENS_INTER',
        'AVIS_NUM'
      ],
      separateurs: ['\n'],
      termes: [
        {
          termes: ['Initiation aux outils numériques', 'Perfectionnement aux outils numériques'],
          donne: { services: ['Maîtrise des outils numériques du quotidien'] }
        },
        {
          termes: ['Aide pour les démarches administratives', 'Aide aux démarches dématérialisées'],
          donne: { services: ['Aide aux démarches administratives'] }
        },
        {
          termes: [
            "Utilisation d'une imprimante",
            "Utilisation d'un scanner",
            'Utilisation ordinateur et/ou tablette',
            'Accès WIFI'
          ],
          donne: { services: [ACCES] }
        },
        {
          termes: ["Sensibilisation aux risques d'internet"],
          donne: { services: ['Utilisation sécurisée du numérique'] }
        },
        {
          termes: ['Avis éclairé sur les usagers numériques', 'Avis éclairé sur les usages numériques'],
          donne: { services: ['Compréhension du monde numérique'] }
        },
        { termes: ['Prêt de matériel', 'Réparation de matériel'] }
      ]
    },
    {
      colonnes: ['PICTO'],
      termes: [
        { termes: ['Bibliotheque'], donne: { typologie: ['BIB'] } },
        { termes: ['Maison de quartier'], donne: { typologie: ['MQ'] } },
        { termes: ['Hotel de ville'], donne: { typologie: ['MUNI'] } }
      ]
    },
    {
      colonnes: ['PUBLIC_'],
      comparer: 'contient',
      separateurs: [','],
      garder: true,
      termes: [
        { termes: ['Jeune'], donne: { publics_specifiquement_adresses: ['Jeunes'] } },
        { termes: ['Etudiant'], donne: { publics_specifiquement_adresses: ['Étudiants'] } },
        { termes: ['Senior'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        {
          termes: [
            "Demandeur d'Emploi",
            'Etranger',
            'Réfugié',
            'Résident',
            'Bénéficiaire du RSA',
            "Usager de l'équipement",
            'Professionnel',
            'Entrepreneur'
          ]
        }
      ]
    }
  ]
} as const satisfies Partial<DeclarationEcrite>
