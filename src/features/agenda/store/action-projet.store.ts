import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { ContenuAction } from '../domain/action-projet.ts'
import type { TableActionProjet, TablesAgenda } from './tables.ts'

export type ActionProjet = Selectable<TableActionProjet>

const t = avecTables<TablesAgenda>
const w = avecTablesTrx<TablesAgenda>

export function findAction(db: Db, id: string): Promise<ActionProjet | undefined> {
  return t(db).selectFrom('action_projet').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Everything that a lieu announced, withdrawn actions included, the latest first. At most `limite`. */
export function listActions(db: Db, lieuId: number, limite: number): Promise<ActionProjet[]> {
  return t(db)
    .selectFrom('action_projet')
    .selectAll()
    .where('lieu_id', '=', lieuId)
    .orderBy('debut', (ordre) => ordre.desc().nullsFirst())
    .orderBy('cree_le', 'desc')
    .orderBy('id')
    .limit(limite)
    .execute()
}

/** What the public sees of a lieu: those without a date first, then the latest. At most `limite`. */
export function listActionsPubliques(db: Db, lieuId: number, limite: number): Promise<ActionProjet[]> {
  return t(db)
    .selectFrom('action_projet')
    .selectAll()
    .where('lieu_id', '=', lieuId)
    .where('retire_le', 'is', null)
    .orderBy('debut', (ordre) => ordre.desc().nullsFirst())
    .orderBy('id')
    .limit(limite)
    .execute()
}

/** One of those that the public sees of this lieu. */
export function findActionPublique(db: Db, lieuId: number, id: string): Promise<ActionProjet | undefined> {
  return t(db)
    .selectFrom('action_projet')
    .selectAll()
    .where('id', '=', id)
    .where('lieu_id', '=', lieuId)
    .where('retire_le', 'is', null)
    .executeTakeFirst()
}

/** How many a lieu announced since this instant, withdrawn ones included. */
export async function countCreees(trx: Trx, lieuId: number, depuis: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from action_projet where lieu_id = ${lieuId} and cree_le > ${depuis}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** False when this number is already taken. */
export async function insertAction(
  trx: Trx,
  action: { readonly id: string; readonly lieuId: number; readonly contenu: ContenuAction },
  now: Date
): Promise<boolean> {
  const { id, lieuId, contenu } = action
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('action_projet')
    .values({ id, lieu_id: lieuId, ...contenu, cree_le: now, modifie_le: now, retire_le: null })
    .onConflict((conflit) => conflit.column('id').doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

interface Cible {
  readonly id: string
  readonly lieuId: number
  /** What the person read. */
  readonly revision: number
}

/** False when it is not this lieu's, or someone wrote since it was read. */
export async function updateAction(
  trx: Trx,
  { id, lieuId, revision }: Cible,
  champs: Partial<ContenuAction> & { readonly retire_le?: Date | null },
  now: Date
): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('action_projet')
    .set({ ...champs, modifie_le: now, revision: revision + 1 })
    .where('id', '=', id)
    .where('lieu_id', '=', lieuId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What a lieu announced goes to the one that took its place. */
export async function moveActions(trx: Trx, de: number, vers: number): Promise<void> {
  await w(trx).updateTable('action_projet').set({ lieu_id: vers }).where('lieu_id', '=', de).execute()
}
