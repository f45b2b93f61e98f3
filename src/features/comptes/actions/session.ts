import { randomUUID } from 'node:crypto'
import { type Acteur, ADMINISTRATEUR, VISITEUR } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { isJeton } from '../domain/jeton.ts'
import { exigeSecondFacteur } from '../domain/second-facteur.ts'
import { estAProlonger, finDeSession, finMaximale, secondFacteurTient } from '../domain/session.ts'
import { listAttributions } from '../store/attribution.store.ts'
import { saveAppareil } from '../store/compte.store.ts'
import {
  deleteSession,
  deleteSessionOf,
  extendSession,
  findSession,
  hasSecondFacteur,
  listSessions,
  type SessionTrouvee,
  saveSession
} from '../store/session.store.ts'
import { digest, newJeton } from './jetons.ts'

export interface Ouverture {
  readonly compteId: string
  /** A shared computer: a short session, and nothing that outlives the browser. */
  readonly partage: boolean
  /** A second factor was given just now. */
  readonly secondFacteur: boolean
  readonly navigateur: string
  /** The browser's present token, which this session replaces. */
  readonly remplace: string | undefined
  /** The device cookie that the browser already has. */
  readonly appareil: string | undefined
}

export interface SessionOuverte {
  readonly jeton: string
  /** When the cookie goes away; undefined: with the browser. */
  readonly cookieJusqua: Date | undefined
  readonly appareil: string | undefined
}

/** Opens a session: always a new token, so that nobody can have prepared it (session fixation). */
export async function openSessionOf(trx: Trx, ouverture: Ouverture, now: Date): Promise<SessionOuverte> {
  const { compteId, partage, secondFacteur, navigateur, remplace } = ouverture
  const jeton = newJeton()
  const debut = { ouverteLe: now, partage }
  if (remplace && isJeton(remplace)) await deleteSession(trx, digest(remplace))
  await saveSession(trx, {
    empreinte: digest(jeton),
    id: randomUUID(),
    compteId,
    ouverteLe: now,
    expireLe: finDeSession(debut, now),
    partage,
    secondFacteurLe: secondFacteur ? now : null,
    navigateur
  })
  if (partage) return { jeton, cookieJusqua: undefined, appareil: undefined }
  const appareil = ouverture.appareil && isJeton(ouverture.appareil) ? ouverture.appareil : newJeton()
  await saveAppareil(trx, digest(appareil), compteId, now)
  return { jeton, cookieJusqua: finMaximale(debut), appareil }
}

/** The same session with a second factor given just now, under a new token: rights grew, what was known of it no longer serves. */
export async function raiseSession(
  db: Db,
  jeton: string,
  ouverture: Pick<Ouverture, 'navigateur' | 'appareil'>,
  now: Date
): Promise<SessionOuverte | undefined> {
  const session = await findSession(db, digest(jeton), now)
  const compteId = session?.compte_id
  if (!session || !compteId) return undefined
  const neuve = { ...ouverture, compteId, partage: session.partage, secondFacteur: true, remplace: jeton }
  return transaction(db, (trx) => openSessionOf(trx, neuve, now))
}

/** Who holds this session token. Anything but a live session is a visitor. */
export async function findActeur(db: Db, jeton: string | undefined, now: Date): Promise<Acteur> {
  const session = await findSessionCourante(db, jeton, now)
  if (!session) return VISITEUR
  if (session.role === 'administrateur') return ADMINISTRATEUR
  const { compte_id: id, pseudonyme } = session
  if (!id || pseudonyme === null) return VISITEUR
  const secondFacteur = secondFacteurTient(session.second_facteur_le, now)
  const donnees = session.a_des_roles ? await listAttributions(db, id, now) : []
  // A role waits until the second factor that it demands is there: before, the others alone count.
  const attributions = secondFacteur ? donnees : donnees.filter(({ role }) => !exigeSecondFacteur([role]))
  const retenu = attributions.length < donnees.length
  return {
    attributions,
    nom: `compte:${id}`,
    compte: {
      id,
      pseudonyme,
      // An account exists only once its address has answered.
      confirme: true,
      secondFacteur,
      ...(retenu && { retenu: (await hasSecondFacteur(db, id)) ? 'verifier' : 'enroler' })
    }
  }
}

/** The session itself, prolonged by being used. */
export async function findSessionCourante(
  db: Db,
  jeton: string | undefined,
  now: Date
): Promise<SessionTrouvee | undefined> {
  if (!jeton || !isJeton(jeton)) return undefined
  const session = await findSession(db, digest(jeton), now)
  if (!session) return undefined
  const debut = { ouverteLe: session.ouverte_le, partage: session.partage }
  // The administration's link lasts its eight hours, used or not.
  if (session.compte_id && estAProlonger(debut, session.vue_le, now))
    await transaction(db, (trx) => extendSession(trx, session.empreinte, now, finDeSession(debut, now)))
  return session
}

export async function closeSession(db: Db, jeton: string | undefined): Promise<void> {
  if (!jeton || !isJeton(jeton)) return
  await transaction(db, (trx) => deleteSession(trx, digest(jeton)))
}

/** The sessions of an account, this one marked. */
export async function lireSessions(db: Db, compteId: string, jeton: string | undefined, now: Date) {
  const ici = jeton && digest(jeton)
  return (await listSessions(db, compteId, now)).map(({ empreinte, ...session }) => ({
    ...session,
    ici: empreinte === ici
  }))
}

export function fermerSession(db: Db, compteId: string, id: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return Promise.resolve(false)
  return transaction(db, (trx) => deleteSessionOf(trx, compteId, id))
}
