import type { Valeurs } from './enregistrement.ts'
import {
  DISPOSITIF_PROGRAMMES_NATIONAUX,
  FORMATIONS_LABELS,
  FRAIS_A_CHARGE,
  ITINERANCE,
  MODALITES_ACCES,
  MODALITES_ACCOMPAGNEMENT,
  PRISE_EN_CHARGE_SPECIFIQUE,
  PUBLICS_SPECIFIQUEMENT_ADRESSES,
  SERVICES,
  TYPOLOGIES
} from './schema.ts'
import { enClair } from './vocabulaires/en-clair.ts'
import { SERVICES_EN_CLAIR, type Service } from './vocabulaires/services-en-clair.ts'

/** The value of a facet on which a lieu's sources are silent: shown apart, never counted as yes or no. */
export const INCONNU = 'inconnu'

/** What a facet reads of a lieu. */
export interface LieuAIndexer {
  readonly publiees: Valeurs
  /** Sources that vouch for it today. */
  readonly sources: readonly string[]
}

/** A way to narrow a search: the form, the address, the index, the counts and the API read this entry. */
export interface Facette {
  /** Name in the address: the schema's field where it is one. */
  readonly cle: string
  readonly libelle: string
  /** Several chosen values mean any of them, or all of them. */
  readonly mode: 'une' | 'toutes'
  /** Every value, in the order shown; absent when the values are those that lieux have. */
  readonly valeurs?: readonly string[]
  enClair(valeur: string): string
  /** How the silence of sources is said beside the values; absent when no lieu is silent. */
  readonly inconnu?: string
  /** Undefined for a facet whose values another feature gives. */
  lire?(lieu: LieuAIndexer): readonly string[]
  /** Asked first; the others come after « Plus de critères ». */
  readonly principale?: true
}

type ChampListe =
  | 'publics_specifiquement_adresses'
  | 'prise_en_charge_specifique'
  | 'frais_a_charge'
  | 'dispositif_programmes_nationaux'
  | 'formations_labels'
  | 'modalites_acces'
  | 'modalites_accompagnement'
  | 'itinerance'
  | 'typologie'

const duSchema = (
  cle: ChampListe,
  libelle: string,
  inconnu: string,
  valeurs: readonly string[],
  reste: Partial<Facette> = {}
): Facette => ({
  cle,
  libelle,
  mode: 'une',
  valeurs,
  inconnu,
  enClair: (valeur) => enClair(cle, valeur),
  lire: ({ publiees }) => publiees[cle] ?? [],
  ...reste
})

/** Every filter of the search, in the order of the form. Adding one is adding an entry. */
export const FACETTES: readonly Facette[] = [
  {
    cle: 'services',
    libelle: 'Aides proposées',
    mode: 'une',
    valeurs: SERVICES,
    inconnu: 'Aides non précisées',
    principale: true,
    enClair: (valeur) => capitale(SERVICES_EN_CLAIR[valeur as Service]?.court ?? valeur),
    lire: ({ publiees }) => publiees.services ?? []
  },
  duSchema('frais_a_charge', 'Prix', 'Prix non précisé', FRAIS_A_CHARGE, { principale: true }),
  // Someone deaf who uses a wheelchair needs both.
  duSchema(
    'prise_en_charge_specifique',
    'Accessibilité et besoins particuliers',
    'Accessibilité non précisée : à vérifier par téléphone',
    PRISE_EN_CHARGE_SPECIFIQUE,
    { principale: true, mode: 'toutes' }
  ),
  duSchema('modalites_accompagnement', 'Façon d’être aidé', 'Façon d’aider non précisée', MODALITES_ACCOMPAGNEMENT, {
    principale: true
  }),
  duSchema(
    'publics_specifiquement_adresses',
    'Publics',
    'Publics non précisés : souvent ouvert à tous',
    PUBLICS_SPECIFIQUEMENT_ADRESSES,
    { principale: true }
  ),
  duSchema('modalites_acces', 'Comment venir ou prendre contact', 'Accès non précisé', MODALITES_ACCES),
  duSchema('itinerance', 'Fixe ou itinérant', 'Non précisé', ITINERANCE),
  duSchema('typologie', 'Type de lieu', 'Type non précisé', Object.keys(TYPOLOGIES)),
  duSchema(
    'dispositif_programmes_nationaux',
    'Programmes nationaux',
    'Aucun programme connu',
    DISPOSITIF_PROGRAMMES_NATIONAUX
  ),
  duSchema('formations_labels', 'Formations et labels', 'Aucun label connu', FORMATIONS_LABELS),
  {
    cle: 'fiche_acces_libre',
    libelle: 'Fiche d’accessibilité Acceslibre',
    mode: 'une',
    valeurs: ['oui'],
    inconnu: 'Pas de fiche connue',
    enClair: () => 'L’accès est décrit sur Acceslibre',
    lire: ({ publiees }) => (publiees.fiche_acces_libre ? ['oui'] : [])
  },
  {
    cle: 'date_maj',
    libelle: 'Année de mise à jour',
    mode: 'une',
    inconnu: 'Date inconnue',
    enClair: (annee) => annee,
    // Years do not drift as days go by: an index built yesterday still counts right.
    lire: ({ publiees }) => (publiees.date_maj ? [publiees.date_maj.slice(0, 4)] : [])
  },
  {
    cle: 'source',
    libelle: 'Annuaire d’origine',
    mode: 'une',
    enClair: (source) => source,
    lire: ({ sources }) => sources
  }
]

const capitale = (texte: string) => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1)
