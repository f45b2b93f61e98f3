import { type Kysely, sql } from 'kysely'

// Who wrote a draft is nobody's business once it is published, and who published is in the journal: no person is kept
// here, so there is nothing to hand over or to erase when an account closes.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table charte_version drop column modifie_par`.execute(db)
}
