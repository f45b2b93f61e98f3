import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Members as of right (articles 5 and 10-3): official lists, dated, then kept by the committee.
  await sql`
    create table liste_de_droit (
      id uuid primary key,
      reseau_id text not null,
      charte_id text not null,
      nom text not null check (btrim(nom) <> '' and length(nom) <= 120),
      genre text not null check (genre in ('epn', 'reconditionneurs', 'autre')),
      -- of the demonstration: it only ever knows invented lieux
      fictif boolean not null default false,
      creee_le timestamptz not null,
      creee_par text not null,
      foreign key (charte_id, reseau_id) references charte (id, reseau_id)
    )`.execute(db)
  await sql`create unique index liste_de_droit_nom on liste_de_droit (reseau_id, lower(nom))`.execute(db)

  // A list as it was on a day. The same file twice is one delivery.
  await sql`
    create table liste_livraison (
      id bigint generated always as identity primary key,
      liste_id uuid not null references liste_de_droit (id) on delete cascade,
      datee_du date not null,
      empreinte text not null,
      importee_par text not null,
      importee_le timestamptz not null,
      lues integer not null,
      gardees integer not null,
      nouvelles integer not null,
      parties integer not null,
      -- rows that could not be read: their number and what is wrong, nothing of what they say
      fautes jsonb not null default '[]',
      unique (liste_id, empreinte)
    )`.execute(db)

  await sql`
    create table liste_ligne (
      id bigint generated always as identity primary key,
      liste_id uuid not null references liste_de_droit (id) on delete cascade,
      cle text not null,
      nom text not null check (length(nom) <= 200),
      adresse text not null check (length(adresse) <= 300),
      code_postal text not null check (length(code_postal) <= 10),
      commune text not null check (length(commune) <= 100),
      -- SIRET or RNA; empty when the list gives none
      pivot text not null check (length(pivot) <= 14),
      reference text not null check (length(reference) <= 100),
      manuelle boolean not null default false,
      etat text not null check (etat in ('a-rapprocher', 'rapprochee', 'a-verifier', 'sans-lieu', 'ecartee')),
      lieu_id bigint references lieu (id) on delete cascade,
      -- a person answered: the machine does not ask itself again
      jugee_le timestamptz,
      depuis date not null,
      -- not on the list any more since that delivery: still a member, until the committee says otherwise
      partie_le date,
      admise_le timestamptz,
      -- the state that a list does not go round
      refus text,
      unique (liste_id, cle),
      constraint ligne_rapprochee check ((etat = 'rapprochee') = (lieu_id is not null)),
      constraint ligne_admise check (admise_le is null or refus is null)
    )`.execute(db)
  await sql`create index liste_ligne_etat on liste_ligne (liste_id, etat, id)`.execute(db)
  await sql`create index liste_ligne_lieu on liste_ligne (lieu_id) where lieu_id is not null`.execute(db)
}
