import { type Kysely, sql } from 'kysely'

// What other parts say of a lieu (an adhesion, an action) changes while its fiche does not: the directory's revision stays,
// and so does what merging keeps in memory and what copies of the directory follow. Whoever shows the lieu hears of it here.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lieu_touche (
      lieu_id bigint primary key references lieu (id) on delete cascade,
      numero bigint not null
    )`.execute(db)
  await sql`create index lieu_touche_numero on lieu_touche (numero, lieu_id)`.execute(db)
  // One row, taken before the numbers are given: who has read a number has read all those before it.
  await sql`
    create table annuaire_touches (
      seul boolean primary key default true check (seul),
      numero bigint not null
    )`.execute(db)
  await sql`insert into annuaire_touches (numero) values (0)`.execute(db)
  await sql`
    create function annonce_touches() returns trigger language plpgsql as $$
    begin
      perform pg_notify('annuaire', 'touches ' || new.numero);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger annuaire_touches_annonce after update on annuaire_touches for each row
    execute function annonce_touches()`.execute(db)
}
