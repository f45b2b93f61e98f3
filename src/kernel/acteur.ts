/** Roles known so far. The permission table says what each may do; what it does not grant is refused. */
export type Role = 'visiteur' | 'administrateur'

/** Who acts: a role, and a name for the journal that is never a person's. */
export interface Acteur {
  readonly role: Role
  readonly nom: string
}

export const VISITEUR: Acteur = { role: 'visiteur', nom: 'visiteur' }
export const ADMINISTRATEUR: Acteur = { role: 'administrateur', nom: 'administrateur' }
/** The system itself: scheduled work and the command line. */
export const SYSTEME: Acteur = { role: 'administrateur', nom: 'systeme' }
