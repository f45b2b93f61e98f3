import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

/** Adhesions that became one with another, under it, and the lieu that each was of. */
export interface Absorbee {
  readonly id: string
  readonly lieuId: number
}

/**
 * Locks the dossiers of these lieux that stand, in one order for all. Returns the réseaux they are of, the national one
 * last: whoever writes in several journals takes them in this order, and nobody waits for somebody who waits for them.
 */
export async function lockDossiersDesLieux(trx: Trx, lieux: readonly number[]): Promise<string[]> {
  if (lieux.length === 0) return []
  const lignes = await w(trx)
    .selectFrom('adhesion')
    .select('reseau_id')
    .where('lieu_id', 'in', lieux)
    .where('absorbee_par', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return ordreDesJournaux(lignes.map(({ reseau_id }) => reseau_id))
}

/** Réseaux in the order in which one transaction writes in their journals. */
export const ordreDesJournaux = (reseaux: readonly string[]): string[] =>
  [...new Set(reseaux)].sort((a, b) => Number(a === 'national') - Number(b === 'national') || (a < b ? -1 : 1))

/** Dossiers of a réseau that stand on these lieux: that of `premier` first, then the oldest. */
export async function listDossiersDebout(
  trx: Trx,
  reseauId: string,
  lieux: readonly number[],
  premier: number
): Promise<string[]> {
  const lignes = await w(trx)
    .selectFrom('adhesion')
    .select('id')
    .where('reseau_id', '=', reseauId)
    .where('lieu_id', 'in', lieux)
    .where('absorbee_par', 'is', null)
    .orderBy(sql`lieu_id = ${premier}`, 'desc')
    .orderBy('cree_le')
    .orderBy('id')
    .execute()
  return lignes.map(({ id }) => id)
}

/** The lieu that a dossier was of before any merge. */
export async function findLieuOuverture(db: Db, id: string): Promise<number | undefined> {
  const ligne = await t(db)
    .selectFrom('adhesion')
    .select((eb) => eb.fn.coalesce('lieu_ouverture', 'lieu_id').as('lieu'))
    .where('id', '=', id)
    .executeTakeFirst()
  return ligne?.lieu
}

/** Everything under a dossier, however many merges ago, the oldest first. */
export async function listAbsorbees(db: Db, id: string): Promise<Absorbee[]> {
  const { rows } = await sql<Absorbee>`
    with recursive dessous as (
      select a.id, a.lieu_id, a.lieu_ouverture, a.cree_le from adhesion a where a.absorbee_par = ${id}
      union select a.id, a.lieu_id, a.lieu_ouverture, a.cree_le from dessous d join adhesion a on a.absorbee_par = d.id
    ) select id, coalesce(lieu_ouverture, lieu_id) as "lieuId" from dessous order by cree_le, id`.execute(db)
  return rows
}

/** A dossier goes under another: nothing happens to it any more. */
export async function absorbDossier(trx: Trx, id: string, par: string, now: Date): Promise<void> {
  await w(trx).updateTable('adhesion').set({ absorbee_par: par, modifie_le: now }).where('id', '=', id).execute()
  await w(trx).deleteFrom('adhesion_echeance').where('adhesion_id', '=', id).execute()
}

/** A dossier stands on a lieu, its own or not; it remembers where it was opened. */
export async function placeDossier(trx: Trx, id: string, lieuId: number, now: Date): Promise<void> {
  await sql`
    update adhesion set absorbee_par = null, lieu_id = ${lieuId}, modifie_le = ${now},
      lieu_ouverture = nullif(coalesce(lieu_ouverture, lieu_id), ${lieuId})
    where id = ${id}`.execute(trx)
}

/** The people of the lieu say that the adhesion is another lieu's from now on. */
export async function giveDossier(trx: Trx, id: string, lieuId: number, now: Date): Promise<void> {
  await w(trx)
    .updateTable('adhesion')
    .set({ lieu_id: lieuId, lieu_ouverture: null, modifie_le: now })
    .where('id', '=', id)
    .execute()
  await w(trx).deleteFrom('adhesion_separation').where('adhesion_id', '=', id).execute()
}

/** A lieu was split, and its adhesion may follow the part that left. */
export async function insertSeparation(
  trx: Trx,
  separation: Selectable<TablesCharte['adhesion_separation']>
): Promise<void> {
  const { de_lieu, le } = separation
  await w(trx)
    .insertInto('adhesion_separation')
    .values(separation)
    .onConflict((oc) => oc.columns(['adhesion_id', 'vers_lieu']).doUpdateSet({ de_lieu, le }))
    .execute()
}

/** The splits that a dossier may still follow: from the lieu it is of today. */
export async function listSeparations(
  db: Db,
  { id, lieuId }: { readonly id: string; readonly lieuId: number }
): Promise<{ readonly versLieu: number; readonly le: Date }[]> {
  return t(db)
    .selectFrom('adhesion_separation')
    .select(['vers_lieu as versLieu', 'le'])
    .where('adhesion_id', '=', id)
    .where('de_lieu', '=', lieuId)
    .orderBy('le')
    .execute()
}
