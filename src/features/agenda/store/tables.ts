import type { Generated } from 'kysely'
import type { Genre } from '../domain/action-projet.ts'

export interface TableActionProjet {
  id: string
  lieu_id: number
  genre: Genre
  titre: string
  texte: string
  debut: Date | null
  fin: Date | null
  lieu_precis: string
  prix: string
  public_vise: string
  inscription: string
  lien: string | null
  cree_le: Date
  modifie_le: Date
  retire_le: Date | null
  revision: Generated<number>
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesAgenda {
  action_projet: TableActionProjet
}
