import { type Insertable, sql, type Updateable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Consultation } from './consultation.store.ts'
import type { Item } from './item.store.ts'
import type { TableConsultation, TableModule, TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

export type NouvelleConsultation = Insertable<TableConsultation>
export type NouveauModule = Insertable<TableModule>

/** False when the address is taken. */
export async function insertConsultation(trx: Trx, consultation: NouvelleConsultation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('consultation')
    .values(consultation)
    .onConflict((oc) => oc.column('adresse').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertModule(trx: Trx, module: NouveauModule): Promise<void> {
  await w(trx).insertInto('consultation_module').values(module).execute()
}

/** Those of these réseaux, the last begun first. Archived ones are many: they are asked for apart. */
export async function listConsultationsDes(
  db: Db,
  reseaux: readonly string[],
  { archivees }: { readonly archivees: boolean }
): Promise<Consultation[]> {
  if (reseaux.length === 0) return []
  return t(db)
    .selectFrom('consultation')
    .selectAll()
    .where('reseau_id', 'in', reseaux)
    .where('archivee_le', archivees ? 'is not' : 'is', null)
    .orderBy('ouverture', 'desc')
    .orderBy('id')
    .execute()
}

/** Addresses that begin like this one: those it must differ from. */
export async function listAdressesComme(db: Db, adresse: string): Promise<ReadonlySet<string>> {
  const prises = await t(db)
    .selectFrom('consultation')
    .select('adresse')
    .where('adresse', 'like', `${adresse}%`)
    .execute()
  return new Set(prises.map((une) => une.adresse))
}

/** What the organiser put in a module, in order. */
export async function listItemsDeLOrganisateur(db: Db, moduleId: string): Promise<Item[]> {
  return t(db)
    .selectFrom('consultation_item')
    .selectAll()
    .where('module_id', '=', moduleId)
    .where('origine', '=', 'organisateur')
    .where('parent_id', 'is', null)
    .orderBy('rang')
    .orderBy('numero')
    .execute()
}

/** The place after the last one. */
export async function nextRang(trx: Trx, moduleId: string): Promise<number> {
  const { rang } = await w(trx)
    .selectFrom('consultation_item')
    .select((eb) => eb.fn.coalesce(eb.fn.max('rang'), eb.lit(0)).as('rang'))
    .where('module_id', '=', moduleId)
    .executeTakeFirstOrThrow()
  return rang + 1
}

/** Its row is held (`lockConsultation`) and its revision compared. */
export async function updateConsultation(
  trx: Trx,
  id: string,
  champs: Omit<Updateable<TableConsultation>, 'id' | 'revision'>
): Promise<void> {
  await w(trx)
    .updateTable('consultation')
    .set((eb) => ({ ...champs, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteConsultation(trx: Trx, id: string): Promise<void> {
  await w(trx).deleteFrom('consultation').where('id', '=', id).execute()
}

export async function updateModule(trx: Trx, id: string, champs: Partial<Omit<TableModule, 'id'>>): Promise<void> {
  await w(trx).updateTable('consultation_module').set(champs).where('id', '=', id).execute()
}

export async function deleteModule(trx: Trx, id: string): Promise<void> {
  await w(trx).deleteFrom('consultation_module').where('id', '=', id).execute()
}

export async function updateItem(
  trx: Trx,
  id: string,
  { titre, texte }: { readonly titre: string; readonly texte: string }
): Promise<void> {
  await w(trx).updateTable('consultation_item').set({ titre, texte }).where('id', '=', id).execute()
}

export async function deleteItem(trx: Trx, id: string): Promise<void> {
  await w(trx).deleteFrom('consultation_item').where('id', '=', id).execute()
}

/** The modules, from now on in this order. */
export async function orderModules(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`update consultation_module m set rang = o.rang
    from unnest(${ids}::uuid[]) with ordinality as o (id, rang) where m.id = o.id`.execute(trx)
}

/** The items of a module, from now on in this order. */
export async function orderItems(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`update consultation_item i set rang = o.rang
    from unnest(${ids}::uuid[]) with ordinality as o (id, rang) where i.id = o.id`.execute(trx)
}

/** True when an item of this consultation has its official answer. */
export async function hasReponse(db: Db, consultationId: string): Promise<boolean> {
  const reponse = await t(db)
    .selectFrom('consultation_reponse')
    .innerJoin('consultation_item', 'consultation_item.id', 'consultation_reponse.item_id')
    .select('consultation_reponse.item_id')
    .where('consultation_item.consultation_id', '=', consultationId)
    .limit(1)
    .executeTakeFirst()
  return reponse !== undefined
}
