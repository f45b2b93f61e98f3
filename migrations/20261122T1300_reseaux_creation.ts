import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A network with its own charter, brand, perimeter and people. The national one and any number of territorial ones.
  await sql`
    create table reseau (
      id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      genre text not null check (genre in ('national', 'territorial')),
      nom text not null check (nom <> '' and length(nom) <= 80),
      accroche text not null default '' check (length(accroche) <= 120),
      presentation text not null default '' check (length(presentation) <= 4000),
      couleur text check (couleur ~ '^#[0-9a-f]{6}$'),
      couleur_accent text check (couleur_accent ~ '^#[0-9a-f]{6}$'),
      logo_id bigint references fichier (id) on delete set null,
      -- what the visual identity is, and who may use it, in words
      identite text not null default '' check (length(identite) <= 4000),
      fuseau text not null default 'Europe/Paris',
      ouvert_le timestamptz,
      cree_le timestamptz not null,
      modifie_le timestamptz not null
    )`.execute(db)
  await sql`create unique index reseau_national on reseau (genre) where genre = 'national'`.execute(db)
  // Official codes: communes, EPCI, départements, régions. The national réseau needs none: it is everywhere.
  await sql`
    create table reseau_territoire (
      reseau_id text not null references reseau (id) on delete cascade,
      genre text not null check (genre in ('commune', 'epci', 'departement', 'region')),
      code text not null,
      primary key (reseau_id, genre, code)
    )`.execute(db)
  await sql`
    insert into reseau (id, genre, nom, accroche, ouvert_le, cree_le, modifie_le) values
      ('national', 'national', 'Réseau national de la médiation numérique',
       'Des lieux pour apprendre, être aidé et créer avec le numérique', now(), now(), now()),
      ('sicoval', 'territorial', 'Médiation numérique du Sicoval',
       'Les acteurs du numérique solidaire au sud-est de Toulouse', now(), now(), now())`.execute(db)
  await sql`insert into reseau_territoire (reseau_id, genre, code) values ('sicoval', 'epci', '243100633')`.execute(db)
}
