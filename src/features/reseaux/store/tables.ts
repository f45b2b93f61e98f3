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
    identite: string
    fuseau: string
    ouvert_le: Date | null
    cree_le: Date
    modifie_le: Date
  }
  reseau_territoire: { reseau_id: string; genre: 'commune' | 'epci' | 'departement' | 'region'; code: string }
}
