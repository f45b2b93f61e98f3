import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TableConsultation, TableModule, TablesConsultation } from './tables.ts'

export type Consultation = Selectable<TableConsultation>
export type Module = Selectable<TableModule>

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** The consultation of an address, forged or not: a text of PostgreSQL holds no NUL. */
export async function findConsultation(db: Db, adresse: string): Promise<Consultation | undefined> {
  if (adresse.includes('\0')) return undefined
  return t(db).selectFrom('consultation').selectAll().where('adresse', '=', adresse).executeTakeFirst()
}

export async function findConsultationById(db: Db, id: string): Promise<Consultation | undefined> {
  return t(db).selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The consultation with its row kept until the transaction ends: for those who change what it is. */
export async function lockConsultation(trx: Trx, id: string): Promise<Consultation | undefined> {
  return w(trx).selectFrom('consultation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/**
 * Keeps the closing away until the transaction ends, then reads the consultation as it is: what is written after it, if it
 * was open, is counted. Writers do not wait for one another.
 */
export async function retenirCloture(trx: Trx, id: string): Promise<Consultation | undefined> {
  await sql`select pg_advisory_xact_lock_shared(consultation_verrou(${id}::uuid))`.execute(trx)
  return findConsultationById(trx, id)
}

/** The modules in the organiser's order. */
export async function listModules(db: Db, consultationId: string): Promise<Module[]> {
  return t(db)
    .selectFrom('consultation_module')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('rang')
    .orderBy('id')
    .execute()
}

export async function findModule(db: Db, consultationId: string, adresse: string): Promise<Module | undefined> {
  if (adresse.includes('\0')) return undefined
  return t(db)
    .selectFrom('consultation_module')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('adresse', '=', adresse)
    .executeTakeFirst()
}

export async function findModuleById(db: Db, id: string): Promise<Module | undefined> {
  return t(db).selectFrom('consultation_module').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The next number of an item in its consultation, never given twice. */
export async function nextNumero(trx: Trx, consultationId: string): Promise<number> {
  const { dernier_numero } = await w(trx)
    .updateTable('consultation')
    .set((eb) => ({ dernier_numero: eb('dernier_numero', '+', 1) }))
    .where('id', '=', consultationId)
    .returning('dernier_numero')
    .executeTakeFirstOrThrow()
  return dernier_numero
}
