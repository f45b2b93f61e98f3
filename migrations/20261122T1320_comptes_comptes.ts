import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A row exists only once its address has answered: an account that nobody confirmed is a token that expires.
  await sql`
    create table compte (
      id uuid primary key,
      courriel text not null check (length(courriel) <= 254 and courriel ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
      confirmee_le timestamptz not null,
      pseudonyme text not null check (length(pseudonyme) between 2 and 40 and pseudonyme = btrim(pseudonyme)),
      -- the civil name: optional, never shown to others
      nom text check (nom <> '' and length(nom) <= 120),
      mot_de_passe text check (mot_de_passe like '$argon2id$%'),
      mot_de_passe_le timestamptz,
      etat text not null default 'actif' check (etat in ('actif', 'suspendu')),
      role text check (role in ('administrateur')),
      cree_le timestamptz not null,
      check ((mot_de_passe is null) = (mot_de_passe_le is null))
    )`.execute(db)
  await sql`create unique index compte_courriel on compte (lower(courriel))`.execute(db)
  // Nobody passes for somebody else by a capital or an accent.
  await sql`create unique index compte_pseudonyme on compte (lower(sans_accents(pseudonyme)))`.execute(db)

  // A session is an account's, or the administration's own link (no account).
  await sql`alter table session alter column role drop not null`.execute(db)
  await sql`
    alter table session
      add column id uuid not null default gen_random_uuid() unique,
      add column compte_id uuid references compte (id) on delete cascade,
      add column partage boolean not null default false,
      add column second_facteur_le timestamptz,
      add column vue_le timestamptz,
      add column navigateur text not null default '' check (length(navigateur) <= 80),
      add check ((role is null) <> (compte_id is null))`.execute(db)
  await sql`update session set vue_le = ouverte_le`.execute(db)
  await sql`alter table session alter column vue_le set not null, alter column id drop default`.execute(db)
  await sql`create index session_compte on session (compte_id) where compte_id is not null`.execute(db)

  // What is sent by mail or handed to a browser for one use: digests only. Using it deletes it, in one statement.
  await sql`
    create table jeton (
      empreinte text primary key check (empreinte ~ '^[0-9a-f]{64}$'),
      genre text not null check (genre ~ '^[a-z-]{2,40}$'),
      compte_id uuid references compte (id) on delete cascade,
      donnees jsonb not null default '{}',
      cree_le timestamptz not null,
      expire_le timestamptz not null check (expire_le > cree_le)
    )`.execute(db)
  await sql`create index jeton_expire_le on jeton (expire_le)`.execute(db)
  await sql`create index jeton_compte on jeton (compte_id) where compte_id is not null`.execute(db)

  // The secret is encrypted by a key that the database does not hold. A code serves once: the counter only grows.
  await sql`
    create table totp (
      compte_id uuid primary key references compte (id) on delete cascade,
      secret bytea not null check (length(secret) > 28),
      actif_le timestamptz,
      dernier_compteur bigint not null default 0 check (dernier_compteur >= 0),
      cree_le timestamptz not null
    )`.execute(db)
  await sql`
    create table code_secours (
      id uuid primary key,
      compte_id uuid not null references compte (id) on delete cascade,
      empreinte text not null check (empreinte like '$argon2id$%')
    )`.execute(db)
  await sql`create index code_secours_compte on code_secours (compte_id)`.execute(db)
  await sql`
    create table passkey (
      id text primary key check (id ~ '^[A-Za-z0-9_-]{1,1400}$'),
      compte_id uuid not null references compte (id) on delete cascade,
      cle_publique bytea not null,
      compteur bigint not null check (compteur >= 0),
      transports text[] not null default '{}',
      nom text not null check (nom <> '' and length(nom) <= 60),
      cree_le timestamptz not null,
      utilisee_le timestamptz
    )`.execute(db)
  await sql`create index passkey_compte on passkey (compte_id)`.execute(db)
  await sql`
    create table identite_externe (
      emetteur text not null check (emetteur <> ''),
      sujet text not null check (sujet <> ''),
      compte_id uuid not null references compte (id) on delete cascade,
      liee_le timestamptz not null,
      primary key (emetteur, sujet)
    )`.execute(db)
  await sql`create index identite_externe_compte on identite_externe (compte_id)`.execute(db)

  // A browser where an account has already signed in: its tries are counted apart from strangers'.
  await sql`
    create table appareil (
      empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$'),
      compte_id uuid not null references compte (id) on delete cascade,
      cree_le timestamptz not null,
      primary key (empreinte, compte_id)
    )`.execute(db)
  await sql`create index appareil_compte on appareil (compte_id)`.execute(db)

  // A new address is taken once both the old one and the new one have answered.
  await sql`
    create table changement_adresse (
      compte_id uuid primary key references compte (id) on delete cascade,
      nouvelle text not null check (length(nouvelle) <= 254),
      demande_le timestamptz not null,
      accord_ancienne_le timestamptz,
      accord_nouvelle_le timestamptz
    )`.execute(db)

  // The counters of rate-limiter-flexible, which names these columns. Keys are digests, forgotten as they expire.
  await sql`
    create table essai (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`.execute(db)
  await sql`create index essai_expire on essai (expire)`.execute(db)
}
