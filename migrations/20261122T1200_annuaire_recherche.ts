import { type Kysely, sql } from 'kysely'

// The search reads lieux in memory. What it needs of one stands in its row, with the directory's revision that wrote it
// last: a process that knows a revision asks for what came after, and so does whoever keeps a copy.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table lieu
      add column sources text[] not null default '{}',
      -- what sources say that the schema cannot, to be found and never shown
      add column mots text not null default '',
      add column revision bigint not null default 0`.execute(db)
  await sql`
    update lieu l set
      sources = array(
        select distinct e.source_id from enregistrement e where e.lieu_id = l.id and e.disparu_par is null order by 1),
      -- the words known so far, until the fiche is merged again
      mots = array_to_string(tsvector_to_array(recherche), ' ')`.execute(db)
  await sql`alter table lieu drop column recherche`.execute(db)
  await sql`drop text search configuration recherche`.execute(db)
  await sql`alter table lieu alter column sources drop default, alter column mots drop default, alter column revision drop default`.execute(
    db
  )
  await sql`create index lieu_revision on lieu (revision, id)`.execute(db)
  // Rows that are really deleted (the demonstration) leave nothing to read: copies older than this begin again.
  await sql`
    alter table annuaire_etat
      add column efface_a bigint not null default 0,
      add column synonymes bigint not null default 0`.execute(db)
  await sql`
    create function annonce_annuaire() returns trigger language plpgsql as $$
    begin
      perform pg_notify('annuaire', new.revision || ' ' || new.synonymes);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger annuaire_annonce after update on annuaire_etat for each row
    when (old.revision <> new.revision or old.synonymes <> new.synonymes) execute function annonce_annuaire()`.execute(
    db
  )
  await sql`
    create function annonce_geographie() returns trigger language plpgsql as $$
    begin
      perform pg_notify('geographie', new.revision::text);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger geographie_annonce after update on geographie_version for each row
    when (old.revision <> new.revision) execute function annonce_geographie()`.execute(db)

  // What an administrator adds to the everyday words that ship, or says in place of one of them.
  await sql`
    create table synonyme (
      expression text primary key check (expression <> '' and length(expression) <= 80),
      valeurs jsonb not null,
      mots text[] not null,
      modifie_le timestamptz not null,
      modifie_par text not null
    )`.execute(db)
}
