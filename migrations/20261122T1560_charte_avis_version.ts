import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who was told that the charter has a new version: once per adhesion and version.
  await sql`
    create table adhesion_avis_version (
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      version_id bigint not null references charte_version (id),
      le timestamptz not null,
      primary key (adhesion_id, version_id)
    )`.execute(db)

  // The lieu whose adhesion this was, when a merge gave it to another: it goes back there if they part.
  await sql`alter table adhesion add column lieu_ouverture bigint references lieu (id) on delete set null`.execute(db)
  await sql`alter table adhesion add constraint adhesion_ailleurs check (lieu_ouverture <> lieu_id)`.execute(db)

  // A lieu was split: for some days, who looks after both parts may say which one keeps the adhesion.
  await sql`
    create table adhesion_separation (
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      de_lieu bigint not null references lieu (id) on delete cascade,
      vers_lieu bigint not null references lieu (id) on delete cascade,
      le timestamptz not null,
      primary key (adhesion_id, vers_lieu),
      check (de_lieu <> vers_lieu)
    )`.execute(db)
}
