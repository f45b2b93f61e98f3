import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A source being declared in the pages: what was answered so far, and the sample it is answered about.
  await sql`
    create table brouillon_source (
      id uuid primary key,
      fichier_id bigint not null references fichier (id),
      declaration jsonb not null,
      commence_par text not null,
      commence_le timestamptz not null,
      modifie_le timestamptz not null,
      -- the source it became
      source_id text references source (id)
    )`.execute(db)
  await sql`create index brouillon_source_modifie_le on brouillon_source (modifie_le) where source_id is null`.execute(
    db
  )
}
