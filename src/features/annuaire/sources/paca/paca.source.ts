import { declarer } from '../../domain/declaration.ts'

/** The Région Sud's inventory. Somebody replaced « 13 » by the name of the département in the whole file. */
export const PACA = declarer({
  id: 'paca',
  nom: 'Lieux de médiation numérique en Provence-Alpes-Côte d’Azur',
  producteur: 'Région Provence-Alpes-Côte d’Azur',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://trouver.datasud.fr/dataset/lieux-de-mediation-numerique-en-region-provence-alpes-cote-dazur',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  typologieDuNom: true,
  reparations: [
    {
      colonnes: [
        'contact_web',
        'contact_facebook',
        'contact_email',
        'horaires_ouverture_brut',
        'horaires_ouverture_osm',
        'horaires_grand_public'
      ],
      chercher: 'Bouche-du-Rhône',
      remplacer: '13'
    }
  ],
  champs: {
    nom: { colonne: 'nom' },
    structure_parente: { colonne: 'structure_porteuse' },
    pivot: { colonne: 'siret' },
    adresse: { joindre: ['adresse_numero', 'adresse_rue'] },
    code_postal: { colonne: 'adresse_code_postal' },
    commune: { colonne: 'adresse_commune' },
    code_insee: { colonne: 'adresse_code_insee' },
    latitude: { colonne: 'latitude' },
    longitude: { colonne: 'longitude' },
    telephone: [{ colonne: 'contact_telephone' }, { colonne: 'contact_telephone_details' }],
    courriels: { colonne: 'contact_email' },
    site_web: [{ colonne: 'contact_web' }, { colonne: 'contact_facebook' }, { colonne: 'contact_twitter' }],
    // « osm » and « brut » hold the same French sentences.
    horaires: [{ colonne: 'horaires_ouverture_osm' }, { colonne: 'horaires_ouverture_brut' }],
    presentation_resume: { colonne: 'description' },
    date_maj: { colonne: 'date' }
  },
  termes: [
    {
      colonnes: ['type_lieu'],
      comparer: 'contient',
      termes: [
        { termes: ['Bibliothèque', 'Médiathèque'], donne: { typologie: ['BIB'] } },
        { termes: ['Tiers-lieu', 'Coworking'], donne: { typologie: ['TIERS_LIEUX'] } },
        // The category « Tiers-lieu / Coworking / FabLab / Hackerspace » does not say that a fablab is there.
        { termes: ['FabLab'], sauf: ['Coworking'], donne: { typologie: ['FABLAB'] } },
        { termes: ['MSAP', 'Maison de Service au Public'], donne: { typologie: ['MSAP'] } },
        { termes: ['Association'], donne: { typologie: ['ASSO'] } },
        { termes: ['Commune'], donne: { typologie: ['MUNI'] } },
        { termes: ['Organisme de formations'], donne: { typologie: ['OF'] } },
        { termes: ['Centre social'], donne: { typologie: ['CS'] } },
        { termes: ['Préfecture'], donne: { typologie: ['PREF'] } },
        { termes: ['La Poste'], donne: { typologie: ['LA_POSTE'] } },
        { termes: ['PIMMS'], donne: { typologie: ['PIMMS'] } },
        { termes: ['EPCI', 'Intercommunalité'], donne: { typologie: ['EPCI'] } },
        { termes: ['UTPAS', 'MDS'], donne: { typologie: ['MDS'] } },
        { termes: ['Département'], sauf: ['UTPAS', 'MDS'], donne: { typologie: ['CD'] } },
        { termes: ['EPN', 'Espace Public Numérique'], donne: { typologie: ['EPN'] } },
        { termes: ['Point Information Jeunes'], donne: { typologie: ['PIJ_BIJ'] } },
        { termes: ['Administration', 'Collectivité territoriale', 'Autre', 'Inconnu', 'Incubateur', 'Centre aéré'] }
      ]
    },
    {
      colonnes: ['labels'],
      separateurs: [',', '|'],
      garder: true,
      termes: [
        {
          termes: ['FRANCE SERVICES', 'FRANCE SERVICE'],
          donne: { dispositif_programmes_nationaux: ['France Services'] }
        },
        { termes: ['SUD LABS', 'SUD LAB', 'SUDLAB', 'SUDLABS'], donne: { formations_labels: ['SUD LABS (PACA)'] } },
        {
          termes: ['FABRIQUE DE TERRITOIRE', 'FABRIQUE NUMERIQUE DE TERRITOIRE'],
          donne: { formations_labels: ['Fabriques de Territoire'] }
        },
        {
          termes: ['GRANDE ECOLE DU NUMÉRIQUE', 'GRANDE ECOLE DU NUMÉRIQUE (GEN)'],
          donne: { dispositif_programmes_nationaux: ['Grande école du numérique'] }
        },
        {
          termes: ['AIDANT CONNECT', 'AIDANTS CONNECT'],
          donne: { dispositif_programmes_nationaux: ['Aidants Connect'] }
        },
        {
          termes: ['POINT INFO CAF', 'POINT RELAIS CAF', 'POINT NUMERIQUE CAF'],
          donne: { dispositif_programmes_nationaux: ["Point d'accès numérique CAF"] }
        },
        {
          termes: ['BIBLIOTHÈQUES NUMÉRIQUES DE RÉFÉRENCE'],
          donne: { dispositif_programmes_nationaux: ['Bibliothèques numérique de référence'] }
        },
        { termes: ['ESPACE PUBLIC NUMÉRIQUE (EPN)'], donne: { typologie: ['EPN'] } },
        { termes: ['INFORMATION JEUNESSE', 'POINT INFORMATION JEUNESSE'], donne: { typologie: ['PIJ_BIJ'] } },
        { termes: ['APTIC'], donne: { autres_formations_labels: ['APTIC'] } },
        { termes: ['CAMPUS CONNECTE'], donne: { autres_formations_labels: ['Campus connecté'] } },
        { termes: ['FRANCE NUM'], donne: { autres_formations_labels: ['France Num'] } },
        { termes: ['NON'] }
      ]
    },
    {
      // Sentences more than a list: a few sure words are read, and the sentence is kept.
      colonnes: ['services'],
      comparer: 'contient',
      separateurs: [',', '|', ';'],
      garder: true,
      termes: [
        {
          termes: [
            'démarches',
            'e-administration',
            'services publics numériques',
            'démarche administrative',
            'aide administrative',
            'écrivain public'
          ],
          donne: { services: ['Aide aux démarches administratives'] }
        },
        {
          termes: [
            'initiation informatique',
            'initiations informatiques',
            'initiatiations informatiques',
            'informatique débutant',
            'outils informatiques',
            'outils numériques',
            'médiation numérique',
            'ateliers numériques',
            'soutien numérique',
            'assistance numérique',
            'bureautique',
            'formation numérique'
          ],
          sauf: ['entreprises', 'entrepreneurs'],
          donne: { services: ['Maîtrise des outils numériques du quotidien'] }
        },
        {
          termes: ['emploi', 'CV', 'insertion professionnelle', 'recherche d’emploi', 'emploi-formation'],
          donne: { services: ['Insertion professionnelle via le numérique'] }
        },
        {
          termes: [
            'accès libre',
            'accès internet',
            'accès à internet',
            'accueil public libre',
            'wifi',
            'accès au numérique'
          ],
          donne: { services: ['Accès internet et matériel informatique'] }
        },
        {
          termes: [
            'fablab',
            'fab lab',
            'impression 3D',
            'imprimante 3D',
            'fabrication numérique',
            'prototypage',
            'jeux vidéo',
            'gamelab',
            'réalité virtuelle',
            'ateliers créatifs',
            'robotique',
            'audiovisuel'
          ],
          donne: { services: ['Loisirs et créations numériques'] }
        },
        {
          termes: [
            'culture numérique',
            'cultures numériques',
            'acculturation numérique',
            'usages numériques',
            'citoyenneté'
          ],
          donne: { services: ['Compréhension du monde numérique'] }
        },
        { termes: ['parentalité'], donne: { services: ['Parentalité et éducation avec le numérique'] } },
        {
          termes: ['sécurité', 'cybersécurité', 'données personnelles'],
          donne: { services: ['Utilisation sécurisée du numérique'] }
        }
      ]
    },
    {
      colonnes: ['materiels_disponibles'],
      comparer: 'contient',
      separateurs: ['\n'],
      garder: true,
      termes: [
        {
          termes: [
            'ordinateur',
            'ordinateurs',
            'point numérique',
            'points numériques',
            'postes informatiques',
            'postes connectés',
            'connexion internet',
            'accès internet',
            'wifi',
            'tablettes'
          ],
          donne: { services: ['Accès internet et matériel informatique'] }
        }
      ]
    }
  ],
  cases: [
    { colonne: 'itinerant', oui: { itinerance: ['Itinérant'] }, non: { itinerance: ['Fixe'] } },
    { colonne: 'en_ligne', oui: { modalites_accompagnement: ['À distance'] } }
  ]
})
