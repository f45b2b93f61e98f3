import type { Selectable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesComptes } from './tables.ts'

export type Totp = Selectable<TablesComptes['totp']>
export type Passkey = Selectable<TablesComptes['passkey']>

export async function findTotp(db: Db, compteId: string): Promise<Totp | undefined> {
  return avecTables<TablesComptes>(db)
    .selectFrom('totp')
    .selectAll()
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
}

/** A secret that waits for its first code. It replaces another one that waited, never one in use. */
export async function saveTotp(trx: Trx, compteId: string, secret: Buffer, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .insertInto('totp')
    .values({ compte_id: compteId, secret, actif_le: null, cree_le: now })
    .onConflict((oc) =>
      oc
        .column('compte_id')
        .doUpdateSet({ secret, cree_le: now, dernier_compteur: 0 })
        .where('totp.actif_le', 'is', null)
    )
    .execute()
}

/** Uses a code's counter up, in one statement: the same code, or an older one, never passes again. */
export async function useCompteur(trx: Trx, compteId: string, compteur: number): Promise<boolean> {
  const { numUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .updateTable('totp')
    .set({ dernier_compteur: compteur })
    .where('compte_id', '=', compteId)
    .where('dernier_compteur', '<', compteur)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function activateTotp(trx: Trx, compteId: string, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .updateTable('totp')
    .set({ actif_le: now })
    .where('compte_id', '=', compteId)
    .where('actif_le', 'is', null)
    .execute()
}

export async function deleteTotp(trx: Trx, compteId: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('totp').where('compte_id', '=', compteId).execute()
}

export async function replaceCodes(
  trx: Trx,
  compteId: string,
  codes: readonly { readonly id: string; readonly empreinte: string }[]
): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  await t.deleteFrom('code_secours').where('compte_id', '=', compteId).execute()
  if (codes.length > 0)
    await t
      .insertInto('code_secours')
      .values(codes.map(({ id, empreinte }) => ({ id, compte_id: compteId, empreinte })))
      .execute()
}

export async function listCodes(db: Db, compteId: string) {
  return avecTables<TablesComptes>(db)
    .selectFrom('code_secours')
    .select(['id', 'empreinte'])
    .where('compte_id', '=', compteId)
    .execute()
}

/** Uses a recovery code up: of two simultaneous uses, one gets true. */
export async function useCode(trx: Trx, id: string): Promise<boolean> {
  const { numDeletedRows } = await avecTablesTrx<TablesComptes>(trx)
    .deleteFrom('code_secours')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export async function listPasskeys(db: Db, compteId: string): Promise<Passkey[]> {
  return avecTables<TablesComptes>(db)
    .selectFrom('passkey')
    .selectAll()
    .where('compte_id', '=', compteId)
    .orderBy('cree_le')
    .execute()
}

export async function findPasskey(db: Db, id: string): Promise<Passkey | undefined> {
  return avecTables<TablesComptes>(db).selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst()
}

/** False when that key is already known, of this account or of another. */
export async function savePasskey(trx: Trx, cle: Omit<Passkey, 'utilisee_le'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .insertInto('passkey')
    .values({ ...cle, utilisee_le: null })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function notePasskey(trx: Trx, id: string, compteur: number, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .updateTable('passkey')
    .set({ compteur, utilisee_le: now })
    .where('id', '=', id)
    .execute()
}

export async function deletePasskey(trx: Trx, compteId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await avecTablesTrx<TablesComptes>(trx)
    .deleteFrom('passkey')
    .where('compte_id', '=', compteId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}
