import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Jour } from '../../../kernel/jour.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablePiece, TablesCharte } from './tables.ts'

export type Piece = Selectable<TablePiece>

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

/** A written act, before what it causes: who reads the transition finds its piece. Returns its number. */
export async function insertPiece(
  trx: Trx,
  piece: Pick<Piece, 'adhesion_id' | 'genre' | 'texte' | 'auteur'> & Partial<Piece>,
  now: Date
): Promise<string> {
  const id = randomUUID()
  await w(trx)
    .insertInto('adhesion_piece')
    .values({
      fondement: null,
      support: null,
      reference: null,
      constatee_le: null,
      envoyee_le: null,
      recue_le: null,
      favorable: null,
      ...piece,
      id,
      ecrite_le: now
    })
    .execute()
  return id
}

export async function findPiece(db: Db, id: string): Promise<Piece | undefined> {
  return t(db).selectFrom('adhesion_piece').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The written acts of a dossier, the latest first. */
export async function listPieces(db: Db, adhesionId: string): Promise<Piece[]> {
  return t(db)
    .selectFrom('adhesion_piece')
    .selectAll()
    .where('adhesion_id', '=', adhesionId)
    .orderBy('ecrite_le', 'desc')
    .orderBy('id')
    .execute()
}

/** The day that a notice of receipt gives. False when a day was already given: it never changes. */
export async function setReception(trx: Trx, id: string, recueLe: Jour): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('adhesion_piece')
    .set({ recue_le: recueLe })
    .where('id', '=', id)
    .where('recue_le', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
