import { declarer } from '../../domain/declaration.ts'

const ACCES = 'Accès internet et matériel informatique'
const QUOTIDIEN = 'Maîtrise des outils numériques du quotidien'

/** Answers written in full: « Oui, en libre accès pour les adhérents ». The yes is read, the sentence is kept. */
export const MULHOUSE = declarer({
  id: 'mulhouse',
  nom: 'Lieux d’inclusion numérique à Mulhouse',
  producteur: 'Ville de Mulhouse',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://data.mulhouse-alsace.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'nom_structure' },
    adresse: { colonne: 'adresse' },
    complement_adresse: { colonne: 'compl_adresse' },
    code_postal: { colonne: 'code_postal' },
    commune: { colonne: 'commune' },
    latitude: { dissocier: 'geom', separateur: ',', partie: 1 },
    longitude: { dissocier: 'geom', separateur: ',', partie: 2 },
    telephone: { colonne: 'telephone' },
    courriels: { colonne: 'adresse_mail' },
    site_web: { colonne: 'site_web' },
    horaires: { colonne: 'jours_horaires_ouverture' }
  },
  termes: [
    {
      colonnes: ['type_de_structure'],
      separateurs: ['\n'],
      termes: [
        { termes: ['Association', 'Association et Centre social'], donne: { typologie: ['ASSO'] } },
        { termes: ['Centre social', 'Association et Centre social'], donne: { typologie: ['CS'] } },
        { termes: ['Médiathèque / Bibliothèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Service public', 'Autre'] }
      ]
    },
    {
      colonnes: ['acces_equipement_numerique_et_internet'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        { termes: ['oui'], donne: { services: [ACCES] } },
        { termes: ['libre accès', 'accès libre'], donne: { modalites_accompagnement: ['En autonomie'] } },
        { termes: ['non'] }
      ]
    },
    {
      colonnes: ['type_equipement'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        {
          termes: ['imprimante 3D', 'découpeuse laser', 'fraiseuse numérique', 'casque à réalité virtuelle'],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        { termes: ['ordinateur', 'ordinateurs', 'tablette', 'imprimante', 'scanner'] }
      ]
    },
    {
      colonnes: [
        'tarif_acces_equipement',
        'tarif_accompagnement_pour_des_demarches_en_ligne',
        'tarif_formations_ateliers'
      ],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        { termes: ['gratuit'], sauf: ['gratuit pour'], donne: { frais_a_charge: ['Gratuit'] } },
        { termes: ['gratuit pour'], donne: { frais_a_charge: ['Gratuit sous condition'] } },
        { termes: ['payant', 'contribution financière'], donne: { frais_a_charge: ['Payant'] } },
        { termes: ['se renseigner'] }
      ]
    },
    {
      colonnes: [
        'modalites_d_acces_accompagnement_pour_des_demarches_en_ligne',
        'modalites_d_acces_formations_ateliers'
      ],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        { termes: ['sans rendez-vous', 'en libre accès'], donne: { modalites_acces: ['Se présenter'] } },
        { termes: ['sur rendez-vous', 'sur inscription', 'se renseigner'] }
      ]
    },
    {
      colonnes: ['contenu_niveau_formations_ateliers'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        {
          termes: [
            'initiation aux équipements',
            'initiation aux outils numériques',
            'formations numériques de base',
            'se perfectionner'
          ],
          donne: { services: [QUOTIDIEN] }
        },
        {
          termes: [
            'activités ludiques',
            'activité ludiques',
            'activités de loisirs',
            'robotique',
            'arduino',
            'fabrication numérique',
            'atelier audio'
          ],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        {
          termes: ["recherche d'emploi", 'pôle emploi'],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: ['parentalité numérique', 'usages numériques scolaires'],
          donne: { services: ['Parentalité et éducation avec le numérique'] }
        },
        { termes: ['démarches en ligne'], donne: { services: ['Aide aux démarches administratives'] } }
      ]
    },
    {
      colonnes: ['type_public'],
      comparer: 'contient',
      separateurs: [],
      garder: true,
      termes: [
        { termes: ['seniors'], donne: { publics_specifiquement_adresses: ['Seniors'] } },
        { termes: ['étudiants'], donne: { publics_specifiquement_adresses: ['Étudiants'] } },
        {
          termes: ['enfants et parents', 'élèves'],
          donne: { publics_specifiquement_adresses: ['Familles et/ou enfants'] }
        },
        { termes: ['illettrisme'], donne: { prise_en_charge_specifique: ['Illettrisme'] } },
        { termes: ['tout public', 'demandeurs d’emploi'] }
      ]
    }
  ],
  cases: [
    {
      colonne: 'accompagnement_pour_des_demarches_en_ligne',
      oui: {
        services: ['Aide aux démarches administratives'],
        modalites_accompagnement: ['Accompagnement individuel']
      },
      non: {}
    },
    { colonne: 'formations_ateliers', oui: { modalites_accompagnement: ['Dans un atelier collectif'] }, non: {} }
  ]
})
