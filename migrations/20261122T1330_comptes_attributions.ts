import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who holds which role, where. Rows stay when a role ends: who could do what, and when, can be told later.
  await sql`
    create table attribution (
      id uuid primary key,
      compte_id uuid not null references compte (id) on delete cascade,
      role text not null check (role in ('responsable', 'delegue', 'mediateur', 'aidant', 'expert', 'pilote', 'coordinateur',
        'comite', 'secretariat', 'moderateur', 'editeur', 'administrateur')),
      reseau_id text not null references reseau (id),
      -- « epci:243100633 », sorted: two rows of one scope are equal
      territoires text[] not null default '{}',
      college text check (college in ('ministeres', 'collectivites', 'entreprises', 'associations', 'institutions', 'poles',
        'citoyens')),
      -- public numbers of lieux, sorted. One that was merged leads to the fiche that took its place.
      lieux bigint[] not null default '{}',
      -- names for the journal: an account's identifier, never a person's name
      donnee_par text not null,
      donnee_le timestamptz not null,
      fin_le timestamptz check (fin_le > donnee_le),
      retiree_par text,
      retiree_le timestamptz,
      check ((retiree_le is null) = (retiree_par is null)),
      constraint attribution_territoires_lus check (array_to_string(territoires, ' ', '?')
        ~ '^((commune|epci|departement|region):[0-9AB]{2,9}( (commune|epci|departement|region):[0-9AB]{2,9})*)?$'),
      constraint attribution_territoires_du_role check (case
        when role in ('pilote', 'coordinateur') then cardinality(territoires) > 0
        when role in ('mediateur', 'aidant', 'expert', 'moderateur') then true
        else cardinality(territoires) = 0 end),
      constraint attribution_lieux_du_role check ((role in ('responsable', 'delegue')) = (cardinality(lieux) > 0)),
      constraint attribution_college_du_comite check ((role = 'comite') = (college is not null))
    )`.execute(db)
  await sql`
    create unique index attribution_en_vigueur
    on attribution (compte_id, role, reseau_id, territoires, lieux, coalesce(college, '')) where retiree_le is null`.execute(
    db
  )
  await sql`create index attribution_reseau on attribution (reseau_id, role) where retiree_le is null`.execute(db)

  // Administrators named until now hold the whole site.
  await sql`
    insert into attribution (id, compte_id, role, reseau_id, donnee_par, donnee_le)
    select gen_random_uuid(), id, 'administrateur', 'national', 'systeme', now() from compte where role = 'administrateur'`.execute(
    db
  )
  await sql`alter table compte drop column role`.execute(db)
}
