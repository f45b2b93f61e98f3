import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The search names the réseaux: each process reads their names again when one changes.
  await sql`
    create function annonce_nom_reseau() returns trigger language plpgsql as $$
    begin
      perform pg_notify('annuaire', 'noms');
      return null;
    end $$`.execute(db)
  await sql`
    create trigger reseau_nom_annonce after update of nom on reseau
    for each row when (old.nom is distinct from new.nom) execute function annonce_nom_reseau()`.execute(db)

  // A suspended lieu asks to come back; the committee answers by lifting, or by its reasons not to (AMB-08).
  await sql`alter table adhesion_piece drop constraint adhesion_piece_genre_check`.execute(db)
  await sql`
    alter table adhesion_piece add constraint adhesion_piece_genre_check check (genre in
      ('opposition', 'avertissement', 'rectification', 'jugement', 'levee', 'reouverture', 'retrait', 'demande',
       'refus-de-levee'))`.execute(db)
  await sql`alter table adhesion_piece drop constraint piece_motivee`.execute(db)
  await sql`
    alter table adhesion_piece add constraint piece_motivee check (genre not in
      ('opposition', 'avertissement', 'levee', 'reouverture', 'demande', 'refus-de-levee') or btrim(texte) <> '')`.execute(
    db
  )
}
