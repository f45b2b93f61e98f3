import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { DeclarationEnCours } from '../domain/brouillon.ts'
import type { TablesAnnuaire } from './tables.ts'

export interface Brouillon {
  readonly id: string
  readonly fichierId: number
  readonly declaration: DeclarationEnCours
  readonly modifieLe: Date
  readonly sourceId: string | undefined
}

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export async function insertBrouillon(
  trx: Trx,
  { id, fichierId, declaration, par }: { id: string; fichierId: number; declaration: DeclarationEnCours; par: string },
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('brouillon_source')
    .values({
      id,
      fichier_id: fichierId,
      declaration: JSON.stringify(declaration),
      commence_par: par,
      commence_le: now,
      modifie_le: now,
      source_id: null
    })
    .execute()
}

export async function saveBrouillon(trx: Trx, id: string, declaration: DeclarationEnCours, now: Date): Promise<void> {
  await w(trx)
    .updateTable('brouillon_source')
    .set({ declaration: JSON.stringify(declaration), modifie_le: now })
    .where('id', '=', id)
    .where('source_id', 'is', null)
    .execute()
}

/** Notes that the draft became a source. False when it already had: twice the same click makes one source. */
export async function endBrouillon(trx: Trx, id: string, sourceId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('brouillon_source')
    .set({ source_id: sourceId, modifie_le: now })
    .where('id', '=', id)
    .where('source_id', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function findBrouillon(db: Db, id: string): Promise<Brouillon | undefined> {
  const b = await t(db).selectFrom('brouillon_source').selectAll().where('id', '=', id).executeTakeFirst()
  return (
    b && {
      id: b.id,
      fichierId: b.fichier_id,
      declaration: b.declaration,
      modifieLe: b.modifie_le,
      sourceId: b.source_id ?? undefined
    }
  )
}

/** Drafts that nobody finished, latest first. */
export async function listBrouillons(db: Db): Promise<Brouillon[]> {
  const lignes = await t(db)
    .selectFrom('brouillon_source')
    .selectAll()
    .where('source_id', 'is', null)
    .orderBy('modifie_le', 'desc')
    .limit(50)
    .execute()
  return lignes.map((b) => ({
    id: b.id,
    fichierId: b.fichier_id,
    declaration: b.declaration,
    modifieLe: b.modifie_le,
    sourceId: undefined
  }))
}
