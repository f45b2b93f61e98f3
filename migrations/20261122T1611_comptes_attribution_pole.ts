import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A pilot holds territories of their own, or a pôle: then its perimeter of the day, whatever it becomes.
  await sql`alter table attribution add column pole_id text references pole (id)`.execute(db)
  await sql`
    alter table attribution
      drop constraint attribution_territoires_du_role,
      add constraint attribution_territoires_du_role check (case
        when role = 'pilote' then (cardinality(territoires) > 0) <> (pole_id is not null)
        when role = 'coordinateur' then cardinality(territoires) > 0
        when role in ('mediateur', 'aidant', 'expert', 'moderateur') then true
        else cardinality(territoires) = 0 end),
      -- pôles are the national charter's
      add constraint attribution_pole_du_pilote check (pole_id is null or (role = 'pilote' and reseau_id = 'national'))`.execute(
    db
  )
  await sql`drop index attribution_en_vigueur`.execute(db)
  await sql`
    create unique index attribution_en_vigueur
    on attribution (compte_id, role, reseau_id, territoires, lieux, coalesce(college, ''), coalesce(pole_id, ''))
    where retiree_le is null`.execute(db)
}
