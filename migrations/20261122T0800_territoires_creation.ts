import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table region (
      code text primary key check (code ~ '^[0-9]{2,3}$'),
      nom text not null check (nom <> '')
    )`.execute(db)
  await sql`
    create table departement (
      code text primary key check (code ~ '^([0-9]{2}|2[AB]|9[78][0-9])$'),
      nom text not null check (nom <> ''),
      region text not null references region (code)
    )`.execute(db)
  await sql`create index departement_region on departement (region)`.execute(db)
  await sql`
    create table epci (
      code text primary key check (code ~ '^[0-9]{9}$'),
      nom text not null check (nom <> '')
    )`.execute(db)

  // Communes appear and disappear every January. A fiche keeps the INSEE code it was given, and this table says what
  // the code means today: no other feature should reference it by a foreign key.
  await sql`
    create table commune (
      code text primary key check (code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
      nom text not null check (nom <> ''),
      departement text not null references departement (code),
      region text not null references region (code),
      epci text references epci (code),
      population integer check (population >= 0),
      codes_postaux text[] not null check (array_to_string(codes_postaux, ' ', '?') ~ '^([0-9]{5}( [0-9]{5})*)?$'),
      latitude double precision check (latitude between -90 and 90),
      longitude double precision check (longitude between -180 and 180),
      origine text check (origine in ('officiel', 'ville', 'voisines')),
      check (num_nulls(latitude, longitude, origine) in (0, 3))
    )`.execute(db)
  await sql`create index commune_departement on commune (departement)`.execute(db)
  await sql`create index commune_epci on commune (epci)`.execute(db)
  await sql`create index commune_codes_postaux on commune using gin (codes_postaux)`.execute(db)

  // A delegated commune can bear the code of a present one (the chief town of a new commune): no key between the two codes.
  await sql`
    create table commune_ancienne (
      code text primary key check (code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
      nom text check (nom <> ''),
      commune text not null references commune (code),
      genre text not null check (genre in ('arrondissement-municipal', 'commune-deleguee', 'commune-associee', 'ancien-code')),
      check (nom is not null or genre = 'ancien-code')
    )`.execute(db)
  await sql`create index commune_ancienne_commune on commune_ancienne (commune)`.execute(db)

  // One row: what is loaded. Each process compares 'revision' with the one it holds in memory.
  await sql`
    create table geographie_version (
      seule boolean primary key default true check (seule),
      revision integer not null default 0,
      livree text,
      livree_le timestamptz,
      centres text,
      centres_le timestamptz
    )`.execute(db)
  await sql`insert into geographie_version default values`.execute(db)
}
