import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Text and ranges in one exclusion constraint. A contrib extension, like unaccent and pg_trgm.
  await sql`create extension if not exists btree_gist`.execute(db)
  await sql`
    create table pole (
      id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(id) <= 40),
      nom text not null check (length(nom) between 1 and 80),
      -- what the pôle does (charter, article 9)
      texte text not null default '' check (length(texte) <= 4000),
      -- of a function, never of a person
      contact_courriel text check (length(contact_courriel) <= 254),
      contact_telephone text check (length(contact_telephone) <= 30),
      -- grows at every change: two people who edit the same pôle find out
      version integer not null default 1,
      cree_le timestamptz not null,
      modifie_le timestamptz not null,
      ferme_le timestamptz
    )`.execute(db)
  // Where a pôle is, day by day: what it was stays readable when it changes.
  await sql`
    create table pole_territoire (
      pole_id text not null references pole (id),
      genre text not null check (genre in ('commune', 'epci', 'departement', 'region')),
      code text not null check (code ~ '^[0-9AB]{2,9}$'),
      du date not null,
      -- the last day, whole
      au date check (au >= du),
      primary key (pole_id, genre, code, du),
      constraint pole_territoire_sans_recouvrement exclude using gist
        (pole_id with =, genre with =, code with =, daterange(du, au, '[]') with &&)
    )`.execute(db)
}
