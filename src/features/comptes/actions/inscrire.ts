import { randomUUID } from 'node:crypto'
import { parseCourriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { direMotDePasse, jugeMotDePasse } from '../domain/mot-de-passe.ts'
import { direPseudonyme, parsePseudonyme } from '../domain/pseudonyme.ts'
import { courrielConfirmation } from '../mails/confirmation.mail.tsx'
import { courrielDejaUnCompte } from '../mails/deja-un-compte.mail.tsx'
import { findCompteByCourriel, insertCompte, isPseudonymeTaken } from '../store/compte.store.ts'
import type { Expediteur } from './expediteur.ts'
import { digest, issueJeton, newJeton, readJeton, useJeton } from './jetons.ts'
import { allowMessage, type Provenance } from './limiter.ts'
import { hashSecret, verifySecret } from './mot-de-passe.ts'

export interface Faute {
  readonly champ: string
  readonly message: string
}

const ADRESSE_FAUSSE: Faute = {
  champ: 'courriel',
  message: 'Cette adresse électronique n’est pas complète. Exemple : prenom@exemple.fr.'
}

/**
 * A sign-up: nothing exists until the address answers. The answer is the same when the address already has an account,
 * and its owner alone is told.
 * @returns the token for this browser's cookie: here, the button of the message is enough
 */
export async function inscrire(
  db: Db,
  saisie: {
    readonly courriel: string
    readonly pseudonyme: string
    readonly motDePasse: string
    readonly suite: string
    /** What the confirmation will finish, in a sentence. */
    readonly attend?: string | undefined
  },
  provenance: Provenance,
  { reseau, site }: Expediteur,
  now: Date
): Promise<Result<{ navigateur: string }, { fautes: readonly Faute[] } | { jusqua: Date }>> {
  const courriel = parseCourriel(saisie.courriel)
  const pseudonyme = parsePseudonyme(saisie.pseudonyme)
  const juge = jugeMotDePasse(saisie.motDePasse, { courriel: saisie.courriel, pseudonyme: saisie.pseudonyme })
  const fautes: Faute[] = []
  if (!courriel) fautes.push(ADRESSE_FAUSSE)
  if (!pseudonyme.ok) fautes.push({ champ: 'pseudonyme', message: direPseudonyme(pseudonyme.error) })
  else if (await isPseudonymeTaken(db, pseudonyme.value))
    fautes.push({ champ: 'pseudonyme', message: direPseudonyme('pris') })
  if (juge) fautes.push({ champ: 'mot_de_passe', message: direMotDePasse(juge) })
  if (!courriel || !pseudonyme.ok || fautes.length > 0) return refuse({ fautes })

  const jusqua = await allowMessage(db, courriel, provenance, now)
  if (jusqua) return refuse({ jusqua })

  const navigateur = newJeton()
  // Before looking for an account: both cases cost the same.
  const motDePasse = await hashSecret(saisie.motDePasse)
  const present = await findCompteByCourriel(db, courriel)
  await transaction(db, async (trx) => {
    const jeton = await issueJeton(
      trx,
      'confirmation',
      {
        compteId: null,
        donnees: {
          courriel,
          pseudonyme: pseudonyme.value,
          motDePasse,
          navigateur: digest(navigateur),
          suite: saisie.suite,
          ...(saisie.attend !== undefined && { attend: now.toISOString() })
        }
      },
      now
    )
    await envoyerCourriel(
      trx,
      present
        ? courrielDejaUnCompte({
            a: present.courriel,
            reseau,
            connexion: `${site}/connexion`,
            oubli: `${site}/mot-de-passe-oublie`
          })
        : courrielConfirmation({
            a: courriel,
            reseau,
            pseudonyme: pseudonyme.value,
            attend: saisie.attend,
            lien: `${site}/confirmation/${jeton}`
          }),
      now
    )
  })
  return ok({ navigateur })
}

export interface AConfirmer {
  readonly courriel: string
  readonly pseudonyme: string
  /** Opened elsewhere than where one signed up: the password must be typed again. */
  readonly ailleurs: boolean
  /** Somebody took that pseudonym meanwhile. */
  readonly pseudonymePris: boolean
}

/** What the link of the message would do, without doing it. */
export async function lireConfirmation(
  db: Db,
  jeton: string | undefined,
  navigateur: string | undefined,
  now: Date
): Promise<AConfirmer | undefined> {
  const trouve = await readJeton(db, 'confirmation', jeton, now)
  if (!trouve) return undefined
  const { courriel, pseudonyme } = trouve.donnees
  return {
    courriel,
    pseudonyme,
    ailleurs: !navigateur || digest(navigateur) !== trouve.donnees.navigateur,
    pseudonymePris: await isPseudonymeTaken(db, pseudonyme)
  }
}

/**
 * Opens the account. From another browser the password is asked again: whoever signed up with somebody else's address,
 * hoping that they would click, has an account that nobody opens.
 */
export async function confirmer(
  db: Db,
  saisie: { readonly jeton: string; readonly motDePasse: string; readonly pseudonyme: string },
  navigateur: string | undefined,
  now: Date
): Promise<Result<{ compteId: string; suite: string; attend: Date | undefined }, 'lien-refuse' | readonly Faute[]>> {
  const trouve = await readJeton(db, 'confirmation', saisie.jeton, now)
  const aConfirmer = await lireConfirmation(db, saisie.jeton, navigateur, now)
  if (!trouve || !aConfirmer) return refuse('lien-refuse')
  if (aConfirmer.ailleurs && !(await verifySecret(trouve.donnees.motDePasse, saisie.motDePasse)))
    return refuse([
      { champ: 'mot_de_passe', message: 'Ce n’est pas le mot de passe choisi à l’inscription. Réessayez.' }
    ])
  let { pseudonyme } = trouve.donnees
  if (aConfirmer.pseudonymePris) {
    const autre = parsePseudonyme(saisie.pseudonyme)
    if (!autre.ok) return refuse([{ champ: 'pseudonyme', message: direPseudonyme(autre.error) }])
    pseudonyme = autre.value
  }
  return transaction(db, async (trx) => {
    const id = randomUUID()
    const { courriel, motDePasse, suite, attend } = trouve.donnees
    const pris = await insertCompte(trx, { id, courriel, pseudonyme, motDePasse, now })
    // The token stays: another pseudonym, and it serves.
    if (pris === 'pseudonyme') return refuse([{ champ: 'pseudonyme', message: direPseudonyme('pris') }])
    if (!(await useJeton(trx, 'confirmation', saisie.jeton, now))) throw new JetonDejaPris()
    if (pris === 'courriel') return refuse('lien-refuse' as const)
    return ok({ compteId: id, suite, attend: attend === undefined ? undefined : new Date(attend) })
  }).catch((erreur) => {
    if (erreur instanceof JetonDejaPris) return refuse('lien-refuse' as const)
    throw erreur
  })
}

/** Undoes the transaction of who came second. */
class JetonDejaPris extends Error {}
