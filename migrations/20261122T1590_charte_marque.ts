import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Keys that sign the proofs of a réseau. The public part is published for ever: badges already given go on verifying.
  await sql`
    create table marque_cle (
      reseau_id text not null references reseau (id),
      rang integer not null check (rang > 0),
      -- Multikey of an Ed25519 key
      publique text not null unique check (publique ~ '^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$'),
      -- encrypted by the site's secret, which is not in the database
      privee bytea not null,
      cree_le timestamptz not null,
      remplacee_le timestamptz,
      -- stolen or lost since that instant: nothing that it signed holds any more
      compromise_le timestamptz,
      primary key (reseau_id, rang),
      check (remplacee_le >= cree_le),
      check (compromise_le is null or remplacee_le is not null)
    )`.execute(db)
  await sql`create unique index marque_cle_courante on marque_cle (reseau_id) where remplacee_le is null`.execute(db)

  // Where the status of a membership is read. A new membership has a new place: a withdrawn proof never comes back.
  await sql`
    create table marque_place (
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      membre_depuis timestamptz not null,
      reseau_id text not null references reseau (id),
      liste integer not null check (liste > 0),
      -- drawn by lot: an order would tell who joined with whom
      place integer not null check (place between 0 and 131071),
      attribuee_le timestamptz not null,
      primary key (adhesion_id, membre_depuis),
      unique (reseau_id, liste, place)
    )`.execute(db)

  // « Toute autre utilisation […] est soumise à l'accord exprès écrit du Secrétariat » (article 4).
  await sql`
    create table marque_demande (
      id uuid primary key,
      reseau_id text not null references reseau (id),
      -- who asked; gone with the account
      compte_id uuid references compte (id) on delete set null,
      organisme text not null check (btrim(organisme) <> '' and length(organisme) <= 200),
      usage text not null check (btrim(usage) <> '' and length(usage) <= 2000),
      du date not null,
      au date not null check (au >= du),
      deposee_le timestamptz not null,
      reponse text check (reponse in ('accord', 'refus')),
      -- conditions of an agreement, reasons of a refusal
      texte text not null default '' check (length(texte) <= 4000),
      repondue_le timestamptz,
      -- names for the journal: an account's identifier, never a person's name
      repondue_par text,
      check ((reponse is null) = (repondue_le is null) and (reponse is null) = (repondue_par is null)),
      constraint demande_motivee check (reponse is distinct from 'refus' or btrim(texte) <> '')
    )`.execute(db)
  await sql`create index marque_demande_reseau on marque_demande (reseau_id, deposee_le desc)`.execute(db)
  await sql`create index marque_demande_compte on marque_demande (compte_id) where compte_id is not null`.execute(db)
}
