import { declarer } from '../../domain/declaration.ts'

/** Several choices of a form, exported with quotes around those that hold a space, the outer ones lost. */
const CHOIX = ['","', ',"', '",', ',']

const ACCES = 'Accès internet et matériel informatique'
const DEMARCHES = 'Aide aux démarches administratives'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'
// « nominitatif »: the title as the form writes it.
const COURRIEL =
  "Email (éviter les emails nominatifs - en cas d'email nominitatif seule la personne concernée est autorisé à l'ajouter)"

export const HINAURA = declarer({
  id: 'hinaura',
  nom: 'Cartographie Hinaura',
  producteur: 'Hinaura, hub pour un numérique inclusif en Auvergne-Rhône-Alpes',
  licence: 'ODbL 1.0',
  lien: 'https://carto.hinaura.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'Nom du lieu ou de la structure *' },
    adresse: { colonne: 'Adresse postale *' },
    code_postal: { colonne: 'Code postal' },
    commune: { colonne: 'Ville *' },
    latitude: { colonne: 'bf_latitude' },
    longitude: { colonne: 'bf_longitude' },
    telephone: { colonne: 'Téléphone' },
    courriels: { colonne: COURRIEL },
    site_web: { colonne: 'Site Web' },
    presentation_detail: {
      colonne: 'Informations diverses (précisions sur votre structure, vos services, vos partenaires...)'
    },
    horaires: {
      jours: {
        lundi: 'Lundi',
        mardi: 'Mardi',
        mercredi: 'Mercredi',
        jeudi: 'Jeudi',
        vendredi: 'Vendredi',
        samedi: 'Samedi',
        dimanche: 'Dimanche'
      }
    },
    date_maj: { colonne: 'datetime_latest' }
  },
  termes: [
    {
      colonnes: ['Type de lieu'],
      separateurs: CHOIX,
      termes: [
        { termes: ['Médiathèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Espace Public Numérique', 'Cyberbase / Cybercentre'], donne: { typologie: ['EPN'] } },
        {
          termes: ['Maison France Services'],
          donne: { typologie: ['RFS'], dispositif_programmes_nationaux: ['France Services'] }
        },
        { termes: ['Maison de Services au Public'], donne: { typologie: ['MSAP'] } },
        { termes: ['Centre socio-culturel'], donne: { typologie: ['CSC'] } },
        { termes: ['Structure associative de quartier', 'Association caritative'], donne: { typologie: ['ASSO'] } },
        { termes: ['Tiers-Lieux', 'Espace de coworking'], donne: { typologie: ['TIERS_LIEUX'] } },
        { termes: ['Fablab / Hackerspace'], donne: { typologie: ['FABLAB'] } },
        { termes: ['CCAS'], donne: { typologie: ['CCAS'] } },
        { termes: ['BIJ/PIJ (Information Jeunesse)'], donne: { typologie: ['PIJ_BIJ'] } },
        { termes: ['Ressourcerie (matériel moindre coût / recyclé)'], donne: { typologie: ['RESSOURCERIE'] } },
        { termes: ['Promeneurs du net'], donne: { dispositif_programmes_nationaux: ['Promeneurs du net'] } },
        { termes: ['Autres'], donne: { typologie: ['Autre'] } }
      ]
    },
    {
      colonnes: ["Type d'opérateur"],
      separateurs: CHOIX,
      garder: true,
      termes: [
        { termes: ['Privé à but non lucratif (association, ONG...)'], donne: { typologie: ['ASSO'] } },
        {
          termes: [
            'Public : Collectivité',
            'Public : État',
            'Privé à but lucratif (entreprises, auto-entrepreneurs, SCOP, SCIC...)'
          ]
        }
      ]
    },
    {
      colonnes: ['Publics accueillis'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        { termes: ['Seniors'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        { termes: ['Jeunesse (11-26 ans)'], donne: { publics_specifiquement_adresses: ['Jeunes'] } },
        {
          termes: ['Enfance / Parentalité (3-10 ans)', 'Petite enfance / Parentalité (0-3 ans)'],
          donne: { publics_specifiquement_adresses: ['Familles et/ou enfants'] }
        },
        { termes: ['Adultes'] }
      ]
    },
    {
      // Each choice comes with its icon: <i class="fas fa-deaf"></i> Surdité.
      colonnes: ['Accueil pour les personnes en situation de handicap'],
      separateurs: ['","'],
      comparer: 'contient',
      termes: [
        { termes: ['Surdité'], donne: { prise_en_charge_specifique: ['Surdité'] } },
        {
          termes: ['Accès Personnes à Mobilité Réduite'],
          donne: { prise_en_charge_specifique: ['Handicaps moteurs'] }
        },
        { termes: ['Cécité et déficience visuelle'], donne: { prise_en_charge_specifique: ['Déficience visuelle'] } },
        { termes: ['Handicap Mental'], donne: { prise_en_charge_specifique: ['Handicaps mentaux'] } }
      ]
    },
    {
      colonnes: ['Accompagnement de publics spécifiques'],
      separateurs: CHOIX,
      termes: [
        { termes: ["Personnes en situation d'illettrisme"], donne: { prise_en_charge_specifique: ['Illettrisme'] } },
        {
          termes: ['Langue étrangère (anglais)'],
          donne: { prise_en_charge_specifique: ['Langues étrangères (anglais)'] }
        },
        {
          termes: ['Langue étrangère (autres langues)', 'Personnes avec des problématiques linguistiques'],
          donne: { prise_en_charge_specifique: ['Langues étrangères (autres)'] }
        },
        { termes: ['Personnes en insertion'] }
      ]
    },
    {
      colonnes: ['Tarifs'],
      separateurs: CHOIX,
      termes: [
        { termes: ['Gratuit'], donne: { frais_a_charge: ['Gratuit'] } },
        {
          // Free, or cheaper, for those who join or whose income is low.
          termes: [
            'Gratuit sous condition',
            'Adhésion',
            'Solidaire (tarif réduit adapté à la situation sociale/familiale, ou convention avec un organisme solidaire)'
          ],
          donne: { frais_a_charge: ['Gratuit sous condition'] }
        },
        { termes: ['Payant'], donne: { frais_a_charge: ['Payant'] } },
        { termes: ['Agrée Pass Numérique (APTIC ou autres)'], donne: { autres_formations_labels: ['APTIC'] } }
      ]
    },
    {
      colonnes: ['À disposition'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: ['Accès libre à du matériel informatique'],
          donne: { services: [ACCES], modalites_accompagnement: ['En autonomie'] }
        },
        { termes: ['Réseau Wifi'], donne: { services: [ACCES] } },
        { termes: ['Imprimante (service gratuit)', 'Imprimante (service payant)'] }
      ]
    },
    {
      colonnes: ["Types d'accompagnement proposés"],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: ['Accompagnement individuel sur rendez-vous', 'Accompagnement individuel sans rendez-vous'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'] }
        },
        { termes: ['Accompagnement individuel sans rendez-vous'], donne: { modalites_acces: ['Se présenter'] } },
        {
          termes: ['Accompagnement en groupe sur inscription', 'Accompagnement en groupe sans inscription'],
          donne: { modalites_accompagnement: ['Dans un atelier collectif'] }
        },
        {
          termes: ['Accès libre avec un accompagnement'],
          donne: { services: [ACCES], modalites_accompagnement: ['En autonomie'] }
        },
        {
          termes: ['Faire à la place de / habilité Aidants Connect'],
          donne: {
            services: [DEMARCHES],
            modalites_accompagnement: ['Accompagnement individuel'],
            dispositif_programmes_nationaux: ['Aidants Connect']
          }
        },
        {
          termes: ['Achat équipement à bas coût'],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        { termes: ['Impression', 'Atelier de réparation de matériel informatique'] }
      ]
    },
    {
      colonnes: ['Accompagnements proposés aux démarches en ligne'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: [
            'Accompagnement CAF (caf.fr)',
            'Accompagnement Pôle Emploi (pole-emploi.fr)',
            'Accompagnement CPAM (ameli.fr)',
            'Accompagnement impôts (impots.gouv.fr)',
            'Accompagnement CARSAT',
            'Accompagnement demande de logement social',
            'Accompagnement prise de RDV en préfecture',
            'Autres démarches en ligne'
          ],
          donne: { services: [DEMARCHES] }
        }
      ]
    },
    {
      colonnes: ['Formations compétences de base proposées'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: [
            'Rechercher des informations sur Internet',
            'Naviguer sur des sites web',
            'Créer et gérer une adresse mail',
            'Écrire un document',
            'Gérer ses documents',
            "Découvrir l'ordinateur et son environnement",
            'Découvrir la tablette et son environnement',
            'Découvrir le smartphone et son environnement',
            'Découvrir les périphériques',
            'Faire un diagnostic des compétences numériques'
          ],
          donne: { services: [QUOTIDIEN] }
        },
        {
          termes: ['Gérer ses données numériques (mots de passe..)'],
          donne: { services: [QUOTIDIEN, 'Utilisation sécurisée du numérique'] }
        }
      ]
    },
    {
      colonnes: ['Comprendre et Utiliser les sites d’accès aux droits proposées'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: [
            'Comprendre et utiliser France Connect',
            'Comprendre et utiliser les services de la Caf (caf.fr)',
            'Comprendre et utiliser les services de la CPAM (Ameli.fr)',
            'Comprendre et utiliser les services des Impôts (impots.gouv.fr)',
            'Comprendre et utiliser les services de Pôle Emploi (pole-emploi.fr)',
            'Comprendre et utiliser les services de CARSAT',
            'Faire sa demande de logement social'
          ],
          donne: { services: [DEMARCHES] }
        }
      ]
    },
    {
      colonnes: ['Sensibilisations culture numérique'],
      separateurs: CHOIX,
      garder: true,
      termes: [
        {
          termes: ['Sensibilisation à la gestion de son identité numérique', 'Sensibilisation Vie privée'],
          donne: { services: ['Utilisation sécurisée du numérique'] }
        },
        {
          termes: ["Utiliser le numérique pour la recherche d'emploi (CV, plateformes professionnelles...)"],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: ['Sensibilisation Cultures numériques', "Éducation aux Médias et à l'Information"],
          donne: { services: ['Compréhension du monde numérique'] }
        },
        {
          termes: ['Utiliser le numérique à des fins créatives et récréatives'],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        {
          termes: [
            "Sensibilisation : La parentalité à l'ère du numérique",
            'Sensibilisation : Connaître les pratiques et les usages des jeunes',
            'Comprendre et utiliser un Espace Numérique de Travail (parentalité)'
          ],
          donne: { services: ['Parentalité et éducation avec le numérique'] }
        }
      ]
    }
  ],
  cases: [
    {
      colonne: 'Accueille un ou des Conseillers Numériques France Services',
      oui: { dispositif_programmes_nationaux: ['Conseillers numériques'] }
    }
  ]
})
