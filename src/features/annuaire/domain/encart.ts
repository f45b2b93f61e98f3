import { adresseRecherche, type Recherche } from './recherche.ts'

/** What another site chooses of the search that it shows in its pages: its look, and what it says of each lieu. */
export interface Encart {
  /** `#rrggbb`, as asked; absent: the réseau's own. */
  readonly couleur?: string | undefined
  readonly theme: Theme
  /** In the order of the table; never empty. */
  readonly champs: readonly ChampEncart[]
}

export const THEMES = ['auto', 'clair', 'sombre'] as const
export type Theme = (typeof THEMES)[number]

/** What a result may say, under its name. */
export const CHAMPS_ENCART = {
  adresse: 'L’adresse et la distance',
  horaires: 'Ouvert ou fermé',
  aides: 'Les aides proposées',
  prix: 'Le prix',
  telephone: 'Le téléphone'
} as const
export type ChampEncart = keyof typeof CHAMPS_ENCART

const TOUS = Object.keys(CHAMPS_ENCART) as ChampEncart[]

/** Nothing throws: what does not hold is as if it were not there. */
export function lireEncart(parametres: URLSearchParams): Encart {
  const demandes = parametres.getAll('champs').flatMap((v) => v.split('|'))
  const champs = TOUS.filter((champ) => demandes.includes(champ))
  return {
    couleur: lireCouleur(parametres.get('couleur') ?? ''),
    theme: THEMES.find((theme) => theme === parametres.get('theme')) ?? 'auto',
    champs: champs.length > 0 ? champs : TOUS
  }
}

function lireCouleur(texte: string): string | undefined {
  const [, hex] = /^#?([0-9a-f]{6})$/i.exec(texte.trim()) ?? []
  return hex && `#${hex.toLowerCase()}`
}

/** What differs from the usual look, as the address says it. A « # » in an address would be cut: it is left out. */
export function parametresEncart({ couleur, theme, champs }: Encart): Readonly<Record<string, string>> {
  return {
    ...(couleur && { couleur: couleur.slice(1) }),
    ...(theme !== 'auto' && { theme }),
    ...(champs.length < TOUS.length && { champs: champs.join('|') })
  }
}

export function adresseEncart(recherche: Recherche, encart: Encart, base = '/integre'): string {
  return adresseRecherche(recherche, base, parametresEncart(encart))
}
