import type { Role } from '../../../kernel/acteur.ts'
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

export async function saveSession(
  trx: Trx,
  session: { empreinte: string; role: Exclude<Role, 'visiteur'>; ouverteLe: Date; expireLe: Date }
): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  await t.deleteFrom('session').where('expire_le', '<=', session.ouverteLe).execute()
  await t
    .insertInto('session')
    .values({
      empreinte: session.empreinte,
      role: session.role,
      ouverte_le: session.ouverteLe,
      expire_le: session.expireLe
    })
    .execute()
}

export async function findSession(db: Db, empreinte: string, now: Date): Promise<{ role: Role } | undefined> {
  return avecTables<TablesComptes>(db)
    .selectFrom('session')
    .select('role')
    .where('empreinte', '=', empreinte)
    .where('expire_le', '>', now)
    .executeTakeFirst()
}

export async function deleteSession(trx: Trx, empreinte: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('session').where('empreinte', '=', empreinte).execute()
}
