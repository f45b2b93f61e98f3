import { declarer } from '../../domain/declaration.ts'

/** The State's list of France services houses. The columns changed between 2022 and 2024: both are read. */
export const FRANCE_SERVICES = declarer({
  id: 'france-services',
  nom: 'Liste des structures France services',
  producteur: 'Agence nationale de la cohésion des territoires (ANCT)',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.data.gouv.fr/fr/datasets/liste-des-structures-france-services/',
  confiance: { parDefaut: 4, decerne: ['France Services'] },
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: { colonnes: ['id_fs'] },
  champs: {
    nom: { colonne: 'lib_fs' },
    adresse: { colonne: 'adresse' },
    complement_adresse: { colonne: 'complement_adresse' },
    code_postal: { colonne: 'code_postal' },
    commune: { colonne: 'lib_com' },
    code_insee: { colonne: 'insee_com' },
    latitude: { colonne: 'latitude' },
    longitude: { colonne: 'longitude' },
    telephone: { colonne: 'telephone' },
    courriels: { colonne: 'mail' },
    horaires: {
      jours: {
        lundi: 'h_lundi',
        mardi: 'h_mardi',
        mercredi: 'h_mercredi',
        jeudi: 'h_jeudi',
        vendredi: 'h_vendredi',
        samedi: 'h_samedi'
      }
    },
    presentation_detail: { colonne: 'commentaire' },
    // Their charter: free help with administrative steps, by an agent, for everybody.
    typologie: { constante: ['RFS'] },
    dispositif_programmes_nationaux: { constante: ['France Services'] },
    services: { constante: ['Aide aux démarches administratives'] },
    frais_a_charge: { constante: ['Gratuit'] },
    modalites_accompagnement: { constante: ['Accompagnement individuel'] }
  },
  termes: [
    {
      // 2024: five formats. 2022: « Site principal » or « Antenne », with a box of its own for the itinerant ones.
      colonnes: ['format_fs'],
      termes: [
        { termes: ['Fixe', 'Fixe_antenne(s)', 'Multisites'], donne: { itinerance: ['Fixe'] } },
        { termes: ['Bus_équivalent', 'Itinérante'], donne: { itinerance: ['Itinérant'] } },
        { termes: ['Site principal', 'Antenne'] }
      ]
    }
  ],
  cases: [{ colonne: 'itinerance', oui: { itinerance: ['Itinérant'] }, non: { itinerance: ['Fixe'] } }]
})
