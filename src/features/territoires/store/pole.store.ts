import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TerritoireDePole } from '../domain/perimetre-de-pole.ts'
import type { IdentiteDePole } from '../domain/pole.ts'
import type { TablesTerritoires } from './tables.ts'

const w = avecTablesTrx<TablesTerritoires>

/** A pôle, with every zone that it has had, has or will have. */
export interface Pole extends Selectable<TablesTerritoires['pole']> {
  readonly territoires: readonly TerritoireDePole[]
}

/** Every pôle, by name; those that are closed last. */
export async function listPoles(db: Db): Promise<Pole[]> {
  return lire(db, undefined)
}

export async function findPole(db: Db, id: string): Promise<Pole | undefined> {
  return (await lire(db, id))[0]
}

/** Kept until the transaction ends: two people who change the same pôle follow one another. */
export async function lockPole(trx: Trx, id: string): Promise<Pole | undefined> {
  await sql`select 1 from pole where id = ${id} for update`.execute(trx)
  return findPole(trx, id)
}

async function lire(db: Db, id: string | undefined): Promise<Pole[]> {
  const t = avecTables<TablesTerritoires>(db)
  const poles = await t
    .selectFrom('pole')
    .selectAll()
    .$if(id !== undefined, (q) => q.where('id', '=', id ?? ''))
    .orderBy(sql`ferme_le is not null`)
    .orderBy('nom')
    .orderBy('id')
    .execute()
  const zones = await t
    .selectFrom('pole_territoire')
    .selectAll()
    .$if(id !== undefined, (q) => q.where('pole_id', '=', id ?? ''))
    .orderBy('du')
    .orderBy('genre')
    .orderBy('code')
    .execute()
  const parPole = Map.groupBy(zones, ({ pole_id }) => pole_id)
  return poles.map((pole) => ({
    ...pole,
    territoires: (parPole.get(pole.id) ?? []).map(({ genre, code, du, au }) => ({
      genre,
      code,
      du,
      au: au ?? undefined
    }))
  }))
}

/** False when the address is taken. */
export async function insertPole(trx: Trx, id: string, identite: IdentiteDePole, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('pole')
    .values({ id, ...identite, cree_le: now, modifie_le: now, ferme_le: null })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The caller holds the row (`lockPole`) and has compared the version. */
export async function savePole(trx: Trx, id: string, identite: IdentiteDePole, now: Date): Promise<void> {
  await w(trx)
    .updateTable('pole')
    .set((eb) => ({ ...identite, version: eb('version', '+', 1), modifie_le: now }))
    .where('id', '=', id)
    .execute()
}

export async function savePerimetre(
  trx: Trx,
  id: string,
  territoires: readonly TerritoireDePole[],
  now: Date
): Promise<void> {
  await w(trx).deleteFrom('pole_territoire').where('pole_id', '=', id).execute()
  if (territoires.length > 0)
    await w(trx)
      .insertInto('pole_territoire')
      .values(territoires.map(({ genre, code, du, au }) => ({ pole_id: id, genre, code, du, au: au ?? null })))
      .execute()
  await w(trx).updateTable('pole').set({ modifie_le: now }).where('id', '=', id).execute()
}

/** False when it was closed already. */
export async function closePole(trx: Trx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('pole')
    .set({ ferme_le: now, modifie_le: now })
    .where('id', '=', id)
    .where('ferme_le', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
