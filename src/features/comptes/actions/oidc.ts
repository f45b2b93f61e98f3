import { randomUUID } from 'node:crypto'
import * as client from 'openid-client'
import { parseCourriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { direPseudonyme, parsePseudonyme } from '../domain/pseudonyme.ts'
import { courrielAlerte } from '../mails/alerte.mail.tsx'
import { courrielLiaison } from '../mails/liaison.mail.tsx'
import {
  type Compte,
  deleteIdentite,
  findCompte,
  findCompteByCourriel,
  findIdentite,
  insertCompte,
  isPseudonymeTaken,
  saveIdentite
} from '../store/compte.store.ts'
import type { Expediteur } from './expediteur.ts'
import type { Faute } from './inscrire.ts'
import { digest, issueJeton, newJeton, readJeton, useJeton } from './jetons.ts'
import { allowMessage, type Provenance } from './limiter.ts'

/** The setting OIDC_FOURNISSEURS, as it was read. */
export interface ReglagesOidc {
  readonly OIDC_FOURNISSEURS: readonly {
    readonly nom: string
    readonly libelle: string
    readonly issuer: string
    readonly client_id: string
    readonly client_secret: string
    readonly scopes: string
    readonly parametres: Readonly<Record<string, string>>
  }[]
}

type Fournisseur = ReglagesOidc['OIDC_FOURNISSEURS'][number]

export const listServices = ({ OIDC_FOURNISSEURS }: ReglagesOidc) =>
  OIDC_FOURNISSEURS.map(({ nom, libelle, issuer }) => ({ nom, libelle, emetteur: issuer }))

const findFournisseur = ({ OIDC_FOURNISSEURS }: ReglagesOidc, nom: string): Fournisseur | undefined =>
  OIDC_FOURNISSEURS.find((f) => f.nom === nom)

export interface Depart {
  /** Where the person goes. */
  readonly adresse: string
  /** For this browser's cookie: the answer is expected in it alone. */
  readonly etape: string
}

/** Sends somebody to a provider: authorisation code, PKCE, state and nonce. */
export async function partir(
  db: Db,
  nom: string,
  demande: { readonly suite: string; readonly partage: boolean; readonly lier: string | null },
  reglages: ReglagesOidc,
  site: string,
  now: Date
): Promise<Depart | undefined> {
  const fournisseur = findFournisseur(reglages, nom)
  if (!fournisseur) return undefined
  const config = await discover(fournisseur)
  const verificateur = client.randomPKCECodeVerifier()
  const nonce = client.randomNonce()
  const etape = newJeton()
  const state = await transaction(db, (trx) =>
    issueJeton(
      trx,
      'oidc',
      { compteId: null, donnees: { fournisseur: nom, nonce, verificateur, navigateur: digest(etape), ...demande } },
      now
    )
  )
  const adresse = client.buildAuthorizationUrl(config, {
    ...fournisseur.parametres,
    redirect_uri: redirectTo(site, nom),
    scope: fournisseur.scopes,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verificateur),
    code_challenge_method: 'S256'
  })
  return { adresse: adresse.href, etape }
}

export type Retour =
  | { readonly genre: 'entre'; readonly compteId: string; readonly suite: string; readonly partage: boolean }
  | { readonly genre: 'relie' | 'deja-relie' }
  /** An account has this address: its mailbox was asked. */
  | { readonly genre: 'ecrit'; readonly etape: string }
  /** Nobody here has this identity nor this address: a pseudonym and a mailbox are missing. */
  | { readonly genre: 'premiere-fois'; readonly etape: string }
  | { readonly genre: 'attendre'; readonly jusqua: Date }
  | { readonly genre: 'refuse' }

/** Somebody comes back from a provider. `recherche` is the query as it arrived. */
export async function revenir(
  db: Db,
  retour: {
    readonly nom: string
    readonly recherche: string
    readonly etape: string | undefined
    readonly compteId: string | undefined
  },
  reglages: ReglagesOidc,
  provenance: Provenance,
  expediteur: Expediteur,
  now: Date
): Promise<Retour> {
  const { nom, recherche, etape, compteId } = retour
  const state = new URLSearchParams(recherche).get('state') ?? ''
  const attendu = await transaction(db, (trx) => useJeton(trx, 'oidc', state, now))
  const fournisseur = findFournisseur(reglages, nom)
  // Another browser's answer, or another provider's: somebody tries to have us sign in as them (login CSRF, mix-up).
  if (
    !attendu ||
    !fournisseur ||
    !etape ||
    attendu.donnees.navigateur !== digest(etape) ||
    attendu.donnees.fournisseur !== nom
  )
    return { genre: 'refuse' }
  const { nonce, verificateur, suite, partage, lier } = attendu.donnees
  const identite = await askIdentity(fournisseur, `${redirectTo(expediteur.site, nom)}${recherche}`, {
    pkceCodeVerifier: verificateur,
    expectedState: state,
    expectedNonce: nonce
  })
  if (!identite) return { genre: 'refuse' }
  const { sujet } = identite
  const emetteur = fournisseur.issuer
  const connu = await findIdentite(db, emetteur, sujet)
  if (lier) {
    // Linking goes to the account that asked for it, if it is still the one in this browser.
    if (lier !== compteId || connu) return { genre: connu === lier ? 'relie' : connu ? 'deja-relie' : 'refuse' }
    const relie = await transaction(db, (trx) => saveIdentite(trx, { emetteur, sujet, compteId: lier }, now))
    return { genre: relie ? 'relie' : 'deja-relie' }
  }
  if (connu) return { genre: 'entre', compteId: connu, suite, partage }

  const courriel = parseCourriel(identite.courriel ?? '') ?? ''
  const compte = courriel ? await findCompteByCourriel(db, courriel) : undefined
  const neuve = newJeton()
  if (compte) {
    const jusqua = await allowMessage(db, courriel, provenance, now)
    if (jusqua) return { genre: 'attendre', jusqua }
    // What a provider says of an address is not enough to open somebody's account: its mailbox says yes.
    await transaction(db, async (trx) => {
      const donnees = { emetteur, sujet, fournisseur: nom, navigateur: digest(neuve), creer: null, suite }
      const jeton = await issueJeton(trx, 'liaison', { compteId: compte.id, donnees }, now)
      await sendLiaison(trx, compte.courriel, fournisseur.libelle, false, jeton, expediteur, now)
    })
    return { genre: 'ecrit', etape: neuve }
  }
  const premiere = await transaction(db, (trx) =>
    issueJeton(
      trx,
      'premiere-fois',
      { compteId: null, donnees: { emetteur, sujet, fournisseur: nom, courriel, suite, partage } },
      now
    )
  )
  return { genre: 'premiere-fois', etape: premiere }
}

export async function lirePremiereFois(db: Db, etape: string | undefined, reglages: ReglagesOidc, now: Date) {
  const trouve = await readJeton(db, 'premiere-fois', etape, now)
  const fournisseur = trouve && findFournisseur(reglages, trouve.donnees.fournisseur)
  return fournisseur && { courriel: trouve.donnees.courriel, libelle: fournisseur.libelle }
}

/** A pseudonym and an address for an identity that nobody knows yet: the mailbox is asked before anything exists. */
export async function demanderCompte(
  db: Db,
  saisie: { readonly etape: string | undefined; readonly courriel: string; readonly pseudonyme: string },
  reglages: ReglagesOidc,
  provenance: Provenance,
  expediteur: Expediteur,
  now: Date
): Promise<Result<{ etape: string }, 'perime' | { fautes: readonly Faute[] } | { jusqua: Date }>> {
  const trouve = await readJeton(db, 'premiere-fois', saisie.etape, now)
  const fournisseur = trouve && findFournisseur(reglages, trouve.donnees.fournisseur)
  if (!fournisseur) return refuse('perime')
  const courriel = parseCourriel(saisie.courriel)
  const pseudonyme = parsePseudonyme(saisie.pseudonyme)
  const fautes: Faute[] = []
  if (!courriel) fautes.push({ champ: 'courriel', message: 'Écrivez votre adresse en entier : prenom@exemple.fr.' })
  if (!pseudonyme.ok) fautes.push({ champ: 'pseudonyme', message: direPseudonyme(pseudonyme.error) })
  else if (await isPseudonymeTaken(db, pseudonyme.value))
    fautes.push({ champ: 'pseudonyme', message: direPseudonyme('pris') })
  if (!courriel || !pseudonyme.ok || fautes.length > 0) return refuse({ fautes })
  const jusqua = await allowMessage(db, courriel, provenance, now)
  if (jusqua) return refuse({ jusqua })

  const present = await findCompteByCourriel(db, courriel)
  const neuve = newJeton()
  await transaction(db, async (trx) => {
    const { emetteur, sujet, suite } = trouve.donnees
    const creer = present ? null : { courriel, pseudonyme: pseudonyme.value }
    const donnees = { emetteur, sujet, fournisseur: fournisseur.nom, navigateur: digest(neuve), creer, suite }
    const jeton = await issueJeton(trx, 'liaison', { compteId: present?.id ?? null, donnees }, now)
    await sendLiaison(trx, present?.courriel ?? courriel, fournisseur.libelle, !present, jeton, expediteur, now)
  })
  return ok({ etape: neuve })
}

/** What the link of the message would do: undefined when it can no longer serve. */
export async function lireLiaison(
  db: Db,
  jeton: string | undefined,
  etape: string | undefined,
  reglages: ReglagesOidc,
  now: Date
): Promise<{ libelle: string; nouveau: boolean; ailleurs: boolean } | undefined> {
  const trouve = await readJeton(db, 'liaison', jeton, now)
  const fournisseur = trouve && findFournisseur(reglages, trouve.donnees.fournisseur)
  return (
    fournisseur && {
      libelle: fournisseur.libelle,
      nouveau: trouve.donnees.creer !== null,
      ailleurs: !etape || digest(etape) !== trouve.donnees.navigateur
    }
  )
}

/** The mailbox agrees, in the browser that came back from the provider: whoever else clicks links nothing to anybody. */
export async function relier(
  db: Db,
  jeton: string,
  etape: string | undefined,
  { reseau, site }: Expediteur,
  now: Date
): Promise<{ compteId: string; suite: string } | undefined> {
  const lu = await readJeton(db, 'liaison', jeton, now)
  if (!lu || !etape || digest(etape) !== lu.donnees.navigateur) return undefined
  return transaction(db, async (trx) => {
    const trouve = await useJeton(trx, 'liaison', jeton, now)
    if (!trouve) return undefined
    const { emetteur, sujet, creer, suite } = trouve.donnees
    const compteId = trouve.compteId ?? randomUUID()
    if (creer) {
      // The pseudonym may have been taken while the message travelled: a number tells them apart, and can be changed.
      const libre = await freeName(trx, creer.pseudonyme)
      const pris = await insertCompte(trx, {
        id: compteId,
        courriel: creer.courriel,
        pseudonyme: libre,
        motDePasse: null,
        now
      })
      if (pris) return undefined
    }
    if (!(await saveIdentite(trx, { emetteur, sujet, compteId }, now))) return undefined
    if (!creer) {
      const compte = await findCompte(trx, compteId)
      if (compte)
        await envoyerCourriel(
          trx,
          courrielAlerte({ a: compte.courriel, reseau, evenement: 'identite', oubli: `${site}/mot-de-passe-oublie` }),
          now
        )
    }
    return { compteId, suite }
  })
}

/** A provider opens this account no more. Whoever has no password still has the link by mail. */
export async function detacher(db: Db, compte: Compte, nom: string, reglages: ReglagesOidc): Promise<void> {
  const fournisseur = findFournisseur(reglages, nom)
  if (fournisseur) await transaction(db, (trx) => deleteIdentite(trx, compte.id, fournisseur.issuer))
}

const redirectTo = (site: string, nom: string) => `${site}/connexion/retour/${nom}`

async function freeName(trx: Trx, pseudonyme: string): Promise<string> {
  for (let rang = 1; ; rang++) {
    const essai = rang === 1 ? pseudonyme : `${pseudonyme.slice(0, 36)} ${rang}`
    if (!(await isPseudonymeTaken(trx, essai))) return essai
  }
}

async function sendLiaison(
  trx: Trx,
  a: string,
  service: string,
  nouveau: boolean,
  jeton: string,
  { reseau, site }: Expediteur,
  now: Date
) {
  await envoyerCourriel(
    trx,
    courrielLiaison({ a, reseau, service, nouveau, lien: `${site}/connexion/relier/${jeton}` }),
    now
  )
}

const decouvertes = new Map<string, { readonly le: number; readonly config: Promise<client.Configuration> }>()
const DECOUVERTE_MS = 3_600_000

// A provider's description changes rarely; its keys are followed by the library.
function discover(fournisseur: Fournisseur): Promise<client.Configuration> {
  const cle = `${fournisseur.issuer} ${fournisseur.client_id}`
  const presente = decouvertes.get(cle)
  if (presente && performance.now() - presente.le < DECOUVERTE_MS) return presente.config
  const config = client.discovery(
    new URL(fournisseur.issuer),
    fournisseur.client_id,
    fournisseur.client_secret,
    undefined,
    // The settings take http for this very machine only.
    fournisseur.issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : undefined
  )
  decouvertes.set(cle, { le: performance.now(), config })
  config.catch(() => decouvertes.delete(cle))
  return config
}

async function askIdentity(
  fournisseur: Fournisseur,
  adresse: string,
  attendu: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string }
): Promise<{ sujet: string; courriel: string | undefined } | undefined> {
  try {
    const config = await discover(fournisseur)
    const jetons = await client.authorizationCodeGrant(config, new URL(adresse), attendu)
    const dit = jetons.claims()
    if (!dit) return undefined
    const courriel = typeof dit.email === 'string' ? dit.email : undefined
    if (courriel || !config.serverMetadata().userinfo_endpoint) return { sujet: dit.sub, courriel }
    const { email } = await client.fetchUserInfo(config, jetons.access_token, dit.sub)
    return { sujet: dit.sub, courriel: email }
  } catch {
    // Refused there, cancelled, forged or too late: the person can only try again.
    return undefined
  }
}
