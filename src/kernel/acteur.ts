/** Roles known so far. The permission table says what each may do; what it does not grant is refused. */
export type Role = 'visiteur' | 'contributeur' | 'administrateur'

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

/** Who acts: a role, and a name for the journal that is never a person's. */
export interface Acteur {
  readonly role: Role
  readonly nom: string
  readonly compte?: CompteActeur
}

export const VISITEUR: Acteur = { role: 'visiteur', nom: 'visiteur' }
export const ADMINISTRATEUR: Acteur = { role: 'administrateur', nom: 'administrateur' }
/** The system itself: scheduled work and the command line. */
export const SYSTEME: Acteur = { role: 'administrateur', nom: 'systeme' }
