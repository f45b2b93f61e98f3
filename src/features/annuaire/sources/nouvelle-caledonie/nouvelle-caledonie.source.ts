import { declarer } from '../../domain/declaration.ts'

const ACCES = 'Accès internet et matériel informatique'
const DEMARCHES = 'Aide aux démarches administratives'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'

/** A form filled by the lieux themselves. The choices are separated by commas, line ends, or both. */
const CHOIX = [',\n', '\n', ',', ';']

export const NOUVELLE_CALEDONIE = declarer({
  id: 'nouvelle-caledonie',
  nom: 'Lieux d’accès au numérique en Nouvelle-Calédonie',
  producteur: 'Gouvernement de la Nouvelle-Calédonie',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://data.gouv.nc/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  adresseEnLigne: true,
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'nom' },
    pivot: [{ colonne: 'pivot' }, { colonne: 'ridet' }],
    adresse: { colonne: 'adresse' },
    complement_adresse: { colonne: 'complement_adresse' },
    // The postcode column holds Nouméa's on every row: the address and the commune say better.
    commune: { colonne: 'commune' },
    latitude: { colonne: 'geolocalisation.lat' },
    longitude: { colonne: 'geolocalisation.lon' },
    structure_parente: { colonne: 'structure_parente' },
    telephone: { colonne: 'telephone' },
    courriels: { colonne: 'courriel' },
    site_web: [{ colonne: 'site_web' }, { colonne: 'reseaux_sociaux' }],
    presentation_resume: { colonne: 'presentation_resume' },
    horaires: {
      jours: {
        lundi: 'horaires_lundi',
        mardi: 'horaires_mardi',
        mercredi: 'horaires_mercredi',
        jeudi: 'horaires_jeudi',
        vendredi: 'horaires_vendredi',
        samedi: 'horaires_samedi',
        dimanche: 'horaires_dimanche'
      }
    },
    frais_a_charge: { colonne: 'conditions_acces' },
    autres_formations_labels: { colonne: 'labels_autres', separateurs: [',', '|', ';', '\n'] },
    date_maj: { colonne: 'date_soumission' }
  },
  termes: [
    {
      colonnes: ['typologie'],
      separateurs: ['\n'],
      termes: [
        { termes: ['Bibliothèque / Médiathèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Association'], donne: { typologie: ['ASSO'] } },
        { termes: ['Point et bureau information jeunesse (PIJ/BIJ)'], donne: { typologie: ['PIJ_BIJ'] } },
        { termes: ['Maison de quartier/maison commune'], donne: { typologie: ['MQ'] } },
        { termes: ['Centre communal d’action sociale (CCAS)'], donne: { typologie: ['CCAS'] } },
        { termes: ['Municipalité'], donne: { typologie: ['MUNI'] } },
        { termes: ['Chambre consulaire'], donne: { typologie: ['CCONS'] } },
        { termes: ['Organisme de formation'], donne: { typologie: ['OF'] } },
        { termes: ['Autre'], donne: { typologie: ['Autre'] } },
        { termes: ['Province', 'Entreprise privée'] }
      ]
    },
    {
      colonnes: ['services'],
      separateurs: CHOIX,
      termes: [
        {
          termes: [
            'Accès-libre à un espace équipé ou connecté',
            'Accéder à du matériel',
            'Accéder à une connexion internet'
          ],
          donne: { services: [ACCES] }
        },
        {
          termes: ['Accès-libre à un espace équipé ou connecté'],
          donne: { modalites_accompagnement: ['En autonomie'] }
        },
        { termes: ['Accompagnement individuel'], donne: { modalites_accompagnement: ['Accompagnement individuel'] } },
        {
          termes: ['Ateliers collectif ou formations'],
          donne: { modalites_accompagnement: ['Dans un atelier collectif'] }
        },
        {
          termes: [
            'Assistance sur les services administratifs en ligne',
            'Devenir autonome dans les démarches administratives',
            'Réaliser des démarches administratives avec un accompagnement',
            'Accompagner les démarches de santé'
          ],
          donne: { services: [DEMARCHES] }
        },
        {
          termes: ['Vente solidaire de matériel', "S'équiper en matériel informatique"],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        {
          termes: ['Prendre en main un ordinateur', 'Utiliser le numérique au quotidien'],
          donne: { services: [QUOTIDIEN] }
        },
        {
          termes: ['Favoriser mon insertion professionnelle', 'Créer et développer mon entreprise'],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: ['Promouvoir la citoyenneté numérique'],
          donne: { services: ['Compréhension du monde numérique'] }
        },
        {
          termes: ["Soutenir la parentalité et l'éducation avec le numérique"],
          donne: { services: ['Parentalité et éducation avec le numérique'] }
        }
      ]
    },
    {
      // Themes hold commas of their own: « Culture, loisirs et divertissement ».
      colonnes: ['thematiques_proposees'],
      comparer: 'contient',
      separateurs: ['\n'],
      garder: true,
      termes: [
        { termes: ['Formation aux bases du numérique'], donne: { services: [QUOTIDIEN] } },
        { termes: ['Lien social, réseaux sociaux & communication'], donne: { services: [QUOTIDIEN] } },
        { termes: ['Administration en ligne', 'démarches administratives'], donne: { services: [DEMARCHES] } },
        { termes: ['Santé, accès aux soins', 'démarches de santé', 'Logement'], donne: { services: [DEMARCHES] } },
        {
          termes: ['Insertion professionnelle'],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: ['Scolarité et parentalité', 'parentalité et l’éducation'],
          donne: { services: ['Parentalité et éducation avec le numérique'] }
        },
        {
          termes: ['Citoyenneté numérique', 'culture numérique'],
          donne: { services: ['Compréhension du monde numérique'] }
        },
        {
          termes: ['Culture, loisirs et divertissement', 'Créer avec le numérique'],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        { termes: ['connexion internet', 'Accéder à du matériel'], donne: { services: [ACCES] } },
        {
          termes: [
            'Prendre en main un smartphone ou une tablette',
            'Prendre en main un ordinateur',
            'Utiliser le numérique au quotidien'
          ],
          donne: { services: [QUOTIDIEN] }
        },
        {
          termes: [
            'Médiation culturelle',
            'Mobilité / se déplacer',
            'Aide à la consommation',
            'Accompagnement budgétaire',
            'Entreprenariat'
          ]
        }
      ]
    },
    {
      colonnes: ['equipements'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        { termes: ['Accès WIFI', 'Postes informatiques avec internet'], donne: { services: [ACCES] } },
        { termes: ['Copie de document', 'Scan de documents', 'Impression de documents', "Pas d'équipement disponible"] }
      ]
    },
    {
      colonnes: ['publics_accueillis'],
      separateurs: ['\n', ','],
      garder: true,
      termes: [
        {
          termes: ['Jeunes (16-26 ans)/Etudiants', 'Jeunes (16-26 ans)'],
          donne: { publics_specifiquement_adresses: ['Jeunes'] }
        },
        {
          termes: ['Jeunes (16-26 ans)/Etudiants', 'Etudiants'],
          donne: { publics_specifiquement_adresses: ['Étudiants'] }
        },
        { termes: ['Seniors (+ 65 ans)'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        { termes: ['Familles/enfants'], donne: { publics_specifiquement_adresses: ['Familles et/ou enfants'] } },
        { termes: ['Uniquement femmes'], donne: { publics_specifiquement_adresses: ['Femmes'] } },
        {
          termes: [
            'Tout types de publics',
            'Adultes',
            "Personnes en insertion professionnelle/demandeurs d'emploi",
            'Personnes en insertion professionnelle',
            'Personnes en difficultés sociales',
            'Personnes en situation de handicap',
            'Entreprises/porteurs de projets économiques'
          ]
        }
      ]
    },
    {
      colonnes: ['modalites_accompagnement0'],
      separateurs: ['\n'],
      comparer: 'contient',
      garder: true,
      termes: [
        {
          termes: ['Simple accès', 'Seul j’ai accès à du matériel'],
          donne: { modalites_accompagnement: ['En autonomie'], services: [ACCES] }
        },
        {
          termes: ['accompagnement ponctuel', 'accompagnement dédié', 'Avec de l’aide'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'] }
        },
        { termes: ['Espace public numérique'], donne: { typologie: ['EPN'] } },
        {
          termes: ['ateliers thématiques', 'Dans un atelier'],
          donne: { modalites_accompagnement: ['Dans un atelier collectif'] }
        },
        { termes: ['Tiers lieux'], donne: { typologie: ['TIERS_LIEUX'] } },
        {
          termes: ['Fourniture de matériel reconditionné'],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        { termes: ['Guichet numérique', 'Non concerné'] }
      ]
    },
    {
      colonnes: ['accessibilite'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        {
          termes: [
            'accessibilité PMR',
            'accessible PMR',
            'accessibles PMR',
            'accès PMR',
            'accessible aux personnes à mobilité réduite'
          ],
          donne: { prise_en_charge_specifique: ['Handicaps moteurs'] }
        }
      ]
    }
  ]
})
