import type { Generated } from 'kysely'
import type { GenreCritere, Parametres } from '../domain/charte.ts'
import type { GenreRubrique } from '../domain/rubrique.ts'

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesCharte {
  charte: { id: string; reseau_id: string; nom: string; cree_le: Date }
  charte_version: Ecrit<Parametres> & {
    id: Generated<number>
    charte_id: string
    numero: number
    publiee_le: Date | null
    revision: Generated<number>
    origine: 'livree' | 'saisie'
    empreinte_livree: string | null
    cree_le: Date
    modifie_le: Date
    resume: string
    preambule: string
  }
  charte_article: { version_id: number; rang: number; id: string; titre: string; texte: string; reference: string }
  charte_categorie: { version_id: number; rang: number; id: string; nom: string; texte: string; reference: string }
  charte_critere: {
    version_id: number
    rang: number
    id: string
    genre: GenreCritere
    categorie_id: string | null
    libelle: string
    texte: string
    en_savoir_plus: string
    justificatif: string
    reference: string
  }
  charte_rubrique: {
    version_id: number
    rang: number
    id: string
    genre: GenreRubrique
    titre: string
    texte: string
    reference: string
  }
}

type Ecrit<T> = { -readonly [C in keyof T]: T[C] extends readonly (infer E)[] ? E[] : T[C] }
