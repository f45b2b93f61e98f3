import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { courrielFermeture } from '../mails/fermeture.mail.tsx'
import { type Compte, findCompte } from '../store/compte.store.ts'
import { dropJetons } from '../store/jeton.store.ts'
import type { Expediteur } from './expediteur.ts'
import { digest, issueJeton, readJeton, useJeton } from './jetons.ts'
import { countSession } from './limiter.ts'
import { verifySecret } from './mot-de-passe.ts'

type Parties = readonly DonneesPersonnelles[]

/* ── To carry away ─────────────────────────────────────────────────────────────────────────────────────────────── */

/** A link to one's own data, for this session alone. */
export function preparerExport(db: Db, compteId: string, session: string, now: Date): Promise<string> {
  return transaction(db, async (trx) => {
    await dropJetons(trx, compteId, ['export'])
    return issueJeton(trx, 'export', { compteId, donnees: { session: digest(session) } }, now)
  })
}

/** Uses the link up. False for another session, another account, a link that served or that is too old. */
export async function ouvrirExport(
  db: Db,
  jeton: string,
  { compteId, session }: { readonly compteId: string; readonly session: string },
  now: Date
): Promise<boolean> {
  const lu = await readJeton(db, 'export', jeton, now)
  // Looked at first: somebody else's try must not use the link up.
  if (!lu || lu.compteId !== compteId || lu.donnees.session !== digest(session)) return false
  return (await transaction(db, (trx) => useJeton(trx, 'export', jeton, now))) !== undefined
}

/** The whole file, part by part: no more than one part is held at a time. */
export async function* ecrireExport(db: Db, compteId: string, parties: Parties, now: Date): AsyncGenerator<string> {
  yield `{\n"exporte_le": ${JSON.stringify(now)}`
  for (const { nom, exporter } of parties)
    yield `,\n${JSON.stringify(nom)}: ${JSON.stringify((await exporter(db, compteId)) ?? null, null, 2)}`
  yield '\n}\n'
}

/* ── To close ──────────────────────────────────────────────────────────────────────────────────────────────────── */

export interface ATransmettre {
  readonly libelle: string
  readonly href: string
}

/** What somebody else must take over before the account may close. */
export async function listATransmettre(db: Db, compteId: string, parties: Parties): Promise<readonly ATransmettre[]> {
  return (await Promise.all(parties.map((partie) => partie.aTransmettre?.(db, compteId) ?? []))).flat()
}

type FermetureRefusee = 'mot-de-passe-faux' | 'lien-refuse' | { readonly aTransmettre: readonly ATransmettre[] }

/** Closes by the password. Tries are counted: the page must not become a place to guess it. */
export async function fermerParMotDePasse(
  db: Db,
  compte: Compte,
  motDePasse: string,
  parties: Parties,
  now: Date
): Promise<Result<undefined, FermetureRefusee | { readonly jusqua: Date }>> {
  const jusqua = await countSession(db, compte.id, now)
  if (jusqua) return refuse({ jusqua })
  if (!compte.mot_de_passe || !(await verifySecret(compte.mot_de_passe, motDePasse))) return refuse('mot-de-passe-faux')
  return transaction(db, (trx) => erase(trx, compte, parties, now))
}

/** Sends the link that closes the account of somebody who has no password. */
export async function demanderFermeture(
  db: Db,
  compte: Compte,
  { reseau, site }: Expediteur,
  now: Date
): Promise<Date | undefined> {
  const jusqua = await countSession(db, compte.id, now)
  if (jusqua) return jusqua
  await transaction(db, async (trx) => {
    await dropJetons(trx, compte.id, ['fermeture'])
    const jeton = await issueJeton(trx, 'fermeture', { compteId: compte.id, donnees: {} }, now)
    await envoyerCourriel(
      trx,
      courrielFermeture({ a: compte.courriel, reseau, lien: `${site}/compte/resilier/${jeton}` }),
      now
    )
  })
  return undefined
}

export async function estFermetureValable(db: Db, compte: Compte, jeton: string, now: Date): Promise<boolean> {
  return (await readJeton(db, 'fermeture', jeton, now))?.compteId === compte.id
}

/** Closes by the link, in the person's own session. */
export async function fermerParLien(
  db: Db,
  compte: Compte,
  jeton: string,
  parties: Parties,
  now: Date
): Promise<Result<undefined, FermetureRefusee>> {
  if (!(await estFermetureValable(db, compte, jeton, now))) return refuse('lien-refuse')
  return transaction(db, async (trx) => {
    const aTransmettre = await listATransmettre(trx, compte.id, parties)
    if (aTransmettre.length > 0) return refuse({ aTransmettre })
    if (!(await useJeton(trx, 'fermeture', jeton, now))) return refuse('lien-refuse' as const)
    return erase(trx, compte, parties, now)
  })
}

// All of it or nothing: an account half erased would be nobody's.
async function erase(
  trx: Trx,
  { id }: Compte,
  parties: Parties,
  now: Date
): Promise<Result<undefined, FermetureRefusee>> {
  if (!(await findCompte(trx, id))) return refuse('lien-refuse')
  const aTransmettre = await listATransmettre(trx, id, parties)
  if (aTransmettre.length > 0) return refuse({ aTransmettre })
  for (const { effacer } of parties) await effacer(trx, id, now)
  await consigner(
    trx,
    { reseau: 'national', genre: 'compte.fermeture', acteur: `compte:${id}`, objet: `compte:${id}`, contenu: {} },
    now
  )
  return ok(undefined)
}
