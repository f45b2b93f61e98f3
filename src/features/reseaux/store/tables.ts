import type { GenreTerritoireReseau } from '../domain/perimetre.ts'

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesReseaux {
  reseau: {
    id: string
    genre: 'national' | 'territorial'
    nom: string
    accroche: string
    presentation: string
    couleur: string | null
    couleur_accent: string | null
    logo_id: number | null
    logo_type: 'image/png' | 'image/jpeg' | null
    logo_empreinte: string | null
    logo_largeur: number | null
    logo_hauteur: number | null
    identite: string
    fuseau: string
    ouvert_le: Date | null
    version: number
    cree_le: Date
    modifie_le: Date
  }
  reseau_territoire: { reseau_id: string; genre: GenreTerritoireReseau; code: string }
}
