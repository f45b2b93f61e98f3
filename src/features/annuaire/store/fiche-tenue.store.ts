import { sql } from 'kysely'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { recordTenu } from '../domain/fusion.ts'
import { SOURCES_TENUES } from '../domain/source-responsables.ts'
import type { TablesAnnuaire } from './tables.ts'

const w = avecTablesTrx<TablesAnnuaire>

/** The record by which a responsable speaks for a lieu. */
export interface FicheTenue {
  readonly id: number
  readonly source: string
  readonly cle: string
  /** The day it was last said to be right, YYYY-MM-DD. */
  readonly date: string
  readonly valeurs: Valeurs
}

/** Every record that responsables hold of a lieu: several when lieux became one. */
export async function listTenues(db: Db, lieuId: number): Promise<FicheTenue[]> {
  const { rows } = await sql<FicheTenue>`
    select e.id, e.source_id as source, e.cle, e.valeurs, coalesce(e.valeurs->>'date_maj', l.datee_du::text) as date
    from enregistrement e join livraison l on l.id = e.derniere_livraison
    where e.lieu_id = ${lieuId} and e.source_id = any(${SOURCES_TENUES}::text[]) and e.disparu_par is null
    order by e.id`.execute(db)
  return rows
}

/** What the fiche says when its responsable holds it; undefined when directories speak for it. */
export async function findTenue(db: Db, lieuId: number): Promise<FicheTenue | undefined> {
  return recordTenu(await listTenues(db, lieuId))
}

/** The lieux whose fiche is held. */
export async function listLieuxEnMain(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct lieu_id as id from enregistrement
    where source_id = any(${SOURCES_TENUES}::text[]) and disparu_par is null and lieu_id is not null order by 1`.execute(
    db
  )
  return rows.map(({ id }) => Number(id))
}

export interface LienDeFiche {
  readonly lieuId: number
  readonly expireLe: Date
  readonly serviLe: Date | undefined
}

export async function insertLien(
  trx: Trx,
  lien: { readonly empreinte: string; readonly lieuId: number; readonly expireLe: Date },
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('fiche_lien')
    .values({ empreinte: lien.empreinte, lieu_id: lien.lieuId, cree_le: now, expire_le: lien.expireLe, servi_le: null })
    .execute()
}

/** The links of a lieu, and of those that became it, that have not served: from `now` on, they are too old. */
export async function endLiens(trx: Trx, lieuId: number, now: Date): Promise<void> {
  await sql`
    with recursive memes(id) as (
      select ${lieuId}::bigint union select l.id from memes m join lieu l on l.remplace_par = m.id
    )
    update fiche_lien set expire_le = ${now}
    where servi_le is null and expire_le > ${now} and lieu_id in (select id from memes)`.execute(trx)
}

export async function findLien(db: Db, empreinte: string): Promise<LienDeFiche | undefined> {
  const { rows } = await sql<{ lieu_id: number; expire_le: Date; servi_le: Date | null }>`
    select lieu_id, expire_le, servi_le from fiche_lien where empreinte = ${empreinte}`.execute(db)
  const [l] = rows
  return l && { lieuId: l.lieu_id, expireLe: l.expire_le, serviLe: l.servi_le ?? undefined }
}

/** Uses a link once: of two presses at once, one gets its lieu. Undefined when it was used, is late or unknown. */
export async function useLien(trx: Trx, empreinte: string, now: Date): Promise<number | undefined> {
  const servi = await w(trx)
    .updateTable('fiche_lien')
    .set({ servi_le: now })
    .where('empreinte', '=', empreinte)
    .where('servi_le', 'is', null)
    .where('expire_le', '>', now)
    .returning('lieu_id')
    .executeTakeFirst()
  return servi?.lieu_id
}
