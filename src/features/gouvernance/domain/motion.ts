import { debutDuJour, dernierJour, jourDe, plusJours } from '../../../kernel/dates-legales.ts'
import type { Resultat } from './depouillement.ts'

/** What the committee is asked. The first three change an adhesion when they are adopted. */
export const GENRES_MOTION = {
  opposition: {
    libelle: 'Opposition',
    titre: 'S’opposer à l’adhésion de',
    question: 'Le comité doit-il s’opposer à cette adhésion ?'
  },
  levee: {
    libelle: 'Levée de suspension',
    titre: 'Lever la suspension de',
    question: 'Le comité doit-il lever cette suspension ?'
  },
  reouverture: {
    libelle: 'Retour d’un lieu parti',
    titre: 'Permettre le retour de',
    question: 'Le comité doit-il permettre à ce lieu de revenir ?'
  },
  deliberation: {
    libelle: 'Délibération',
    titre: 'Délibérer',
    question: 'Le comité doit-il adopter ce texte ?'
  }
} as const

export type GenreMotion = keyof typeof GENRES_MOTION

export const GENRES_DECISION = {
  opposition: 'Opposition à une adhésion',
  levee: 'Levée d’une suspension',
  reouverture: 'Retour d’un lieu parti',
  refus: 'Réponse à une demande de retour',
  deliberation: 'Délibération'
} as const

export type GenreDecision = keyof typeof GENRES_DECISION

export type Fondement = 'non-conformite' | 'inexacte'

export type EffetDeDecision = 'opposition' | 'levee' | 'reouverture' | 'refus' | 'deliberation' | 'aucun' | 'sans-objet'

export const ETATS_ETUDE = {
  commandee: 'Commandée',
  'en-cours': 'En cours',
  rendue: 'Rendue',
  abandonnee: 'Abandonnée'
} as const

export type EtatEtude = keyof typeof ETATS_ETUDE

export const parseGenreMotion = (texte: string | undefined): GenreMotion | undefined => cleDe(GENRES_MOTION, texte)

export const parseGenreDecision = (texte: string | undefined): GenreDecision | undefined =>
  cleDe(GENRES_DECISION, texte)

export const parseEtatEtude = (texte: string | undefined): EtatEtude | undefined => cleDe(ETATS_ETUDE, texte)

function cleDe<T extends object>(table: T, texte: string | undefined): keyof T | undefined {
  return texte !== undefined && Object.hasOwn(table, texte) ? (texte as keyof T) : undefined
}

const MINUTE_MS = 60_000

/** A vote closes one minute before silence speaks: it is counted first. */
export const clotureDOpposition = (fin: Date): { readonly cloture: Date; readonly regle: string } => ({
  cloture: new Date(fin.getTime() - MINUTE_MS),
  regle: 'une minute avant la fin du délai pour s’opposer (article 3)'
})

/** The instant after so many whole days, the day of the motion not counted. */
export function clotureApres(
  now: Date,
  jours: number,
  zone: string
): { readonly cloture: Date; readonly regle: string } {
  const dernier = dernierJour(jourDe(now, zone), jours)
  return {
    cloture: debutDuJour(plusJours(dernier, 1), zone),
    regle: `${jours} jour${jours > 1 ? 's' : ''} après la proposition, le jour de la proposition non compté, ou dès que tout le monde a voté`
  }
}

/** A vote on an opposition always waits for its closing: a member may change their mind until then. */
export const fermeDesQueComplet = (genre: GenreMotion): boolean => genre !== 'opposition'

export const RESULTATS: Readonly<Record<Resultat, string>> = {
  adoptee: 'Adoptée',
  rejetee: 'Rejetée',
  egalite: 'Rejetée : autant de « pour » que de « contre »',
  'sans-quorum': 'Sans effet : trop peu de votants'
}

const LONGUEUR_PIECE = 10_000

/** The reasons of a motion with those that members added, in order, as many as a written act can hold. */
export function raisonsReunies(texte: string, ajoutees: readonly string[]): string {
  return ajoutees.reduce((tout, raison) => {
    const suite = `${tout}\n\n${raison}`
    return suite.length <= LONGUEUR_PIECE ? suite : tout
  }, texte)
}
