import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What people said of records, by the keys that records have in their sources: it outlives every delivery.
  await sql`
    create table decision (
      id bigint generated always as identity primary key,
      lot text not null,
      genre text not null check (genre in ('meme', 'different', 'valeur')),
      a_source text not null references source (id),
      a_cle text not null,
      b_source text references source (id),
      b_cle text,
      champ text,
      valeur jsonb,
      auteur text not null,
      motif text not null default '',
      prise_le timestamptz not null,
      annulee_le timestamptz,
      annulee_par text,
      check ((genre = 'valeur') = (champ is not null and valeur is not null)),
      check ((genre = 'valeur') = (b_source is null and b_cle is null)),
      check ((annulee_le is null) = (annulee_par is null)),
      -- one writing of each pair, so that two people cannot decide it twice
      check (genre = 'valeur' or (a_source, a_cle) < (b_source, b_cle))
    )`.execute(db)
  await sql`
    create unique index decision_paire on decision (a_source, a_cle, b_source, b_cle)
    where annulee_le is null and genre <> 'valeur'`.execute(db)
  await sql`create unique index decision_valeur on decision (a_source, a_cle, champ) where annulee_le is null and genre = 'valeur'`.execute(
    db
  )
  await sql`create index decision_b on decision (b_source, b_cle) where annulee_le is null`.execute(db)
  await sql`create index decision_lot on decision (lot)`.execute(db)

  // The history of each fiche: every change, and its cause.
  await sql`
    create table changement (
      id bigint generated always as identity primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      le timestamptz not null,
      cause text not null check (cause in ('livraison', 'decision', 'annulation')),
      livraison_id bigint references livraison (id),
      lot text,
      genre text not null check (genre in ('creation', 'valeur', 'arrivee', 'depart', 'reunion', 'retablissement', 'retrait')),
      champ text,
      avant jsonb,
      apres jsonb,
      source_id text,
      cle text,
      autre_lieu bigint,
      check ((cause = 'livraison') = (livraison_id is not null)),
      check ((cause = 'livraison') = (lot is null)),
      check ((genre = 'valeur') = (champ is not null))
    )`.execute(db)
  await sql`create index changement_lieu on changement (lieu_id, id desc)`.execute(db)

  // Pairs that matching found worth showing, with its reasons as it weighed them.
  await sql`
    create table paire (
      a_id bigint not null references enregistrement (id) on delete cascade,
      b_id bigint not null references enregistrement (id) on delete cascade,
      score integer not null,
      issue text not null check (issue in ('meme', 'a-revoir', 'different')),
      preuves jsonb not null,
      primary key (a_id, b_id),
      check (a_id < b_id)
    )`.execute(db)
  await sql`create index paire_b on paire (b_id)`.execute(db)
  await sql`create index paire_a_revoir on paire (score desc) where issue = 'a-revoir'`.execute(db)

  // The lieux a record stood in before: splitting gives back the number that merging took away.
  await sql`alter table enregistrement add column lieux_passes bigint[] not null default '{}'`.execute(db)
  // Where a record had another key before its source re-numbered it.
  await sql`alter table enregistrement add column cles_passees text[] not null default '{}',
      add column renumerote_par bigint references livraison (id)`.execute(db)

  // Counts what changed in records and decisions: an index in memory knows by it whether it is still true.
  await sql`
    create table annuaire_etat (
      seul boolean primary key default true check (seul),
      revision bigint not null
    )`.execute(db)
  await sql`insert into annuaire_etat (revision) values (0)`.execute(db)
}
