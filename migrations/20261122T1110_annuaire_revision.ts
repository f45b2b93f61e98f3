import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // « This value is wrong », of one record's field: as long as the source repeats it, fiches do without it.
  await sql`
    alter table decision
      drop constraint decision_genre_check, drop constraint decision_check, drop constraint decision_check1,
      drop constraint decision_check3,
      add constraint decision_genre check (genre in ('meme', 'different', 'valeur', 'ecarte')),
      add constraint decision_sur_valeur check ((genre in ('valeur', 'ecarte')) = (champ is not null and valeur is not null)),
      add constraint decision_sur_paire check ((genre in ('meme', 'different')) = (b_source is not null and b_cle is not null)),
      -- one writing of each pair, so that two people cannot decide it twice
      add constraint decision_ordre check (genre in ('valeur', 'ecarte') or (a_source, a_cle) < (b_source, b_cle))`.execute(
    db
  )
  await sql`drop index decision_paire`.execute(db)
  await sql`
    create unique index decision_paire on decision (a_source, a_cle, b_source, b_cle)
    where annulee_le is null and b_source is not null`.execute(db)
  // Of one field of one record, one word holds: right, or wrong.
  await sql`drop index decision_valeur`.execute(db)
  await sql`
    create unique index decision_valeur on decision (a_source, a_cle, champ)
    where annulee_le is null and b_source is null`.execute(db)

  // What the review desk looks for, among tens of thousands of rows.
  await sql`
    create index enregistrement_doute on enregistrement (lieu_id)
    where disparu_par is null and doutes <> '[]'::jsonb`.execute(db)
  await sql`
    create index lieu_sans_position on lieu (departement)
    where retire_le is null and (position_approchee or latitude is null)`.execute(db)
  await sql`
    create index lieu_contredit on lieu (departement)
    where retire_le is null and (
      provenance->'nom'->>'regle' in ('confiance', 'recente') or
      provenance->'telephone'->>'regle' in ('confiance', 'recente') or
      provenance->'horaires'->>'regle' in ('confiance', 'recente') or
      provenance->'adresse'->>'regle' = 'adresse')`.execute(db)
}
