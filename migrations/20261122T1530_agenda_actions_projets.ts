import { type Kysely, sql } from 'kysely'

// « Actions et projets » of the lieux: what happens there, or through them. Times are instants; the page writes them on the
// lieu's own clock. Nothing says who wrote: the journal does, by identifier.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table action_projet (
      -- given by the page that shows the empty form: the same form sent twice is one action
      id uuid primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      genre text not null check (genre in ('atelier', 'evenement', 'projet')),
      titre text not null check (titre <> '' and length(titre) <= 120),
      texte text not null check (length(texte) <= 3000),
      debut timestamptz,
      fin timestamptz,
      -- when it is elsewhere than the lieu
      lieu_precis text not null check (length(lieu_precis) <= 200),
      prix text not null check (length(prix) <= 120),
      public_vise text not null check (length(public_vise) <= 120),
      inscription text not null check (length(inscription) <= 300),
      lien text check (lien like 'https://%' and length(lien) <= 2000),
      cree_le timestamptz not null,
      modifie_le timestamptz not null,
      retire_le timestamptz,
      revision integer not null default 1,
      check (genre = 'projet' or debut is not null),
      check (fin is null or (debut is not null and fin > debut))
    )`.execute(db)
  await sql`create index action_projet_lieu on action_projet (lieu_id, debut)`.execute(db)
}
