import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Signs of life of the lieux, and nothing of who gave them: an adhesion is renewed when its period holds one.
  await sql`
    create table fiche_activite (
      id bigint generated always as identity primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      genre text not null check (genre in ('modification', 'confirmation', 'action')),
      le timestamptz not null
    )`.execute(db)
  await sql`create index fiche_activite_lieu on fiche_activite (lieu_id, le desc)`.execute(db)
}
