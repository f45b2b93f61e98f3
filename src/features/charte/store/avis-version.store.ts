import { sql } from 'kysely'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesCharte } from './tables.ts'

/** A member bound by a version that another one has replaced since. */
export interface AvisADonner {
  readonly adhesionId: string
  /** The version in force. */
  readonly versionId: number
  readonly numero: number
  readonly publieeLe: Date
  /** Number of the version that binds this member. */
  readonly numeroActuel: number
}

/** Members whom nobody has told yet that their charter has a new version in force. */
export async function listAvisADonner(db: Db, now: Date, limite: number): Promise<AvisADonner[]> {
  const { rows } = await sql<AvisADonner>`
    select a.id as "adhesionId", v.id as "versionId", v.numero, v.publiee_le as "publieeLe", liee.numero as "numeroActuel"
    from adhesion a join charte_version liee on liee.id = a.version_id
    cross join lateral (
      select id, numero, publiee_le from charte_version
      where charte_id = a.charte_id and publiee_le <= ${now} order by publiee_le desc limit 1) v
    where a.absorbee_par is null and a.etat in ('MEMBRE', 'AVERTI') and v.publiee_le > liee.publiee_le
      and not exists (select 1 from adhesion_avis_version d where d.adhesion_id = a.id and d.version_id = v.id)
    order by a.id limit ${limite}`.execute(db)
  return rows
}

/** False when it was already told. */
export async function insertAvis(trx: Trx, adhesionId: string, versionId: number, le: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await avecTablesTrx<TablesCharte>(trx)
    .insertInto('adhesion_avis_version')
    .values({ adhesion_id: adhesionId, version_id: versionId, le })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
