import type { NomChamp } from './schema.ts'

/** How a field is typed: one line, a text, one value per line, boxes to tick, a list to choose from. */
export type GenreSaisie = 'ligne' | 'texte' | 'lignes' | 'cases' | 'listes' | 'horaires'

export interface ChampDeFiche {
  readonly nom: NomChamp
  readonly genre: GenreSaisie
  /** What to write, with an example. */
  readonly aide: string
  /** Signs, for the whole field; of each value, for `lignes`. */
  readonly max?: number
}

export interface SectionDeFiche {
  /** In the address of its page. */
  readonly cle: string
  readonly titre: string
  readonly texte: string
  readonly champs: readonly ChampDeFiche[]
}

/** Values that one list may hold: beyond, it is a text pasted in the wrong box. */
export const VALEURS_MAX = 10

/**
 * What a responsable writes of the lieu, page by page: every field of the schema, except those that Maillage keeps itself
 * (number, source, date) and the commune's official code, which follows its name.
 */
export const SECTIONS_FICHE: readonly SectionDeFiche[] = [
  {
    cle: 'adresse',
    titre: 'Nom et adresse',
    texte: 'Comment le lieu s’appelle, et où le trouver.',
    champs: [
      {
        nom: 'nom',
        genre: 'ligne',
        max: 150,
        aide: 'Le nom écrit sur la porte. Par exemple : Médiathèque Jean-Moulin.'
      },
      {
        nom: 'typologie',
        genre: 'listes',
        aide: 'Ce que c’est. Si le lieu est plusieurs choses à la fois, choisissez-en plusieurs.'
      },
      {
        nom: 'structure_parente',
        genre: 'ligne',
        max: 150,
        aide: 'Qui gère le lieu, si ce n’est pas lui-même. Par exemple : Mairie de Gap.'
      },
      {
        nom: 'pivot',
        genre: 'ligne',
        max: 40,
        aide: 'Le numéro SIRET (14 chiffres), ou le numéro RNA d’une association (W et 9 chiffres). Il n’est pas obligatoire.'
      },
      {
        nom: 'adresse',
        genre: 'ligne',
        max: 200,
        aide: 'Le numéro et la rue. Par exemple : 12 rue de la Paix. Laissez vide si le groupe n’a pas de local.'
      },
      {
        nom: 'complement_adresse',
        genre: 'ligne',
        max: 150,
        aide: 'Ce qui aide à trouver l’entrée. Par exemple : bâtiment B, premier étage.'
      },
      { nom: 'code_postal', genre: 'ligne', max: 10, aide: 'Cinq chiffres. Par exemple : 05000.' },
      { nom: 'commune', genre: 'ligne', max: 100, aide: 'Le nom de la ville ou du village. Par exemple : Gap.' },
      {
        nom: 'latitude',
        genre: 'ligne',
        max: 30,
        aide: 'Laissez vide : nous plaçons le lieu d’après son adresse. À remplir seulement si le point de la carte est faux. Par exemple : 44.5594.'
      },
      { nom: 'longitude', genre: 'ligne', max: 30, aide: 'Elle va avec la latitude. Par exemple : 6.0786.' },
      {
        nom: 'itinerance',
        genre: 'cases',
        aide: 'Un bus ou une équipe qui se déplace est itinérant. Cochez les deux si c’est l’un et l’autre.'
      }
    ]
  },
  {
    cle: 'contacts',
    titre: 'Contacts',
    texte: 'Comment vous joindre.',
    champs: [
      {
        nom: 'telephone',
        genre: 'ligne',
        max: 40,
        aide: 'Le numéro du lieu. Par exemple : 04 92 53 00 00. Un numéro de portable n’est pas montré aux visiteurs.'
      },
      {
        nom: 'courriels',
        genre: 'lignes',
        max: 254,
        aide: 'Une adresse par ligne. Par exemple : accueil@exemple.fr. Une adresse qui porte le nom d’une personne n’est pas montrée aux visiteurs.'
      },
      {
        nom: 'site_web',
        genre: 'lignes',
        max: 500,
        aide: 'Une adresse par ligne. Par exemple : https://www.exemple.fr.'
      },
      {
        nom: 'prise_rdv',
        genre: 'ligne',
        max: 500,
        aide: 'L’adresse de la page où l’on prend rendez-vous en ligne, s’il y en a une.'
      }
    ]
  },
  {
    cle: 'horaires',
    titre: 'Horaires',
    texte: 'Quand le public peut venir.',
    champs: [{ nom: 'horaires', genre: 'horaires', aide: 'Remplissez la semaine, ou collez vos horaires.' }]
  },
  {
    cle: 'aides',
    titre: 'Aides et publics',
    texte: 'Ce que l’on fait chez vous, et pour qui.',
    champs: [
      { nom: 'services', genre: 'cases', aide: 'Cochez ce que vous proposez vraiment, tout au long de l’année.' },
      { nom: 'modalites_accompagnement', genre: 'cases', aide: 'Comment vous aidez.' },
      {
        nom: 'publics_specifiquement_adresses',
        genre: 'cases',
        aide: 'À cocher seulement si vous faites quelque chose exprès pour ces personnes. Tout le monde est le bienvenu ? Ne cochez rien.'
      },
      {
        nom: 'prise_en_charge_specifique',
        genre: 'cases',
        aide: 'À cocher si une personne de l’équipe sait accueillir ces besoins.'
      },
      {
        nom: 'dispositif_programmes_nationaux',
        genre: 'cases',
        aide: 'Les programmes dont vous faites partie. Ceux qu’un organisme décerne ne se montrent que s’il l’annonce lui-même.'
      },
      {
        nom: 'formations_labels',
        genre: 'cases',
        aide: 'Les formations suivies et les labels reçus. Ceux qu’un organisme décerne ne se montrent que s’il l’annonce lui-même.'
      },
      {
        nom: 'autres_formations_labels',
        genre: 'lignes',
        max: 120,
        aide: 'Un par ligne, s’ils ne sont pas dans la liste. Par exemple : Tiers-lieu de l’année.'
      }
    ]
  },
  {
    cle: 'acces',
    titre: 'Accès et prix',
    texte: 'Comment venir, et ce que cela coûte.',
    champs: [
      {
        nom: 'modalites_acces',
        genre: 'cases',
        aide: 'Comment une personne commence. Plusieurs réponses sont possibles.'
      },
      {
        nom: 'frais_a_charge',
        genre: 'cases',
        aide: 'Ce que paient les personnes. Cochez plusieurs cases si cela dépend.'
      },
      {
        nom: 'fiche_acces_libre',
        genre: 'ligne',
        max: 500,
        aide: 'L’adresse de votre fiche sur Acceslibre, qui dit si l’on peut venir en fauteuil. Par exemple : https://acceslibre.beta.gouv.fr/…'
      }
    ]
  },
  {
    cle: 'presentation',
    titre: 'Présentation',
    texte: 'Votre lieu avec vos mots.',
    champs: [
      {
        nom: 'presentation_resume',
        genre: 'texte',
        max: 280,
        aide: 'Une ou deux phrases, 280 signes au plus. Par exemple : Un lieu calme pour apprendre à son rythme.'
      },
      {
        nom: 'presentation_detail',
        genre: 'texte',
        max: 2000,
        aide: 'Ce que vous proposez, pour qui, et comment. Sautez une ligne entre deux paragraphes. 2 000 signes au plus.'
      }
    ]
  }
]

/** The fields that a section's page writes: an address also has its commune's code. */
export const champsEcrits = ({ champs }: SectionDeFiche): readonly NomChamp[] =>
  champs.flatMap(({ nom }): NomChamp[] => (nom === 'commune' ? ['commune', 'code_insee'] : [nom]))

export const sectionDeFiche = (cle: string): SectionDeFiche | undefined => SECTIONS_FICHE.find((s) => s.cle === cle)
