import { randomBytes, randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { ecrireCodeSecours, parseCodeSecours, parseCodeTotp } from '../domain/second-facteur.ts'
import { type Alerte, courrielAlerte } from '../mails/alerte.mail.tsx'
import type { Compte } from '../store/compte.store.ts'
import {
  activateTotp,
  deleteTotp,
  findTotp,
  listCodes,
  replaceCodes,
  saveTotp,
  useCode,
  useCompteur
} from '../store/second-facteur.store.ts'
import { decrypt, encrypt, type ReglagesDeCle } from './chiffre.ts'
import type { Expediteur } from './expediteur.ts'
import { countCode } from './limiter.ts'
import { hashSecret, verifySecret } from './mot-de-passe.ts'

const PERIODE_S = 30
const CODES_DE_SECOURS = 10

const totpOf = (secret: Uint8Array, courriel: string, reseau: string) =>
  new TOTP({
    issuer: reseau,
    label: courriel,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    period: PERIODE_S
  })

/** What an application must be told: as a QR code, and as letters to copy. */
export interface SecretAEnroler {
  readonly uri: string
  readonly lettres: string
}

/** A new secret that waits for its first code, or the one that waits already. Undefined when one is in use. */
export async function preparerTotp(
  db: Db,
  compte: Compte,
  { reseau, reglages }: { readonly reseau: string; readonly reglages: ReglagesDeCle },
  now: Date
): Promise<SecretAEnroler | undefined> {
  const present = await findTotp(db, compte.id)
  if (present?.actif_le) return undefined
  // Shown again as it was: a page reloaded after the code was read must not have changed the secret.
  let secret = present && decrypt(present.secret, compte.id, reglages)
  if (!secret) {
    secret = randomBytes(20)
    const chiffre = encrypt(secret, compte.id, reglages)
    await transaction(db, (trx) => saveTotp(trx, compte.id, chiffre, now))
  }
  const totp = totpOf(secret, compte.courriel, reseau)
  return { uri: totp.toString(), lettres: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') }
}

type CodeRefuse = { readonly raison: 'faux' } | { readonly raison: 'attendre'; readonly jusqua: Date }

/** Activates the second factor by its first code, and gives the recovery codes, once. */
export async function activerTotp(
  db: Db,
  compte: Compte,
  saisie: string,
  reglages: ReglagesDeCle,
  expediteur: Expediteur,
  now: Date
): Promise<Result<readonly string[], CodeRefuse>> {
  const lu = await checkTotp(db, compte, saisie, reglages, now)
  if (!lu.ok) return lu
  const codes = await newCodes()
  await transaction(db, async (trx) => {
    await activateTotp(trx, compte.id, now)
    await replaceCodes(trx, compte.id, codes.empreintes)
    await envoyerCourriel(trx, alerte(compte, expediteur, 'second-facteur'), now)
  })
  return ok(codes.clairs)
}

export async function retirerTotp(db: Db, compte: Compte, expediteur: Expediteur, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    await deleteTotp(trx, compte.id)
    await replaceCodes(trx, compte.id, [])
    await envoyerCourriel(trx, alerte(compte, expediteur, 'second-facteur-retire'), now)
  })
}

/** New recovery codes in place of the old ones: shown once. */
export async function renouvelerCodes(
  db: Db,
  compte: Compte,
  expediteur: Expediteur,
  now: Date
): Promise<readonly string[]> {
  const codes = await newCodes()
  await transaction(db, async (trx) => {
    await replaceCodes(trx, compte.id, codes.empreintes)
    await envoyerCourriel(trx, alerte(compte, expediteur, 'codes'), now)
  })
  return codes.clairs
}

/** A code of the application, or one of the recovery codes. Each serves once. */
export async function verifierSecondFacteur(
  db: Db,
  compte: Compte,
  saisie: string,
  reglages: ReglagesDeCle,
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, CodeRefuse>> {
  const secours = parseCodeTotp(saisie) ? undefined : parseCodeSecours(saisie)
  if (!secours) return checkTotp(db, compte, saisie, reglages, now)
  const compteur = await countCode(db, compte.id, now)
  if ('jusqua' in compteur) return refuse({ raison: 'attendre', jusqua: compteur.jusqua })
  const codes = await listCodes(db, compte.id)
  const bons = await Promise.all(
    codes.map(async (code) => ((await verifySecret(code.empreinte, secours)) ? [code] : []))
  )
  const [bon] = bons.flat()
  if (!bon) return refuse({ raison: 'faux' })
  const pris = await transaction(db, async (trx) => {
    if (!(await useCode(trx, bon.id))) return false
    await envoyerCourriel(trx, alerte(compte, expediteur, 'code-utilise'), now)
    return true
  })
  if (!pris) return refuse({ raison: 'faux' })
  await compteur.essai.reussi()
  return ok(undefined)
}

export const countCodes = async (db: Db, compteId: string): Promise<number> => (await listCodes(db, compteId)).length

// The code of now, of the half minute before, of the one after: clocks of telephones drift.
async function checkTotp(
  db: Db,
  compte: Compte,
  saisie: string,
  reglages: ReglagesDeCle,
  now: Date
): Promise<Result<undefined, CodeRefuse>> {
  const compteur = await countCode(db, compte.id, now)
  if ('jusqua' in compteur) return refuse({ raison: 'attendre', jusqua: compteur.jusqua })
  const code = parseCodeTotp(saisie)
  const totp = await findTotp(db, compte.id)
  const secret = totp && decrypt(totp.secret, compte.id, reglages)
  if (!code || !secret) return refuse({ raison: 'faux' })
  const ecart = totpOf(secret, '', '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  if (ecart === null) return refuse({ raison: 'faux' })
  const rang = TOTP.counter({ period: PERIODE_S, timestamp: now.getTime() }) + ecart
  if (!(await transaction(db, (trx) => useCompteur(trx, compte.id, rang)))) return refuse({ raison: 'faux' })
  await compteur.essai.reussi()
  return ok(undefined)
}

async function newCodes() {
  const clairs = Array.from({ length: CODES_DE_SECOURS }, () => ecrireCodeSecours(randomBytes(10)))
  const empreintes = await Promise.all(
    clairs.map(async (clair) => ({ id: randomUUID(), empreinte: await hashSecret(clair.replace('-', '')) }))
  )
  return { clairs, empreintes }
}

function alerte(compte: Compte, { reseau, site }: Expediteur, evenement: Alerte) {
  return courrielAlerte({ a: compte.courriel, reseau, evenement, oubli: `${site}/mot-de-passe-oublie` })
}
