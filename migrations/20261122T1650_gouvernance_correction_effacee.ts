import { type Kysely, sql } from 'kysely'

/** The demonstration can be erased even when a text corrects what was decided of one of its lieux: the text goes with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table comite_decision drop constraint comite_decision_corrige_fkey,
      add constraint comite_decision_corrige_fkey foreign key (corrige) references comite_decision (id) on delete cascade`.execute(
    db
  )
  await sql`
    alter table motion drop constraint motion_corrige,
      add constraint motion_corrige foreign key (corrige) references comite_decision (id) on delete cascade`.execute(db)
}
