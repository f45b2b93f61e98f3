import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Jour } from '../../../kernel/jour.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { REPONSES } from '../domain/adhesion/bureau.ts'
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

const sansReponse = (avant: Date) => sql<boolean>`
  p.genre = 'demande' and coalesce(p.rappelee_le, p.ecrite_le) <= ${avant} and not exists (
    select 1 from adhesion_piece r where r.adhesion_id = p.adhesion_id and r.ecrite_le > p.ecrite_le
      and r.genre = any(${[...REPONSES]}::text[]))`

/** The requests to come back that nobody has answered, and of which the committee has heard nothing since `avant`. */
export async function listDemandesSansReponse(
  db: Db,
  avant: Date
): Promise<{ readonly id: string; readonly adhesionId: string; readonly ecriteLe: Date }[]> {
  const { rows } = await sql<{ id: string; adhesionId: string; ecriteLe: Date }>`
    select p.id, p.adhesion_id as "adhesionId", p.ecrite_le as "ecriteLe"
    from adhesion_piece p join adhesion a on a.id = p.adhesion_id
    where a.absorbee_par is null and a.etat in ('SUSPENDU', 'RETIRE') and ${sansReponse(avant)}
    order by p.ecrite_le, p.id`.execute(db)
  return rows
}

/** Notes that the committee is reminded of a request. False when that was done, or answered, meanwhile. */
export async function markRappelee(
  trx: Trx,
  id: string,
  { avant, now }: { readonly avant: Date; readonly now: Date }
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update adhesion_piece p set rappelee_le = ${now} where p.id = ${id} and ${sansReponse(avant)}`.execute(trx)
  return numAffectedRows === 1n
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
