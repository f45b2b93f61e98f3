import { type Attribution, TOUS_LES_RESEAUX } from './role.ts'

/** The account of who acts. Its pseudonym is for pages; the journal has its identifier. */
interface CompteActeur {
  readonly id: string
  readonly pseudonyme: string
  readonly confirme: boolean
  /** A second factor was given in this session, recently enough for what demands one. */
  readonly secondFacteur: boolean
  /** Why a role is held back in this session: a second factor must first be chosen, or given again. */
  readonly retenu?: 'enroler' | 'verifier'
}

/** Who acts: the roles that count now, and a name for the journal that is never a person's. */
export interface Acteur {
  readonly nom: string
  readonly compte?: CompteActeur
  /** A role that waits for its second factor is not here: see `compte.retenu`. */
  readonly attributions: readonly Attribution[]
}

export const VISITEUR: Acteur = { nom: 'visiteur', attributions: [] }
const TOUT: readonly Attribution[] = [{ role: 'administrateur', reseau: TOUS_LES_RESEAUX }]
/** Who came by the administration's own link. */
export const ADMINISTRATEUR: Acteur = { nom: 'administrateur', attributions: TOUT }
/** The system itself: scheduled work and the command line. */
export const SYSTEME: Acteur = { nom: 'systeme', attributions: TOUT }

/** Nobody in particular: neither an account, nor the administration's link. */
export const estVisiteur = ({ compte, attributions }: Acteur): boolean => !compte && attributions.length === 0
