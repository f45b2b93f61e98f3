import { jourDe, plusMois } from '../../../../kernel/dates-legales.ts'
import type { Etat } from './situation.ts'

/** « Les lieux déjà recensés sont invités » (introduction): one message, and none for so long after it. */
const MOIS_ENTRE_INVITATIONS = 6

/** What tells whether a lieu may be invited. */
export interface AInviter {
  readonly etat: Etat
  /** Somebody looks after it: they know the réseau already. */
  readonly tenu: boolean
  /** A published address of its service, where somebody may answer for it. */
  readonly adresse: string | undefined
  /** The last invitation, by whichever réseau. */
  readonly derniere: Date | undefined
  /** It asked for no more of them. */
  readonly refuse: boolean
  /** It lies on the ground of the réseau, and of who invites. */
  readonly dedans: boolean
}

export type PasInvite = 'ailleurs' | 'deja' | 'tenu' | 'refuse' | 'sans-adresse' | 'recente'

/** Why a lieu is not to be invited, if it is not. */
export function raisonDeNePasInviter(
  { etat, tenu, adresse, derniere, refuse, dedans }: AInviter,
  zone: string,
  now: Date
): PasInvite | undefined {
  if (!dedans) return 'ailleurs'
  if (etat !== 'REFERENCE') return 'deja'
  if (tenu) return 'tenu'
  if (refuse) return 'refuse'
  if (adresse === undefined) return 'sans-adresse'
  if (derniere && jourDe(now, zone) < plusMois(jourDe(derniere, zone), MOIS_ENTRE_INVITATIONS)) return 'recente'
  return undefined
}

/** The same in a few words, beside the name of the lieu. */
export const PAS_INVITES: Readonly<Record<PasInvite, string>> = {
  ailleurs: 'Hors de votre territoire, ou de celui du réseau',
  deja: 'Déjà invité, candidat ou membre, ou il l’a été',
  tenu: 'Quelqu’un s’occupe déjà de ce lieu',
  refuse: 'Ce lieu ne veut plus d’invitation',
  'sans-adresse': 'Aucune adresse électronique publiée',
  recente: 'Invité il y a moins de six mois'
}
