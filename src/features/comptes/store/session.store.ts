import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesComptes } from './tables.ts'

export async function saveLien(trx: Trx, lien: { empreinte: string; creeLe: Date; expireLe: Date }): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .insertInto('lien_administration')
    .values({ empreinte: lien.empreinte, cree_le: lien.creeLe, expire_le: lien.expireLe, utilise_le: null })
    .execute()
}

/** Marks the link as used, in one statement: of two simultaneous uses, one gets true. */
export async function useLien(trx: Trx, empreinte: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .updateTable('lien_administration')
    .set({ utilise_le: now })
    .where('empreinte', '=', empreinte)
    .where('utilise_le', 'is', null)
    .where('expire_le', '>', now)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export interface NouvelleSession {
  readonly empreinte: string
  readonly id: string
  /** An account's session, or the administration's own link. */
  readonly compteId: string | null
  readonly ouverteLe: Date
  readonly expireLe: Date
  readonly partage: boolean
  readonly secondFacteurLe: Date | null
  readonly navigateur: string
}

export async function saveSession(trx: Trx, session: NouvelleSession): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  await t.deleteFrom('session').where('expire_le', '<=', session.ouverteLe).execute()
  await t
    .insertInto('session')
    .values({
      empreinte: session.empreinte,
      id: session.id,
      role: session.compteId ? null : 'administrateur',
      compte_id: session.compteId,
      ouverte_le: session.ouverteLe,
      expire_le: session.expireLe,
      vue_le: session.ouverteLe,
      partage: session.partage,
      second_facteur_le: session.secondFacteurLe,
      navigateur: session.navigateur
    })
    .execute()
}

export interface SessionTrouvee {
  readonly id: string
  readonly empreinte: string
  readonly role: 'administrateur' | null
  readonly compte_id: string | null
  readonly ouverte_le: Date
  readonly vue_le: Date
  readonly partage: boolean
  readonly second_facteur_le: Date | null
  readonly pseudonyme: string | null
  /** Some role was given, in force or not: without any, nobody looks for them. */
  readonly a_des_roles: boolean
}

/** A live session with whose it is. An account that was suspended has none. Read with every request: as little as can be. */
export async function findSession(db: Db, empreinte: string, now: Date): Promise<SessionTrouvee | undefined> {
  const { rows } = await sql<SessionTrouvee>`
    select s.id, s.empreinte, s.role, s.compte_id, s.ouverte_le, s.vue_le, s.partage, s.second_facteur_le, c.pseudonyme,
      exists (select from attribution a where a.compte_id = s.compte_id and a.retiree_le is null) as a_des_roles
    from session s left join compte c on c.id = s.compte_id
    where s.empreinte = ${empreinte} and s.expire_le > ${now} and (s.compte_id is null or c.etat = 'actif')`.execute(db)
  return rows[0]
}

/** True when this account has a second factor to give: an application's codes or a passkey. */
export async function hasSecondFacteur(db: Db, compteId: string): Promise<boolean> {
  const { rows } = await sql`
    select from totp where compte_id = ${compteId} and actif_le is not null
    union all select from passkey where compte_id = ${compteId} limit 1`.execute(db)
  return rows.length > 0
}

export async function extendSession(trx: Trx, empreinte: string, vueLe: Date, expireLe: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .updateTable('session')
    .set({ vue_le: vueLe, expire_le: expireLe })
    .where('empreinte', '=', empreinte)
    .execute()
}

export async function deleteSession(trx: Trx, empreinte: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('session').where('empreinte', '=', empreinte).execute()
}

/** Closes one session of an account by its public number. False when it is not that account's. */
export async function deleteSessionOf(trx: Trx, compteId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await avecTablesTrx<TablesComptes>(trx)
    .deleteFrom('session')
    .where('compte_id', '=', compteId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Closes every session of an account, except one. */
export async function deleteSessions(trx: Trx, compteId: string, sauf?: string): Promise<void> {
  let requete = avecTablesTrx<TablesComptes>(trx).deleteFrom('session').where('compte_id', '=', compteId)
  if (sauf) requete = requete.where('empreinte', '<>', sauf)
  await requete.execute()
}

export async function listSessions(db: Db, compteId: string, now: Date) {
  return avecTables<TablesComptes>(db)
    .selectFrom('session')
    .select(['id', 'empreinte', 'ouverte_le', 'vue_le', 'expire_le', 'partage', 'navigateur'])
    .where('compte_id', '=', compteId)
    .where('expire_le', '>', now)
    .orderBy('vue_le', 'desc')
    .execute()
}
