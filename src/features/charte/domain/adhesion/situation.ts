import type { Jour } from '../../../../kernel/jour.ts'

/** How a lieu became a member: it declared, or a list of members as of right names it (articles 5 and 10-3). */
export type Origine = 'declaration' | 'droit'

/** What being a member carries, whatever happens to it. Instants are the legal ones. */
export interface Appartenance {
  readonly origine: Origine
  /** The version of the charter that binds. */
  readonly version: number
  readonly membreDepuis: Date
  /** The civil day it began: every period is counted from it, so that 29 February comes back. */
  readonly ancre: Jour
  /** Months between the anchor and the beginning of the current period. */
  readonly mois: number
  readonly debut: Date
  /** The instant after the period; absent where the charter has no end. */
  readonly fin?: Date
  /** The last sign of life in each period since `debut`. */
  readonly activites: readonly Date[]
  /** When the alert of inactivity took effect, in this period. */
  readonly alerteLe?: Date
  /** Last time the engagements were confirmed, where the charter asks it. */
  readonly confirmeeLe?: Date
}

export interface Avertissement {
  /** Day the registered letter was received, typed from its notice of receipt. */
  readonly recueLe: Jour
  /** The instant after the last day to mend. */
  readonly fin: Date
  /** When the member said that it had mended. */
  readonly rectifieLe?: Date
}

/** Where a lieu stands with a réseau. `rappels`: messages already decided in this stage, so that each goes once. */
export type Situation =
  | { readonly etat: 'REFERENCE' }
  | { readonly etat: 'INVITE'; readonly depuis: Date }
  | { readonly etat: 'BROUILLON'; readonly depuis: Date }
  | { readonly etat: 'DECLARE'; readonly depuis: Date; readonly version: number }
  | {
      readonly etat: 'FENETRE'
      readonly depuis: Date
      readonly version: number
      /** When the secrétariat received the notification: the delay runs from the next day. */
      readonly recueLe: Date
      /** The first instant when it is too late to oppose, and the first one of the membership. */
      readonly fin: Date
      /** A vote of the committee is open until then: silence speaks once it is counted. */
      readonly deliberation?: Date
      readonly rappels: readonly string[]
    }
  | { readonly etat: 'OPPOSE'; readonly depuis: Date }
  | {
      readonly etat: 'MEMBRE'
      readonly depuis: Date
      readonly membre: Appartenance
      readonly rappels: readonly string[]
    }
  | {
      readonly etat: 'AVERTI'
      readonly depuis: Date
      readonly membre: Appartenance
      readonly avertissement: Avertissement
      readonly rappels: readonly string[]
    }
  | { readonly etat: 'SUSPENDU'; readonly depuis: Date; readonly membre: Appartenance }
  | { readonly etat: 'NON_RENOUVELE'; readonly depuis: Date }
  /** `barre`: it left under warning or suspension; only a committee decision opens the way back. */
  | { readonly etat: 'RETIRE'; readonly depuis: Date; readonly barre: boolean }

export type Etat = Situation['etat']

export const ETATS = [
  'REFERENCE',
  'INVITE',
  'BROUILLON',
  'DECLARE',
  'FENETRE',
  'OPPOSE',
  'MEMBRE',
  'AVERTI',
  'SUSPENDU',
  'NON_RENOUVELE',
  'RETIRE'
] as const satisfies readonly Etat[]

/**
 * Whether the lieu is entitled to the Marque: « dès la perte du droit » stops it, a warning does not until its delay is
 * over (article 13, AMB-10).
 */
export const estMembre = ({ etat }: Pick<Situation, 'etat'>): boolean => etat === 'MEMBRE' || etat === 'AVERTI'

/** What anyone may know. A warning is not public; a suspension is; what did not succeed leaves no mark. */
export type EtatPublic = 'reference' | 'invite' | 'candidat' | 'membre' | 'membre-de-droit' | 'suspendu'

export function etatPublic(situation: Situation): EtatPublic {
  switch (situation.etat) {
    case 'REFERENCE':
    case 'BROUILLON':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
    case 'RETIRE':
      return 'reference'
    case 'INVITE':
      return 'invite'
    case 'DECLARE':
    case 'FENETRE':
      return 'candidat'
    case 'MEMBRE':
    case 'AVERTI':
      return situation.membre.origine === 'droit' ? 'membre-de-droit' : 'membre'
    case 'SUSPENDU':
      return 'suspendu'
  }
}
