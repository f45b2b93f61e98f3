import { hash, verify } from '@node-rs/argon2'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { jugeMotDePasse, type MotDePasseRefuse } from '../domain/mot-de-passe.ts'
import { courrielAlerte } from '../mails/alerte.mail.tsx'
import { courrielReinitialisation } from '../mails/reinitialisation.mail.tsx'
import { type Compte, dropAppareils, findCompte, findCompteByCourriel, saveMotDePasse } from '../store/compte.store.ts'
import { dropJetons } from '../store/jeton.store.ts'
import { deleteSessions } from '../store/session.store.ts'
import type { Expediteur } from './expediteur.ts'
import { digest, issueJeton, newJeton, readJeton, useJeton } from './jetons.ts'
import { allowMessage, type Provenance } from './limiter.ts'

/** OWASP's first choice for argon2id (the library's own default variant): 19 MiB, two passes. About 25 ms here, and as much for whoever tries. */
const COUT = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashSecret = (secret: string): Promise<string> => hash(secret, COUT)

let leurre: Promise<string> | undefined

/**
 * True when it is this account's password. Without an account or without a password the same work is done on a decoy:
 * the time of the answer does not say whether an account exists.
 */
export async function verifySecret(empreinte: string | null | undefined, secret: string): Promise<boolean> {
  leurre ??= hashSecret(newJeton())
  const bon = await verify(empreinte ?? (await leurre), secret)
  return bon && empreinte !== null && empreinte !== undefined
}

/** A link to choose another password, if that address has an account: the answer is the same either way. */
export async function demanderReinitialisation(
  db: Db,
  courriel: string,
  provenance: Provenance,
  { reseau, site }: Expediteur,
  now: Date
): Promise<Result<undefined, { jusqua: Date }>> {
  const attendre = await allowMessage(db, courriel, provenance, now)
  if (attendre) return refuse({ jusqua: attendre })
  const compte = await findCompteByCourriel(db, courriel)
  await transaction(db, async (trx) => {
    if (compte) await dropJetons(trx, compte.id, ['reinitialisation'])
    // Without an account, a token that opens nothing: the same work.
    const jeton = await issueJeton(trx, 'reinitialisation', { compteId: compte?.id ?? null, donnees: {} }, now)
    if (compte)
      await envoyerCourriel(
        trx,
        courrielReinitialisation({ a: compte.courriel, reseau, lien: `${site}/mot-de-passe-oublie/${jeton}` }),
        now
      )
  })
  return ok(undefined)
}

/** Whose password a link may change, or undefined when it can no longer serve. */
export async function findReinitialisation(db: Db, jeton: string | undefined, now: Date): Promise<Compte | undefined> {
  const trouve = await readJeton(db, 'reinitialisation', jeton, now)
  return trouve?.compteId ? findCompte(db, trouve.compteId) : undefined
}

/** Chooses another password by the link: every session is closed, every browser is a stranger again. */
export async function reinitialiser(
  db: Db,
  jeton: string,
  motDePasse: string,
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, 'lien-refuse' | MotDePasseRefuse>> {
  const compte = await findReinitialisation(db, jeton, now)
  if (!compte) return refuse('lien-refuse')
  const faute = jugeMotDePasse(motDePasse, compte)
  if (faute) return refuse(faute)
  const empreinte = await hashSecret(motDePasse)
  return transaction(db, async (trx) => {
    const pris = await useJeton(trx, 'reinitialisation', jeton, now)
    if (pris?.compteId !== compte.id) return refuse('lien-refuse' as const)
    await saveMotDePasse(trx, compte.id, empreinte, now)
    await deleteSessions(trx, compte.id)
    await dropJetons(trx, compte.id)
    await dropAppareils(trx, compte.id)
    await envoyerCourriel(trx, alerte(compte, expediteur), now)
    return ok(undefined)
  })
}

/** Changes the password of somebody who knows the present one. The other sessions are closed. */
export async function changerMotDePasse(
  db: Db,
  {
    compte,
    actuel,
    nouveau,
    session
  }: { compte: Compte; actuel: string; nouveau: string; session: string | undefined },
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, 'actuel-faux' | MotDePasseRefuse>> {
  const faute = jugeMotDePasse(nouveau, compte)
  if (faute) return refuse(faute)
  if (compte.mot_de_passe && !(await verifySecret(compte.mot_de_passe, actuel))) return refuse('actuel-faux')
  const empreinte = await hashSecret(nouveau)
  await transaction(db, async (trx) => {
    await saveMotDePasse(trx, compte.id, empreinte, now)
    await deleteSessions(trx, compte.id, session && digest(session))
    await dropJetons(trx, compte.id, ['reinitialisation', 'connexion', 'second-facteur'])
    await envoyerCourriel(trx, alerte(compte, expediteur), now)
  })
  return ok(undefined)
}

const alerte = (compte: Compte, { reseau, site }: Expediteur) =>
  courrielAlerte({
    a: compte.courriel,
    reseau,
    evenement: 'mot-de-passe',
    oubli: `${site}/mot-de-passe-oublie`
  })
