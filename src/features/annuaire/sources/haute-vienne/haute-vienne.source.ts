import { declarer } from '../../domain/declaration.ts'

const ACCES = 'Accès internet et matériel informatique'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'

/**
 * One row per service of a place: rows of one name at one address are one lieu. Hours, conditions and public are those of
 * the service: they stay together, a line per service.
 */
export const HAUTE_VIENNE = declarer({
  id: 'haute-vienne',
  nom: 'Offre de médiation numérique en Haute-Vienne',
  producteur: 'Département de la Haute-Vienne',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.haute-vienne.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  regrouper: true,
  detail: {
    titre: 'services et conditions',
    colonnes: ['service', 'format', 'condition', 'horaires', 'public', 'commentaires']
  },
  adresseEnLigne: true,
  typologieDuNom: true,
  geocodage: { score: 'result_score', minimum: 0.4 },
  champs: {
    nom: { colonne: 'nom_org' },
    adresse: { colonne: 'adresse' },
    code_postal: { colonne: 'code_postal' },
    commune: { colonne: 'commune' },
    latitude: { colonne: 'latitude' },
    longitude: { colonne: 'longitude' },
    telephone: [{ colonne: 'tel_fixe' }, { colonne: 'tel_mobile' }],
    courriels: { colonne: 'mail' },
    site_web: { colonne: 'site' },
    horaires: { colonne: 'horaires' }
  },
  termes: [
    {
      colonnes: ['label'],
      separateurs: [', '],
      termes: [
        { termes: ['Espace public numérique / cyberbase'], donne: { typologie: ['EPN'] } },
        {
          termes: ['France Services'],
          donne: { typologie: ['RFS'], dispositif_programmes_nationaux: ['France Services'] }
        },
        { termes: ['Qualification Cheque numérique'], donne: { autres_formations_labels: ['APTIC'] } },
        { termes: ['Autre'] }
      ]
    },
    {
      colonnes: ['statut_org'],
      separateurs: ['\n'],
      garder: true,
      termes: [
        { termes: ['Association'], donne: { typologie: ['ASSO'] } },
        { termes: ['Médiathèque/bibliothèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Mairie'], donne: { typologie: ['MUNI'] } },
        // Two kinds in one word: the name says which.
        {
          termes: [
            'CCAS / CIAS',
            'Opérateur de service public ( CAF, CARSAT, CPAM, MSA, Pole emploi,Mission locale…)',
            'Organisme privé non associatif ( tiers lieux…)',
            'Autre collectivité territoriale ( Conseil Départemental, EPCI…)',
            "Services de l'Etat"
          ]
        }
      ]
    },
    {
      colonnes: ['service'],
      separateurs: ['\n'],
      garder: true,
      termes: [
        {
          termes: ['Accès à Internet', 'Accès à du matériel (PC, tablettes, smartphones…)'],
          donne: { services: [ACCES] }
        },
        { termes: ['Accès à une imprimante / scanner', 'Autre matériel'], donne: { services: [ACCES] } },
        {
          termes: [
            "Découverte de l'ordinateur-tablette- smartphone",
            "Découverte d'internet, des réseaux sociaux et de l'usage de la messagerie   (sites grand public, réseaux sociaux, messagerie)",
            "Découverte des logiciels bureautiques  ( l'ordinateur/tablettes, traitement de texte, tableur…)",
            'Compétences numérique avancées (développement, communication…)'
          ],
          donne: { services: [QUOTIDIEN] }
        },
        {
          termes: ['Aide aux démarches administratives dématérialisées et accès aux droits ( impôts, caf, …)'],
          donne: { services: ['Aide aux démarches administratives'] }
        },
        {
          termes: ['Initiation à la culture numérique (ex. protection des données, détection des fake news, etc.)'],
          donne: { services: ['Compréhension du monde numérique', 'Utilisation sécurisée du numérique'] }
        },
        {
          termes: ["Aide à la recherche d'emploi"],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: ["Pratiques d'activités numériques récréatives"],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        {
          termes: ['Don, prêt matériel'],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        { termes: ['Dépannage, conseils', 'Autre accompagnement'] }
      ]
    },
    {
      colonnes: ['condition'],
      separateurs: ['\n'],
      garder: true,
      termes: [
        { termes: ['Accès libre'], donne: { modalites_acces: ['Se présenter'] } },
        { termes: ['Accès sur RDV', "Se rapprocher de l'organisme"] }
      ]
    },
    {
      colonnes: ['commentaires'],
      comparer: 'contient',
      separateurs: ['\n'],
      garder: true,
      termes: [
        {
          termes: ['atelier gratuit', 'ateliers gratuits', 'accès gratuit', 'gratuit pour tous', 'entièrement gratuit'],
          donne: { frais_a_charge: ['Gratuit'] }
        },
        { termes: ['adhésion obligatoire'], donne: { frais_a_charge: ['Gratuit sous condition'] } }
      ]
    }
  ],
  cases: [
    { colonne: 'mediateur', oui: {}, non: {} },
    { colonne: 'cheque', oui: { autres_formations_labels: ['APTIC'] }, non: {} },
    { colonne: 'assistance', oui: { modalites_accompagnement: ['Accompagnement individuel'] }, non: {} }
  ]
})
