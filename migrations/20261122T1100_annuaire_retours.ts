import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A record that left and comes back: the history of its fiche says so.
  await sql`alter table enregistrement add column revenu_par bigint references livraison (id)`.execute(db)
  // Taking a batch back puts records where that batch took them from.
  await sql`create index changement_lot on changement (lot) where lot is not null`.execute(db)
  // What the sources were believed on when fiches were last merged: a change merges again what it concerns.
  await sql`alter table annuaire_etat add column confiances jsonb not null default '{}'`.execute(db)
}
