import { createHash } from 'node:crypto'
import type { Db } from '../../../platform/db/index.ts'
import { LIMITES, type Limite } from '../domain/limites.ts'
import { isAppareilKnown } from '../store/compte.store.ts'
import { countEssai, forgetEssais, giveBackEssai } from '../store/essai.store.ts'
import { digest } from './jetons.ts'

/** Where a request comes from: to count by, never to keep. */
export interface Provenance {
  readonly adresse: string
  /** The cookie of a browser where somebody has already signed in. */
  readonly appareil: string | undefined
}

/** A try that was let through: what to do once it proves right. */
export interface Essai {
  readonly reussi: () => Promise<void>
}

/**
 * Counts a password try before it is looked at. A browser known by this account is counted by itself; the others by
 * account and address together, by account, and by address for those who fail: a right password gives its try back, so
 * thirty people behind one address do not use it up.
 */
export async function countConnexion(
  db: Db,
  courriel: string,
  { adresse, appareil }: Provenance,
  now: Date
): Promise<{ readonly essai: Essai } | { readonly jusqua: Date }> {
  const compte = keyOf(courriel.toLowerCase())
  const connu = appareil !== undefined && (await isAppareilKnown(db, digest(appareil), courriel))
  const comptes: readonly (readonly [Limite, string])[] = connu
    ? [[LIMITES.appareil, keyOf(`${appareil} ${compte}`)]]
    : [
        [LIMITES.couple, keyOf(`${adresse} ${compte}`)],
        [LIMITES.compte, compte],
        [LIMITES.passants, keyOf(adresse)]
      ]
  for (const [limite, cle] of comptes) {
    const jusqua = await countEssai(db, limite, cle, now)
    if (jusqua) return { jusqua }
  }
  return {
    essai: {
      async reussi() {
        for (const [limite, cle] of comptes)
          if (limite === LIMITES.appareil || limite === LIMITES.couple) await forgetEssais(db, limite, cle, now)
          else await giveBackEssai(db, limite, cle, now)
      }
    }
  }
}

/** Counts a message asked for one mailbox. The instant to wait for, or undefined when it may leave. */
export async function allowMessage(
  db: Db,
  courriel: string,
  { adresse, appareil }: Provenance,
  now: Date
): Promise<Date | undefined> {
  const connu = appareil !== undefined && (await isAppareilKnown(db, digest(appareil), courriel))
  return (
    (await countEssai(db, LIMITES.message, keyOf(courriel.toLowerCase()), now)) ??
    // A cookie that nobody gave would open a new counter each time.
    (await countEssai(db, LIMITES.envois, keyOf(connu ? appareil : adresse), now))
  )
}

/** Counts a try at the second factor of an account. */
export async function countCode(
  db: Db,
  compteId: string,
  now: Date
): Promise<{ readonly essai: Essai } | { readonly jusqua: Date }> {
  const jusqua = await countEssai(db, LIMITES.code, compteId, now)
  return jusqua ? { jusqua } : { essai: { reussi: () => forgetEssais(db, LIMITES.code, compteId, now) } }
}

/** Counts a challenge, or a departure to a provider: they cost a row before anybody has proven anything. */
export function allowDefi(db: Db, adresse: string, navigateur: string, now: Date): Promise<Date | undefined> {
  return countEssai(db, LIMITES.defis, keyOf(`${adresse} ${navigateur}`), now)
}

/** Counts something that one account may ask only so often. */
export function countSession(db: Db, compteId: string, now: Date): Promise<Date | undefined> {
  return countEssai(db, LIMITES.session, compteId, now)
}

/** Counts what one account does, or what goes to one mailbox. The instant to wait for, or undefined. */
export function countGeste(
  db: Db,
  limite:
    | 'revendications'
    | 'boites'
    | 'invitations'
    | 'comite'
    | 'collegues'
    | 'invites'
    | 'creations'
    | 'marques'
    | 'reclamations'
    | 'plaignants'
    | 'refus'
    | 'contributions'
    | 'contributions-salle'
    | 'contributions-passants'
    | 'depots'
    | 'orientations'
    | 'orientes'
    | 'orientation',
  qui: string,
  now: Date
): Promise<Date | undefined> {
  return countEssai(db, LIMITES[limite], keyOf(qui.toLowerCase()), now)
}

const keyOf = (texte: string) => createHash('sha256').update(texte).digest('base64url')
