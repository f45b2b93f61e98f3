import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who looks after a source; nobody named: the administration's address.
  await sql`
    create table source_suivi (
      source_id text primary key references source (id) on delete cascade,
      veilleur text not null check (veilleur <> ''),
      modifie_le timestamptz not null
    )`.execute(db)

  // One row per message already written: its key is what keeps a message from being written every day.
  await sql`
    create table source_alerte (
      source_id text not null references source (id) on delete cascade,
      genre text not null check (genre in ('refusee', 'attente', 'muette', 'colonnes')),
      -- the delivery, or the silence, that it is about
      evenement text not null,
      -- days after the event: 0 at once, then the reminders
      seuil integer not null check (seuil >= 0),
      le timestamptz not null,
      primary key (source_id, genre, evenement, seuil)
    )`.execute(db)

  // What the public says of a fiche, or of a lieu that is missing. It proves nothing: a person reads it and answers.
  await sql`
    create table signalement (
      id bigint generated always as identity primary key,
      genre text not null check (genre in ('ferme', 'demenage', 'telephone', 'horaires', 'autre', 'manquant')),
      lieu_id bigint references lieu (id) on delete cascade,
      propose jsonb not null,
      departement text,
      -- used to answer, then erased
      courriel text,
      -- the same words sent twice are one report, as long as nobody answered
      empreinte text,
      depose_le timestamptz not null,
      etat text not null default 'depose' check (etat in ('depose', 'accepte', 'refuse')),
      suite text check (suite in ('transmis', 'corrige', 'ajoute')),
      -- what the person who answered writes to the one who reported
      message text not null default '',
      -- the record that was added, as the person who answered checked it
      ajout jsonb,
      traite_le timestamptz,
      traite_par text,
      check ((genre = 'manquant') = (lieu_id is null)),
      check ((etat = 'depose') = (traite_le is null and traite_par is null)),
      check ((etat = 'accepte') = (suite is not null)),
      check ((suite is not distinct from 'ajoute') = (ajout is not null)),
      check (ajout is null or genre = 'manquant'),
      check (etat <> 'refuse' or message <> '')
    )`.execute(db)
  await sql`create unique index signalement_empreinte on signalement (empreinte) where etat = 'depose'`.execute(db)
  await sql`create index signalement_file on signalement (depose_le, id) where etat = 'depose'`.execute(db)
  await sql`create index signalement_lieu on signalement (lieu_id)`.execute(db)
  await sql`create index signalement_courriel on signalement (id) where courriel is not null`.execute(db)

  // Who sent how much, for a day: a keyed digest of the address, whose key is thrown away with the day.
  await sql`
    create table signalement_passage (
      empreinte text not null,
      lieu_id bigint,
      le timestamptz not null
    )`.execute(db)
  await sql`create index signalement_passage_empreinte on signalement_passage (empreinte, le)`.execute(db)
  await sql`create index signalement_passage_lieu on signalement_passage (lieu_id, le)`.execute(db)
  await sql`
    create table signalement_sel (
      jour date primary key,
      sel bytea not null
    )`.execute(db)
}
