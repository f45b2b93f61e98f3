import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // unaccent() reads a dictionary that a configuration could change, so PostgreSQL calls it stable; ours never changes.
  await sql`
    create function sans_accents(texte text) returns text language sql immutable parallel safe strict as
    $$ select public.unaccent('public.unaccent', texte) $$`.execute(db)
  await sql`create text search configuration recherche (copy = pg_catalog.french)`.execute(db)
  await sql`alter text search configuration recherche alter mapping for hword, hword_part, word with unaccent, french_stem`.execute(
    db
  )

  await sql`
    create table source (
      id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      declaration jsonb not null,
      nom text not null,
      producteur text not null,
      licence text not null,
      lien text,
      fictive boolean not null default false,
      -- what the origin said last, for conditional requests
      etag text,
      modifiee_le_http text,
      creee_le timestamptz not null,
      modifiee_le timestamptz not null
    )`.execute(db)

  await sql`
    create table livraison (
      id bigint generated always as identity primary key,
      source_id text not null references source (id),
      datee_du date not null,
      recue_le timestamptz not null,
      finie_le timestamptz,
      origine text not null,
      empreinte text,
      empreinte_declaration text not null,
      demandee_par text not null,
      -- true when a job will import it: it waits its turn, and is not an import that was killed
      en_file boolean not null,
      fichier_id bigint references fichier (id) on delete set null,
      rapport_id bigint references fichier (id) on delete set null,
      etat text not null check (etat in ('en-cours', 'appliquee', 'inchangee', 'ancienne', 'en-attente', 'refusee', 'interrompue')),
      etape text not null default '',
      avancement bigint not null default 0,
      message text,
      lues integer, gardees integer, refusees integer, doublons integer,
      nouvelles integer, modifiees integer, inchangees integer, disparues integer, revenues integer,
      cellules jsonb,
      regles jsonb,
      avis jsonb,
      check (etat <> 'appliquee' or (lues = gardees + refusees and finie_le is not null))
    )`.execute(db)
  await sql`create index livraison_source on livraison (source_id, id desc)`.execute(db)

  // A lieu's number is given once, in order of creation: it is its public address, and pages of the API follow it.
  await sql`
    create table lieu (
      id bigint generated always as identity primary key,
      nom text not null,
      adresse_page text not null,
      valeurs jsonb not null,
      provenance jsonb not null,
      publiees jsonb not null,
      empreinte text not null,
      fictif boolean not null,
      code_insee text,
      departement text,
      latitude double precision,
      longitude double precision,
      position_approchee boolean not null default false,
      complet boolean not null,
      cree_le timestamptz not null,
      modifie_le timestamptz not null,
      retire_le timestamptz,
      remplace_par bigint references lieu (id),
      recherche tsvector not null,
      check ((latitude is null) = (longitude is null)),
      check (remplace_par is null or retire_le is not null),
      check (remplace_par <> id)
    )`.execute(db)
  await sql`create index lieu_recherche on lieu using gin (recherche)`.execute(db)
  await sql`create index lieu_public on lieu (id) where retire_le is null`.execute(db)
  await sql`create index lieu_code_insee on lieu (code_insee) where retire_le is null`.execute(db)
  await sql`create index lieu_departement on lieu (departement) where retire_le is null`.execute(db)

  await sql`
    create table enregistrement (
      id bigint generated always as identity primary key,
      source_id text not null references source (id),
      cle text not null,
      valeurs jsonb not null,
      complements jsonb not null,
      brut jsonb not null,
      doutes jsonb not null,
      empreinte text not null,
      premiere_livraison bigint not null references livraison (id),
      modifie_par bigint not null references livraison (id),
      derniere_livraison bigint not null references livraison (id),
      disparu_par bigint references livraison (id),
      lieu_id bigint references lieu (id),
      unique (source_id, cle)
    )`.execute(db)
  await sql`create index enregistrement_lieu on enregistrement (lieu_id)`.execute(db)
  await sql`create index enregistrement_sans_lieu on enregistrement (id) where lieu_id is null`.execute(db)
}
