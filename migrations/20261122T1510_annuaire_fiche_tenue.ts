import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A link of a reminder, kept by its digest alone: who reads the database cannot open it.
  await sql`
    create table fiche_lien (
      empreinte text primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      cree_le timestamptz not null,
      expire_le timestamptz not null,
      servi_le timestamptz
    )`.execute(db)
  await sql`create index fiche_lien_lieu on fiche_lien (lieu_id)`.execute(db)

  // What a source says of a held fiche, and that its responsable does not want: by value, so that another one is proposed.
  await sql`
    create table proposition_ecartee (
      lieu_id bigint not null references lieu (id) on delete cascade,
      champ text not null,
      empreinte text not null,
      le timestamptz not null,
      primary key (lieu_id, champ, empreinte)
    )`.execute(db)

  await sql`
    create table fiche_photo (
      id bigint generated always as identity primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      fichier_id bigint not null references fichier (id),
      vignette_id bigint not null references fichier (id),
      alternative text not null check (length(alternative) between 1 and 300),
      largeur integer not null check (largeur between 1 and 1600),
      hauteur integer not null check (hauteur between 1 and 1600),
      rang integer not null check (rang between 1 and 6),
      ajoutee_le timestamptz not null,
      -- The sixth photo asked twice at once is one too many for one of the two.
      unique (lieu_id, rang) deferrable initially deferred
    )`.execute(db)
}
