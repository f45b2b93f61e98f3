import { type Kysely, sql } from 'kysely'

// What other parts say of a lieu (an adhesion, an action) changes while its fiche does not: the directory's revision stays,
// and so does what merging keeps in memory and what copies of the directory follow. Whoever shows the lieu hears of it here.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lieu_touche (
      id bigint generated always as identity primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      -- 0 until the transaction commits
      numero bigint not null default 0
    )`.execute(db)
  await sql`create index lieu_touche_lieu on lieu_touche (lieu_id)`.execute(db)
  await sql`create index lieu_touche_numero on lieu_touche (numero)`.execute(db)
  await sql`
    create table annuaire_touches (
      seul boolean primary key default true check (seul),
      numero bigint not null
    )`.execute(db)
  await sql`insert into annuaire_touches (numero) values (0)`.execute(db)
  // Numbers follow the order of commits: who has read one has read all those before it. They are given at the very end of
  // the transaction, so that nobody waits for them while holding something else.
  await sql`
    create function numerote_touche() returns trigger language plpgsql as $$
    declare n bigint;
    begin
      update annuaire_touches set numero = numero + 1 returning numero into n;
      delete from lieu_touche where lieu_id = new.lieu_id and numero > 0;
      update lieu_touche set numero = n where id = new.id;
      perform pg_notify('annuaire', 'touches ' || n);
      return null;
    end $$`.execute(db)
  await sql`
    create constraint trigger lieu_touche_numero after insert on lieu_touche deferrable initially deferred
    for each row execute function numerote_touche()`.execute(db)
}
