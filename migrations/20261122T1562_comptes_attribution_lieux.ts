import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who looks after a lieu, among everybody who looks after one.
  await sql`create index attribution_lieux on attribution using gin (lieux) where retiree_le is null and lieux <> '{}'`.execute(
    db
  )
}
