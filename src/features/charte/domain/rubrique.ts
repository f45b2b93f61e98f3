export type GenreRubrique =
  | 'definition'
  | 'valeur'
  | 'service'
  | 'partenaire'
  | 'avantage'
  | 'marque'
  | 'membre-de-droit'
  | 'indicateur'

interface NatureRubrique {
  readonly genre: GenreRubrique
  /** In the shipped files and in the addresses of the editor. */
  readonly cle: string
  readonly titre: string
  /** « un avantage » */
  readonly un: string
}

/** What a charter may say besides its articles and criteria, in the order of the page. A charter has some or none of each. */
export const NATURES: readonly NatureRubrique[] = [
  { genre: 'definition', cle: 'definitions', titre: 'Les mots de cette charte', un: 'une définition' },
  { genre: 'valeur', cle: 'valeurs', titre: 'Les valeurs', un: 'une valeur' },
  { genre: 'service', cle: 'services', titre: 'Ce que le réseau propose', un: 'un service' },
  { genre: 'partenaire', cle: 'partenaires', titre: 'Qui fait quoi', un: 'une famille de partenaires' },
  { genre: 'avantage', cle: 'avantages', titre: 'Les avantages', un: 'un avantage' },
  { genre: 'marque', cle: 'marques', titre: 'La marque', un: 'une marque' },
  { genre: 'membre-de-droit', cle: 'membres_de_droit', titre: 'Membres d’office', un: 'une liste de membres d’office' },
  { genre: 'indicateur', cle: 'indicateurs', titre: 'Les indicateurs', un: 'un indicateur' }
]
