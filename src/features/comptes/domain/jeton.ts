import type { RoleADonner } from './attribution.ts'

const MINUTE_MS = 60_000
const HEURE_MS = 60 * MINUTE_MS

/** How long the link written by `maillage admin lien` opens the door: 15 minutes (decision « Running it »). */
export const DUREE_LIEN_MS = 15 * MINUTE_MS

/** How long an administration session lasts without signing in again: 8 hours, a working day. */
export const DUREE_SESSION_MS = 8 * HEURE_MS

/** What each kind of single-use token carries. Nothing here opens a door without the token itself. */
export interface DonneesDuJeton {
  /** A sign-up that waits for its address to answer. */
  readonly confirmation: {
    readonly courriel: string
    readonly pseudonyme: string
    readonly motDePasse: string
    /** Digest of the browser that signed up: from another one, the password is asked again. */
    readonly navigateur: string
    readonly suite: string
    /** The browser that signed up left something at `suite`: the confirmation finishes what was there at that instant. */
    readonly attend?: string
  }
  readonly connexion: { readonly suite: string }
  readonly reinitialisation: Readonly<Record<never, never>>
  readonly 'adresse-ancienne': { readonly nouvelle: string }
  readonly 'adresse-nouvelle': { readonly nouvelle: string }
  /** The first factor was right: what remains is the second. */
  readonly 'second-facteur': { readonly partage: boolean; readonly suite: string }
  readonly 'cle-connexion': Readonly<Record<never, never>>
  readonly 'cle-ajout': Readonly<Record<never, never>>
  /** Somebody left for a provider, and is expected back in the same browser. */
  readonly oidc: {
    readonly fournisseur: string
    readonly nonce: string
    readonly verificateur: string
    readonly navigateur: string
    readonly suite: string
    readonly partage: boolean
    /** The account that asked to be linked. */
    readonly lier: string | null
  }
  /** A provider knows this person, we do not yet. */
  readonly 'premiere-fois': {
    readonly emetteur: string
    readonly sujet: string
    readonly fournisseur: string
    readonly courriel: string
    readonly suite: string
    readonly partage: boolean
  }
  /** An identity waits for the mailbox of an account to agree. With a pseudonym, the account is to be made. */
  readonly liaison: {
    readonly emetteur: string
    readonly sujet: string
    readonly fournisseur: string
    /** Digest of the browser that came back from the provider: another one links nothing. */
    readonly navigateur: string
    readonly creer: { readonly courriel: string; readonly pseudonyme: string } | null
    readonly suite: string
  }
  /** Somebody is expected in a role. Who invited must still be able to when it is taken. */
  readonly invitation: {
    readonly courriel: string
    readonly role: RoleADonner
    readonly par: string
    readonly parCompte: string | null
  }
  readonly export: { readonly session: string }
  readonly fermeture: Readonly<Record<never, never>>
}

export type GenreJeton = keyof DonneesDuJeton

/** Long enough to reach one's mailbox, short enough that an old message opens nothing. */
export const DUREES_JETONS: Readonly<Record<GenreJeton, number>> = {
  confirmation: 48 * HEURE_MS,
  connexion: 15 * MINUTE_MS,
  reinitialisation: HEURE_MS,
  'adresse-ancienne': 48 * HEURE_MS,
  'adresse-nouvelle': 48 * HEURE_MS,
  'second-facteur': 10 * MINUTE_MS,
  'cle-connexion': 5 * MINUTE_MS,
  'cle-ajout': 5 * MINUTE_MS,
  oidc: 15 * MINUTE_MS,
  'premiere-fois': 30 * MINUTE_MS,
  liaison: HEURE_MS,
  invitation: 7 * 24 * HEURE_MS,
  export: 15 * MINUTE_MS,
  fermeture: HEURE_MS
}

export function expireLe(now: Date, duree: number): Date {
  return new Date(now.getTime() + duree)
}

/** A token as it travels: 32 random bytes in base64url. */
export function isJeton(texte: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(texte)
}
