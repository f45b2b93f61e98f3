import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Confiances } from '../domain/confiances.ts'
import type { TablesAnnuaire } from './tables.ts'

/** Which database this is, and how many times its directory was grouped. */
export async function readEtat(trx: Trx): Promise<{ base: string; revision: number }> {
  const { rows } = await sql<{ base: string; revision: number }>`
    select (select oid from pg_database where datname = current_database()) || ':' || coalesce(inet_server_port(), 0) || ':' || extract(epoch from pg_postmaster_start_time()) as base, revision
    from annuaire_etat`.execute(trx)
  return rows[0] ?? { base: '', revision: 0 }
}

export async function nextRevision(trx: Trx): Promise<number> {
  const { revision } = await avecTablesTrx<TablesAnnuaire>(trx)
    .updateTable('annuaire_etat')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** What sources were believed on when fiches were last merged. */
export async function readConfiances(db: Db): Promise<Confiances> {
  const { confiances } = await avecTables<TablesAnnuaire>(db)
    .selectFrom('annuaire_etat')
    .select('confiances')
    .executeTakeFirstOrThrow()
  return new Map(Object.entries(confiances))
}

export async function saveConfiances(trx: Trx, confiances: Confiances): Promise<void> {
  await sql`
    update annuaire_etat set confiances = ${JSON.stringify(Object.fromEntries(confiances))}::jsonb
    where confiances <> ${JSON.stringify(Object.fromEntries(confiances))}::jsonb`.execute(trx)
}

/** Rows were deleted for good: whoever holds a copy of an earlier revision must read everything again. */
export async function noteEffacement(trx: Trx): Promise<void> {
  await sql`update annuaire_etat set revision = revision + 1, efface_a = revision + 1`.execute(trx)
}

export interface VersionAnnuaire {
  readonly revision: number
  readonly effaceA: number
  readonly synonymes: number
  /** The last time that what other features tell of lieux changed. */
  readonly touches: number
}

/** What the directory is at now: a copy in memory compares it with what it holds. */
export async function readVersion(db: Db): Promise<VersionAnnuaire> {
  const { rows } = await sql<VersionAnnuaire>`
    select revision, efface_a as "effaceA", synonymes, numero as touches
    from annuaire_etat, annuaire_touches`.execute(db)
  return rows[0] ?? { revision: 0, effaceA: 0, synonymes: 0, touches: 0 }
}
