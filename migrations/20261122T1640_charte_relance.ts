import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // When the committee was last reminded that a request to come back waits for its answer (AMB-08).
  await sql`alter table adhesion_piece add column rappelee_le timestamptz check (rappelee_le > ecrite_le)`.execute(db)
}
