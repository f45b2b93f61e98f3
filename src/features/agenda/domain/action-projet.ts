import { debutDuJour, jourApres } from '../../../kernel/heure-locale.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'

/** What a lieu can announce. `parJours`: it is told in days, without hours, and may have none. */
export const GENRES = [
  {
    cle: 'atelier',
    libelle: 'Un atelier',
    nom: 'Atelier',
    indication: 'On apprend, en petit groupe.',
    parJours: false
  },
  {
    cle: 'evenement',
    libelle: 'Un événement',
    nom: 'Événement',
    indication: 'Portes ouvertes, rencontre, conférence.',
    parJours: false
  },
  {
    cle: 'projet',
    libelle: 'Un projet',
    nom: 'Projet',
    indication: 'Il dure des semaines ou des mois.',
    parJours: true
  }
] as const

export type Genre = (typeof GENRES)[number]['cle']

export const parseGenre = (texte: string): Genre | undefined => GENRES.find(({ cle }) => cle === texte)?.cle

export const definitionGenre = (genre: Genre) => GENRES.find(({ cle }) => cle === genre) ?? GENRES[0]

/** What a person writes of it, checked. */
export interface ContenuAction {
  readonly genre: Genre
  readonly titre: string
  readonly texte: string
  /** A project may have none. */
  readonly debut: Date | null
  /** After `debut`. Of a project, the first instant after its last day. */
  readonly fin: Date | null
  /** Where, when it is elsewhere than the lieu; empty otherwise. */
  readonly lieu_precis: string
  readonly prix: string
  readonly public_vise: string
  readonly inscription: string
  /** An https address. */
  readonly lien: string | null
}

export type EtatAction = 'a-venir' | 'en-cours' | 'passee'

type Periode = Pick<ContenuAction, 'genre' | 'debut' | 'fin'>

/**
 * Where it stands now. Without an end, a project goes on, and the rest is over with its day on the lieu's own clock.
 * @param fuseau the lieu's time zone
 */
export function etatAction({ genre, debut, fin }: Periode, now: Date, fuseau: string): EtatAction {
  if (debut && now < debut) return 'a-venir'
  const terme =
    fin ?? (genre === 'projet' || !debut ? undefined : debutDuJour(jourApres(jourCivil(debut, fuseau), 1), fuseau))
  return terme && terme <= now ? 'passee' : 'en-cours'
}

/** Those to come or under way, the next first and those without a date last; then the past ones, the latest first. */
export function ranger<A extends Periode>(
  actions: readonly A[],
  now: Date,
  fuseau: string
): { readonly prochaines: readonly A[]; readonly passees: readonly A[] } {
  const debutDe = ({ debut }: A) => debut?.getTime() ?? Number.MAX_SAFE_INTEGER
  const passees = actions.filter((action) => etatAction(action, now, fuseau) === 'passee')
  return {
    prochaines: actions.filter((action) => !passees.includes(action)).toSorted((a, b) => debutDe(a) - debutDe(b)),
    passees: passees.toSorted((a, b) => debutDe(b) - debutDe(a))
  }
}
