import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse
} from '@simplewebauthn/server'
import { z } from 'zod'
import { couper, resserrer, sansControles } from '../../../kernel/texte.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { DUREES_JETONS, expireLe, type GenreJeton } from '../domain/jeton.ts'
import { courrielAlerte } from '../mails/alerte.mail.tsx'
import type { Compte } from '../store/compte.store.ts'
import { saveJeton, takeJeton } from '../store/jeton.store.ts'
import { deletePasskey, findPasskey, listPasskeys, notePasskey, savePasskey } from '../store/second-facteur.store.ts'
import type { Expediteur } from './expediteur.ts'
import { digest, newJeton } from './jetons.ts'

type GenreDefi = 'cle-connexion' | 'cle-ajout'

/** What the browser asks its key. The challenge is a token: it serves once, and for a few minutes. */
export async function preparerEntreeParCle(db: Db, site: string, now: Date) {
  const options = await generateAuthenticationOptions({
    rpID: new URL(site).hostname,
    challenge: new Uint8Array(Buffer.from(newJeton(), 'base64url')),
    // A fingerprint, a face or a code beside the key: that makes two factors in one gesture.
    userVerification: 'required'
  })
  await keepDefi(db, 'cle-connexion', options.challenge, null, now)
  return options
}

/** The account of this key, or undefined when anything does not hold. */
export async function verifierEntreeParCle(
  db: Db,
  texte: string,
  site: string,
  now: Date
): Promise<string | undefined> {
  const reponse = parseReponse<AuthenticationResponseJSON>(texte)
  const cle = reponse && (await findPasskey(db, reponse.id))
  if (!reponse || !cle) return undefined
  // The library says in English what does not hold; the page says in French that it does not.
  const verifiee = await verifyAuthenticationResponse({
    response: reponse,
    expectedChallenge: async (defi) => (await useDefi(db, 'cle-connexion', defi, now)) !== undefined,
    expectedOrigin: site,
    expectedRPID: new URL(site).hostname,
    requireUserVerification: true,
    credential: {
      id: cle.id,
      publicKey: new Uint8Array(cle.cle_publique),
      counter: cle.compteur,
      transports: cle.transports
    }
  }).catch(() => undefined)
  if (!verifiee?.verified) return undefined
  await transaction(db, (trx) => notePasskey(trx, cle.id, verifiee.authenticationInfo.newCounter, now))
  return cle.compte_id
}

export async function preparerAjoutDeCle(db: Db, compte: Compte, { site, reseau }: Expediteur, now: Date) {
  const presentes = await listPasskeys(db, compte.id)
  const options = await generateRegistrationOptions({
    rpName: reseau,
    rpID: new URL(site).hostname,
    userName: compte.courriel,
    userDisplayName: compte.pseudonyme,
    userID: new Uint8Array(Buffer.from(compte.id.replaceAll('-', ''), 'hex')),
    challenge: new Uint8Array(Buffer.from(newJeton(), 'base64url')),
    // What the key's maker could say of it is nobody's business.
    attestationType: 'none',
    excludeCredentials: presentes.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
  })
  await keepDefi(db, 'cle-ajout', options.challenge, compte.id, now)
  return options
}

/** Keeps a new key. False when it does not hold, or is already known. */
export async function ajouterCle(
  db: Db,
  compte: Compte,
  { reponse: texte, nom }: { readonly reponse: string; readonly nom: string },
  expediteur: Expediteur,
  now: Date
): Promise<boolean> {
  const reponse = parseReponse<RegistrationResponseJSON>(texte)
  if (!reponse) return false
  const verifiee = await verifyRegistrationResponse({
    response: reponse,
    expectedChallenge: async (defi) => (await useDefi(db, 'cle-ajout', defi, now)) === compte.id,
    expectedOrigin: expediteur.site,
    expectedRPID: new URL(expediteur.site).hostname,
    requireUserVerification: true
  }).catch(() => undefined)
  if (!verifiee?.verified) return false
  const { credential } = verifiee.registrationInfo
  return transaction(db, async (trx) => {
    const gardee = await savePasskey(trx, {
      id: credential.id,
      compte_id: compte.id,
      cle_publique: Buffer.from(credential.publicKey),
      compteur: credential.counter,
      transports: credential.transports ?? [],
      nom: couper(resserrer(sansControles(nom)), 60) || 'Clé d’accès',
      cree_le: now
    })
    if (gardee) await envoyerCourriel(trx, alerte(compte, expediteur, 'cle-ajoutee'), now)
    return gardee
  })
}

export async function retirerCle(
  db: Db,
  compte: Compte,
  id: string,
  expediteur: Expediteur,
  now: Date
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const retiree = await deletePasskey(trx, compte.id, id)
    if (retiree) await envoyerCourriel(trx, alerte(compte, expediteur, 'cle-retiree'), now)
    return retiree
  })
}

// A challenge is 32 random bytes in base64url, as any of our tokens: its digest is what is kept.
async function keepDefi(db: Db, genre: GenreDefi, defi: string, compteId: string | null, now: Date) {
  await transaction(db, (trx) =>
    saveJeton(trx, {
      empreinte: digest(defi),
      genre,
      compteId,
      donnees: {},
      creeLe: now,
      expireLe: expireLe(now, DUREES_JETONS[genre])
    })
  )
}

/** Whose challenge it was (an empty text: nobody's yet), once. */
async function useDefi(db: Db, genre: GenreDefi & GenreJeton, defi: string, now: Date): Promise<string | undefined> {
  const trouve = await transaction(db, (trx) => takeJeton(trx, genre, digest(defi), now))
  return trouve && (trouve.compteId ?? '')
}

/** What the browser's API gives back. Its bytes are checked by the library; here, only that it has its shape. */
const reponseDeCle = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/),
  rawId: z.string(),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).catchall(z.unknown()),
  response: z.object({ clientDataJSON: z.string() }).catchall(z.unknown())
})

function parseReponse<R>(texte: string): R | undefined {
  try {
    return reponseDeCle.parse(JSON.parse(texte)) as R
  } catch {
    return undefined
  }
}

const alerte = (compte: Compte, { reseau, site }: Expediteur, evenement: 'cle-ajoutee' | 'cle-retiree') =>
  courrielAlerte({ a: compte.courriel, reseau, evenement, oubli: `${site}/mot-de-passe-oublie` })
