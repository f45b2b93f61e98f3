import type { EffetDeDecision, GenreDecision } from './motion.ts'

/** What a public page may know of a decision. */
interface DecisionAPublier {
  readonly genre: GenreDecision
  readonly effet: EffetDeDecision
  readonly titre: string
  readonly texte: string
  readonly lieu: string | null
  readonly structure: string | null
}

/**
 * What did not succeed leaves no public mark, and a suspension is public: a decision names its lieu only when it lifted one.
 * Elsewhere the names of the lieu and of its structure are hidden in what members wrote; they were asked not to write them.
 * How to reach somebody is hidden everywhere but in a text that the committee adopts for all.
 */
export function direPubliquement({ genre, effet, titre, texte, lieu, structure }: DecisionAPublier): {
  readonly titre: string
  readonly texte: string
  readonly nomme: boolean
} {
  if (genre === 'deliberation') return { titre, texte, nomme: false }
  if (effet === 'levee') return { titre, texte: cacher(texte, []), nomme: lieu !== null }
  const noms = [lieu, structure].filter((nom): nom is string => nom !== null && nom.trim().length > 2)
  return { titre: TITRES[genre], texte: cacher(texte, noms), nomme: false }
}

const TITRES = {
  opposition: 'Opposition à l’adhésion d’un lieu',
  levee: 'Levée de la suspension d’un lieu',
  reouverture: 'Retour d’un lieu parti',
  refus: 'Réponse à la demande de retour d’un lieu'
} as const satisfies Partial<Readonly<Record<GenreDecision, string>>>

const ADRESSES = /[^\s@<>«»]+@[^\s@<>«»]+\.[a-z]{2,}/giu
const TELEPHONES = /(?:\+33|0)[ .\u00a0\u202f-]?[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}/g

function cacher(texte: string, noms: readonly string[]): string {
  const sansNoms = noms
    .toSorted((a, b) => b.length - a.length)
    .reduce((t, nom) => t.replace(new RegExp(RegExp.escape(nom.trim()), 'giu'), '[nom caché]'), texte)
  return sansNoms.replace(ADRESSES, '[adresse cachée]').replace(TELEPHONES, '[numéro caché]')
}

/** What a decision changed, in one sentence. */
export const EFFETS: Readonly<Record<EffetDeDecision, string>> = {
  opposition: 'Le lieu n’est pas membre. Il a reçu ces raisons, et peut se déclarer de nouveau.',
  levee: 'La suspension est levée.',
  reouverture: 'Le lieu peut de nouveau se déclarer.',
  refus: 'La demande du lieu n’est pas acceptée. Il a reçu les raisons.',
  deliberation: 'Le texte est adopté.',
  aucun: 'Rien ne change.',
  'sans-objet': 'Le dossier avait changé avant la fin du vote : la décision n’a pas eu d’effet.'
}
