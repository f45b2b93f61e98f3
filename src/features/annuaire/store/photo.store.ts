import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TableFichePhoto, TablesAnnuaire } from './tables.ts'

export type Photo = Selectable<TableFichePhoto>

const w = avecTablesTrx<TablesAnnuaire>

/** Photos of a lieu, those of the fiches that it took over after its own: a merge that is undone gives them back. */
export async function listPhotos(db: Db, lieuId: number): Promise<Photo[]> {
  const { rows } = await sql<Photo>`
    select p.* from fiche_photo p join lieu l on l.id = p.lieu_id
    where l.id = ${lieuId} or l.remplace_par = ${lieuId}
    order by (l.id <> ${lieuId}), l.id, p.rang`.execute(db)
  return rows
}

export async function findPhoto(db: Db, id: number): Promise<Photo | undefined> {
  return avecTables<TablesAnnuaire>(db).selectFrom('fiche_photo').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPhoto(trx: Trx, photo: Omit<Photo, 'id'>): Promise<number> {
  const { id } = await w(trx).insertInto('fiche_photo').values(photo).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function deletePhoto(trx: Trx, id: number): Promise<void> {
  await w(trx).deleteFrom('fiche_photo').where('id', '=', id).execute()
}

export async function saveAlternative(trx: Trx, id: number, alternative: string): Promise<void> {
  await w(trx).updateTable('fiche_photo').set({ alternative }).where('id', '=', id).execute()
}

/** Gives these photos of one lieu the ranks 1, 2, 3… in this order. */
export async function saveOrdre(trx: Trx, ids: readonly number[]): Promise<void> {
  await sql`
    update fiche_photo p set rang = r.rang
    from unnest(${ids}::bigint[]) with ordinality as r(id, rang) where p.id = r.id and p.rang <> r.rang`.execute(trx)
}

/** The files of the photos of fictional lieux: what their deletion must take away. */
export async function listFichiersFictifs(db: Db): Promise<number[]> {
  const { rows } = await sql<{ fichier: number }>`
    select unnest(array[p.fichier_id, p.vignette_id]) as fichier
    from fiche_photo p join lieu l on l.id = p.lieu_id where l.fictif`.execute(db)
  return rows.map(({ fichier }) => fichier)
}
