import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { exigeSecondFacteur } from '../domain/second-facteur.ts'
import { courrielLienConnexion } from '../mails/lien-connexion.mail.tsx'
import { type Compte, findCompte, findCompteByCourriel } from '../store/compte.store.ts'
import { findTotp, listPasskeys } from '../store/second-facteur.store.ts'
import type { Expediteur } from './expediteur.ts'
import { issueJeton, readJeton, useJeton } from './jetons.ts'
import { allowMessage, countConnexion, type Provenance } from './limiter.ts'
import { verifySecret } from './mot-de-passe.ts'
import { type Ouverture, openSessionOf, type SessionOuverte } from './session.ts'

/** The account of this address and password. Which of the two is wrong is not said. */
export async function verifierMotDePasse(
  db: Db,
  { courriel, motDePasse }: { readonly courriel: string; readonly motDePasse: string },
  provenance: Provenance,
  now: Date
): Promise<Result<string, { raison: 'inconnu' } | { raison: 'attendre'; jusqua: Date }>> {
  // Longer than any address or password: not worth a digest.
  if (courriel.length > 254 || motDePasse.length > 1_000) return refuse({ raison: 'inconnu' })
  const compte = await findCompteByCourriel(db, courriel)
  const compteur = await countConnexion(db, courriel, provenance, now)
  if ('jusqua' in compteur) return refuse({ raison: 'attendre', jusqua: compteur.jusqua })
  const bon = await verifySecret(compte?.mot_de_passe, motDePasse)
  if (!bon || compte?.etat !== 'actif') return refuse({ raison: 'inconnu' })
  await compteur.essai.reussi()
  return ok(compte.id)
}

/** Sends a link that signs in, if that address has an account: the answer is the same either way. */
export async function demanderLien(
  db: Db,
  { courriel, suite }: { readonly courriel: string; readonly suite: string },
  provenance: Provenance,
  { reseau, site }: Expediteur,
  now: Date
): Promise<Result<undefined, { jusqua: Date }>> {
  const jusqua = await allowMessage(db, courriel, provenance, now)
  if (jusqua) return refuse({ jusqua })
  const compte = await findCompteByCourriel(db, courriel)
  await transaction(db, async (trx) => {
    const jeton = await issueJeton(trx, 'connexion', { compteId: compte?.id ?? null, donnees: { suite } }, now)
    if (compte?.etat === 'actif')
      await envoyerCourriel(
        trx,
        courrielLienConnexion({ a: compte.courriel, reseau, lien: `${site}/connexion/lien/${jeton}` }),
        now
      )
  })
  return ok(undefined)
}

export async function estLienValable(db: Db, jeton: string | undefined, now: Date): Promise<boolean> {
  const trouve = await readJeton(db, 'connexion', jeton, now)
  return trouve?.compteId !== null && trouve !== undefined
}

export async function utiliserLien(
  db: Db,
  jeton: string,
  now: Date
): Promise<{ compteId: string; suite: string } | undefined> {
  const trouve = await transaction(db, (trx) => useJeton(trx, 'connexion', jeton, now))
  return trouve?.compteId ? { compteId: trouve.compteId, suite: trouve.donnees.suite } : undefined
}

/** What a person must still give after a first factor. */
async function facteursDe(db: Db, compte: Compte): Promise<{ totp: boolean; cle: boolean; demande: boolean }> {
  const [totp, cles] = await Promise.all([findTotp(db, compte.id), listPasskeys(db, compte.id)])
  const actif = totp?.actif_le != null
  const cle = cles.length > 0
  // A key alone serves to enter without a password: only a role that demands two factors makes it the second one.
  return { totp: actif, cle, demande: actif || (cle && exigeSecondFacteur(compte.role ? [compte.role] : [])) }
}

export type EntreeOuverte = { readonly session: SessionOuverte } | { readonly second: string }

/** After a first factor: the session, or the token of the step that remains. Undefined when the account is closed to all. */
export async function entrer(
  db: Db,
  ouverture: Omit<Ouverture, 'secondFacteur'> & { readonly suite: string },
  now: Date
): Promise<EntreeOuverte | undefined> {
  const { compteId, partage, suite } = ouverture
  const compte = await findCompte(db, compteId)
  if (compte?.etat !== 'actif') return undefined
  const { demande } = await facteursDe(db, compte)
  return transaction(db, async (trx) =>
    demande
      ? { second: await issueJeton(trx, 'second-facteur', { compteId, donnees: { partage, suite } }, now) }
      : { session: await openSessionOf(trx, { ...ouverture, secondFacteur: false }, now) }
  )
}

/** What the step of the second factor is about: whose, and where it leads. */
export async function lireEtape(db: Db, etape: string | undefined, now: Date) {
  const trouve = await readJeton(db, 'second-facteur', etape, now)
  const compte = trouve?.compteId ? await findCompte(db, trouve.compteId) : undefined
  return trouve && compte?.etat === 'actif'
    ? { compte, ...trouve.donnees, facteurs: await facteursDe(db, compte) }
    : undefined
}

/** Ends the step: the second factor was right. Undefined when the step was ended meanwhile. */
export async function finirEtape(
  db: Db,
  etape: string,
  ouverture: Pick<Ouverture, 'navigateur' | 'appareil' | 'remplace'>,
  now: Date
): Promise<{ session: SessionOuverte; suite: string } | undefined> {
  return transaction(db, async (trx) => {
    const trouve = await useJeton(trx, 'second-facteur', etape, now)
    if (!trouve?.compteId) return undefined
    const { partage, suite } = trouve.donnees
    const session = await openSessionOf(
      trx,
      { ...ouverture, compteId: trouve.compteId, partage, secondFacteur: true },
      now
    )
    return { session, suite }
  })
}

/** Opens a session by a key: possession and a gesture, two factors at once. */
export async function entrerParCle(
  db: Db,
  ouverture: Omit<Ouverture, 'secondFacteur'>,
  now: Date
): Promise<SessionOuverte | undefined> {
  const compte = await findCompte(db, ouverture.compteId)
  if (compte?.etat !== 'actif') return undefined
  return transaction(db, (trx) => openSessionOf(trx, { ...ouverture, secondFacteur: true }, now))
}
