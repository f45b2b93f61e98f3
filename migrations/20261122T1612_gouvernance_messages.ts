import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a pilot or a coordinator writes to the people who look after the lieux of a territory.
  await sql`
    create table message_territoire (
      id uuid primary key,
      -- « pole:limousin », « epci:243100633 », « reseau:sicoval », « france »
      territoire text not null check (territoire ~ '^(france|(pole|reseau|commune|epci|departement|region):[0-9A-Za-z-]{1,60})$'),
      -- what it was called that day
      nom_territoire text not null,
      public text not null check (public in ('tous', 'membres', 'candidats', 'endormis')),
      -- empty once their author has closed their account
      sujet text not null check (length(sujet) <= 120),
      texte text not null check (length(texte) <= 4000),
      -- a name for the journal, never a person's
      auteur text not null,
      etat text not null check (etat in ('en-cours', 'envoye')),
      destinataires integer not null check (destinataires > 0),
      cree_le timestamptz not null,
      fini_le timestamptz,
      check ((etat = 'envoye') = (fini_le is not null))
    )`.execute(db)
  await sql`create index message_territoire_le on message_territoire (territoire, cree_le desc)`.execute(db)

  // One row per person, however many lieux they look after.
  await sql`
    create table message_territoire_envoi (
      message_id uuid not null references message_territoire (id) on delete cascade,
      compte_id uuid not null references compte (id) on delete cascade,
      -- when its turn came; « envoye »: false for who had stopped these messages meanwhile
      traite_le timestamptz,
      envoye boolean,
      -- of the link that stops these messages
      empreinte text unique,
      primary key (message_id, compte_id),
      check ((traite_le is null) = (envoye is null)),
      check ((empreinte is not null) = coalesce(envoye, false))
    )`.execute(db)
  await sql`create index message_territoire_a_envoyer on message_territoire_envoi (message_id) where traite_le is null`.execute(
    db
  )
  await sql`create index message_territoire_envoi_compte on message_territoire_envoi (compte_id)`.execute(db)

  // Who wants no more of them, territory by territory.
  await sql`
    create table message_territoire_refus (
      compte_id uuid not null references compte (id) on delete cascade,
      territoire text not null,
      le timestamptz not null,
      primary key (compte_id, territoire)
    )`.execute(db)
}
