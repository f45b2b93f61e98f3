import type { GenreRubrique } from './rubrique.ts'

/** `condition` and `engagement`: all of them are asked. `critere`: a minimum number, freely chosen. */
export type GenreCritere = 'condition' | 'critere' | 'engagement'

/** The figures of a charter. Names are those of the table, of the shipped files and of the editor's fields. */
export interface Parametres {
  readonly criteres_minimum: number
  /** Days of the committee to oppose; null: no window. */
  readonly opposition_jours: number | null
  /** Days after receipt when the committee is reminded that silence is a choice. */
  readonly alertes_comite_jours: readonly number[]
  /** Length of a membership; null: no end. */
  readonly periode_mois: number | null
  /** Months without activity before the alert. */
  readonly alerte_mois: number | null
  /** Days before the end of the period. */
  readonly rappels_jours: readonly number[]
  /** Days to mend a breach, once the letter is received; null: no such procedure. */
  readonly mise_en_conformite_jours: number | null
  readonly report_jour_ouvre: boolean
  /** Months between two confirmations of the engagements; null: none. */
  readonly confirmation_mois: number | null
}

/** A text has paragraphs, parted by an empty line, and lists, whose lines start with « - ». */
export interface Article {
  readonly id: string
  readonly titre: string
  readonly texte: string
  /** Where the founding text says it: « article 7, critère 21 ». */
  readonly reference: string
}

export interface Categorie {
  readonly id: string
  readonly nom: string
  readonly texte: string
  readonly reference: string
}

export interface Critere {
  /** The same from one version to the next. */
  readonly id: string
  readonly genre: GenreCritere
  readonly categorie_id: string | null
  readonly libelle: string
  readonly texte: string
  readonly en_savoir_plus: string
  /** What to show when it is chosen (CRI-R5); empty when nothing is asked. */
  readonly justificatif: string
  readonly reference: string
}

export interface Rubrique extends Article {
  readonly genre: GenreRubrique
}

/** All that one version says. */
export interface Contenu {
  readonly resume: string
  readonly preambule: string
  readonly parametres: Parametres
  readonly articles: readonly Article[]
  readonly categories: readonly Categorie[]
  readonly criteres: readonly Critere[]
  readonly rubriques: readonly Rubrique[]
}

export const CONTENU_VIDE: Contenu = {
  resume: '',
  preambule: '',
  parametres: {
    criteres_minimum: 0,
    opposition_jours: null,
    alertes_comite_jours: [],
    periode_mois: null,
    alerte_mois: null,
    rappels_jours: [],
    mise_en_conformite_jours: null,
    report_jour_ouvre: false,
    confirmation_mois: null
  },
  articles: [],
  categories: [],
  criteres: [],
  rubriques: []
}

/** A charter's id, as it stands in addresses. */
export const estIdCharte = (texte: string): boolean => /^[a-z0-9][a-z0-9-]{0,62}$/.test(texte)

export const deGenre = (contenu: Contenu, genre: GenreCritere): readonly Critere[] =>
  contenu.criteres.filter((critere) => critere.genre === genre)
