import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A vote of the committee on an opposition: silence speaks once it is counted.
  await sql`
    alter table adhesion add column deliberation_fin timestamptz,
    add constraint adhesion_deliberation check (deliberation_fin is null or deliberation_fin < fenetre_fin)`.execute(db)
}
