import { declarer } from '../../domain/declaration.ts'

/** The answers of a mapping form: underscores for spaces, choices cut at thirty-one letters, questions asked twice. */
export const EPERNAY = declarer({
  id: 'epernay',
  nom: 'Acteurs de l’inclusion numérique d’Épernay',
  producteur: 'Épernay Agglo Champagne',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.epernay-agglo.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: { colonnes: ['GlobalID'] },
  adresseEnLigne: true,
  typologieDuNom: true,
  champs: {
    nom: { colonne: 'Nom de votre structure' },
    adresse: { colonne: 'Adresse de la structure' },
    telephone: { colonne: 'Numéro de téléphone de la structure' },
    courriels: { colonne: 'Adresse mail de la structure' },
    site_web: { colonne: 'Site Web de la structure' },
    horaires: [
      { colonne: "Horaires d'ouverture__1" },
      { colonne: "Horaires d'ouverture" },
      { colonne: "Horaires d'ouverture de la structure" }
    ],
    longitude: { colonne: 'x' },
    latitude: { colonne: 'y' },
    date_maj: { colonne: 'EditDate' },
    typologie: { colonne: 'Typologie de la structure', separateurs: [','] },
    services: { colonne: "Qu'apportez vous aux usagers qui viennent à votre rencontre ?", separateurs: [','] },
    publics_specifiquement_adresses: {
      colonne: 'Quel(s) type(s) de public accompagnez-vous  ?',
      separateurs: [',']
    },
    frais_a_charge: { colonne: "Quelles sont vos conditions d'accès ?", separateurs: [','] },
    dispositif_programmes_nationaux: {
      colonne: 'Possédez-vous des labels nationaux ou régionaux ?',
      separateurs: [',']
    }
  },
  termes: [
    {
      colonnes: ['Typologie de la structure'],
      separateurs: ['\n'],
      termes: [
        { termes: ['Communes'], donne: { typologie: ['MUNI'] } },
        { termes: ['Préfecture, Sous-préfecture'], donne: { typologie: ['PREF'] } },
        { termes: ['other', 'Préfecture', 'Sous-préfecture'] }
      ]
    },
    {
      colonnes: ['Autre - Typologie de la structure'],
      separateurs: ['\n'],
      comparer: 'contient',
      garder: true,
      termes: [
        { termes: ['CSAPA'], donne: { typologie: ['CSAPA'] } },
        { termes: ['CPAM'], donne: { typologie: ['CPAM'] } },
        { termes: ['La Poste'], donne: { typologie: ['LA_POSTE'] } },
        { termes: ['finances publiques'], donne: { typologie: ['CFP'] } }
      ]
    },
    {
      colonnes: ["Quelles sont vos modalités d'accompagnement ?"],
      separateurs: [','],
      garder: true,
      termes: [
        {
          termes: ['Assistance_individuelle', 'Ateliers_individuels'],
          donne: { modalites_accompagnement: ['Accompagnement individuel'] }
        },
        { termes: ['Ateliers_collectifs'], donne: { modalites_accompagnement: ['Dans un atelier collectif'] } },
        {
          termes: ['Accès-libre_à_une_connexion_et_'],
          donne: {
            modalites_accompagnement: ['En autonomie'],
            services: ['Accès internet et matériel informatique']
          }
        },
        {
          termes: [
            'Formation_ponctuelle_(1_atelier',
            "Formation_courte_(série_d'ateli",
            "Formation_longue_(série_d'ateli"
          ]
        }
      ]
    },
    {
      colonnes: ['Doit-on prendre rendez-vous pour accéder à vos services ? Et si oui, comment ?__1'],
      separateurs: [','],
      garder: true,
      termes: [
        { termes: ['Non', "Guichet_d'accueil"], donne: { modalites_acces: ['Se présenter'] } },
        { termes: ['Téléphone'], donne: { modalites_acces: ['Téléphoner'] } },
        { termes: ['Mail'], donne: { modalites_acces: ['Contacter par mail'] } },
        { termes: ['Site_en_ligne'], donne: { modalites_acces: ['Prendre un RDV en ligne'] } },
        { termes: ['other'] }
      ]
    },
    {
      colonnes: ['Qui sont les personnes qui accompagnent les usagers ?'],
      separateurs: [','],
      garder: true,
      termes: [
        {
          termes: ['Conseillers_numériques_France_S'],
          donne: { dispositif_programmes_nationaux: ['Conseillers numériques'] }
        },
        {
          termes: [
            "Agents_d'accueil",
            'Bénévoles',
            'Intervenants_sociaux',
            'Médiateurs_numériques',
            'Services_civiques',
            'other'
          ]
        }
      ]
    },
    {
      colonnes: [
        'Quel(s) type(s) de public accompagnez-vous  ?',
        "Quelles sont vos conditions d'accès ?",
        'Possédez-vous des labels nationaux ou régionaux ?',
        "Qu'apportez vous aux usagers qui viennent à votre rencontre ?"
      ],
      separateurs: [','],
      termes: [{ termes: ['other', 'Non', 'Je_ne_sais_pas_'] }]
    },
    {
      colonnes: ["Qu'apportez vous aux usagers qui viennent à votre rencontre ?"],
      separateurs: [','],
      termes: [
        {
          termes: ["S'équiper_en_matériel_(don_vent"],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        }
      ]
    }
  ]
})
