import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists unaccent`.execute(db)
  await sql`create extension if not exists pg_trgm`.execute(db)

  // Messages are written in the transaction that causes them; the worker sends them later, once.
  await sql`
    create table courriel (
      id bigint generated always as identity primary key,
      destinataire text not null check (destinataire <> ''),
      sujet text not null check (sujet <> ''),
      texte text not null,
      html text not null,
      motif text not null,
      cree_le timestamptz not null,
      envoye_le timestamptz,
      essais integer not null default 0,
      derniere_erreur text
    )`.execute(db)
  await sql`create index courriel_cree_le on courriel (cree_le desc)`.execute(db)

  // One chain per réseau. The journal holds identifiers and digests: names and free text live in rows that can be erased.
  await sql`
    create table journal (
      reseau text not null,
      rang bigint not null check (rang > 0),
      le timestamptz not null,
      genre text not null,
      acteur text not null,
      objet text not null,
      contenu jsonb not null,
      precedente text not null,
      empreinte text not null unique,
      primary key (reseau, rang)
    )`.execute(db)
  await sql`
    create table journal_tete (
      reseau text primary key,
      rang bigint not null,
      empreinte text not null
    )`.execute(db)
  await sql`
    create function journal_refuse_modification() returns trigger language plpgsql as $$
    begin
      raise exception 'le journal ne se modifie pas : on y ajoute seulement';
    end $$`.execute(db)
  await sql`
    create trigger journal_ajout_seul before update or delete on journal
    for each row execute function journal_refuse_modification()`.execute(db)
  await sql`
    create trigger journal_ajout_seul_tout before truncate on journal
    for each statement execute function journal_refuse_modification()`.execute(db)

  // Uploaded files wait in the database, where every process can read them; in pieces, so that none is held whole in memory.
  await sql`
    create table fichier (
      id bigint generated always as identity primary key,
      nom text not null,
      taille bigint not null check (taille >= 0),
      empreinte text not null,
      depose_le timestamptz not null
    )`.execute(db)
  await sql`
    create table fichier_morceau (
      fichier_id bigint not null references fichier (id) on delete cascade,
      rang integer not null,
      octets bytea not null,
      primary key (fichier_id, rang)
    )`.execute(db)
}
