import { type Kysely, sql } from 'kysely'

const QUORUMS = sql`('aucun', 'quart', 'tiers', 'moitie', 'deux-tiers')`
const MAJORITES = sql`('simple', 'absolue', 'deux-tiers')`
const GENRES = sql`('opposition', 'levee', 'reouverture', 'deliberation')`

export async function up(db: Kysely<unknown>): Promise<void> {
  // How the committee of a réseau decides. No row: the default rule of the code (AMB-01).
  await sql`
    create table comite_regle (
      reseau_id text primary key references reseau (id) on delete cascade,
      mode text not null check (mode in ('vote', 'presidence')),
      quorum text not null check (quorum in ${QUORUMS}),
      majorite text not null check (majorite in ${MAJORITES}),
      -- whole days that a vote stays open, except on an opposition, whose window is the charter's
      jours integer not null check (jours between 1 and 90),
      -- the only one who decides alone, where one does; nobody named: any member
      presidence_id uuid references compte (id) on delete set null,
      modifiee_le timestamptz not null,
      modifiee_par text not null
    )`.execute(db)

  await sql`
    create table comite_suppleance (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      titulaire_id uuid not null references compte (id) on delete cascade,
      suppleant_id uuid not null references compte (id) on delete cascade,
      du timestamptz not null,
      au timestamptz,
      check (titulaire_id <> suppleant_id),
      check (au is null or au >= du)
    )`.execute(db)
  await sql`
    create unique index comite_suppleance_en_cours on comite_suppleance (reseau_id, titulaire_id)
    where au is null`.execute(db)
  await sql`create index comite_suppleance_suppleant on comite_suppleance (suppleant_id)`.execute(db)

  // Closing and rule are those of the day the motion was raised: a setting changed later moves no vote.
  await sql`
    create table motion (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      genre text not null check (genre in ${GENRES}),
      adhesion_id uuid references adhesion (id) on delete cascade,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      texte text not null check (btrim(texte) <> '' and length(texte) <= 5000),
      fondement text check (fondement in ('non-conformite', 'inexacte')),
      proposee_par text not null,
      ouverte_le timestamptz not null,
      cloture timestamptz not null,
      cloture_regle text not null,
      quorum text not null check (quorum in ${QUORUMS}),
      majorite text not null check (majorite in ${MAJORITES}),
      corrige uuid,
      comptee_le timestamptz,
      check (cloture > ouverte_le),
      constraint motion_adhesion check ((genre = 'deliberation') = (adhesion_id is null)),
      constraint motion_fondement check ((genre = 'opposition') = (fondement is not null))
    )`.execute(db)
  // Two members who raise it at the same instant raise one.
  await sql`
    create unique index motion_ouverte on motion (adhesion_id)
    where adhesion_id is not null and comptee_le is null`.execute(db)
  await sql`create index motion_reseau on motion (reseau_id, ouverte_le desc)`.execute(db)
  await sql`create index motion_due on motion (cloture) where comptee_le is null`.execute(db)

  await sql`
    create table motion_avis (
      id uuid primary key,
      motion_id uuid not null references motion (id) on delete cascade,
      -- a reason more, which the lieu will read; otherwise a word to the committee
      raison boolean not null,
      texte text not null check (btrim(texte) <> '' and length(texte) <= 2000),
      auteur text not null,
      le timestamptz not null
    )`.execute(db)
  await sql`create index motion_avis_motion on motion_avis (motion_id, le)`.execute(db)

  // Who stands aside from a lieu, or from one motion.
  await sql`
    create table comite_deport (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      compte_id uuid not null references compte (id) on delete cascade,
      lieu_id bigint references lieu (id) on delete cascade,
      motion_id uuid references motion (id) on delete cascade,
      raison text not null default '' check (length(raison) <= 500),
      depuis timestamptz not null,
      fin_le timestamptz,
      check ((lieu_id is null) <> (motion_id is null)),
      check (fin_le is null or lieu_id is not null)
    )`.execute(db)
  await sql`
    create unique index comite_deport_lieu on comite_deport (reseau_id, compte_id, lieu_id) where fin_le is null`.execute(
    db
  )
  await sql`create unique index comite_deport_motion on comite_deport (compte_id, motion_id)`.execute(db)

  // One line for each mandate. An erased account leaves the line, and no longer its number.
  await sql`
    create table vote (
      id uuid primary key,
      motion_id uuid not null references motion (id) on delete cascade,
      titulaire_id uuid references compte (id) on delete set null,
      par_suppleant boolean not null,
      sens text not null check (sens in ('pour', 'contre', 'abstention')),
      le timestamptz not null,
      unique (motion_id, titulaire_id)
    )`.execute(db)
  // Every gesture, in order: a vote changed before the closing leaves both.
  await sql`
    create table vote_geste (
      id bigint generated always as identity primary key,
      motion_id uuid not null references motion (id) on delete cascade,
      titulaire_id uuid references compte (id) on delete set null,
      par_suppleant boolean not null,
      sens text not null check (sens in ('pour', 'contre', 'abstention')),
      le timestamptz not null
    )`.execute(db)
  await sql`create index vote_geste_motion on vote_geste (motion_id, id)`.execute(db)
  await sql`create index vote_geste_titulaire on vote_geste (titulaire_id)`.execute(db)
  await sql`create index vote_titulaire on vote (titulaire_id)`.execute(db)

  // The register. A line is never edited: a correction is another one, which names it.
  await sql`
    create table comite_decision (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      motion_id uuid unique references motion (id) on delete cascade,
      mode text not null check (mode in ('vote', 'presidence')),
      genre text not null check (genre in ('opposition', 'levee', 'reouverture', 'refus', 'deliberation')),
      adhesion_id uuid references adhesion (id) on delete cascade,
      piece_id uuid,
      titre text not null,
      texte text not null check (length(texte) <= 10000),
      fondement text check (fondement in ('non-conformite', 'inexacte')),
      -- the legal instant: the closing of the vote, whenever it was counted
      prise_le timestamptz not null,
      inscrite_le timestamptz not null,
      quorum text,
      majorite text,
      electeurs integer,
      ecartes integer,
      pour integer,
      contre integer,
      abstentions integer,
      colleges jsonb not null default '[]',
      resultat text not null check (resultat in ('adoptee', 'rejetee', 'egalite', 'sans-quorum')),
      effet text not null check (effet in ('opposition', 'levee', 'reouverture', 'refus', 'deliberation', 'aucun', 'sans-objet')),
      corrige uuid references comite_decision (id),
      constraint decision_comptee check (
        (mode = 'vote') = (motion_id is not null) and (mode = 'vote') = (electeurs is not null)
        and (electeurs is null) = (ecartes is null) and (electeurs is null) = (pour is null)
        and (electeurs is null) = (contre is null) and (electeurs is null) = (abstentions is null)),
      constraint decision_electorat check (electeurs is null or pour + contre + abstentions <= electeurs),
      check (corrige <> id)
    )`.execute(db)
  await sql`create index comite_decision_reseau on comite_decision (reseau_id, prise_le desc, id)`.execute(db)
  await sql`create index comite_decision_corrige on comite_decision (corrige) where corrige is not null`.execute(db)
  await sql`
    alter table motion add constraint motion_corrige foreign key (corrige) references comite_decision (id)`.execute(db)
  await sql`
    create function comite_decision_figee() returns trigger language plpgsql as $$
    begin
      -- only a lieu of the demonstration is ever deleted, and what was decided of it with it
      if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
      raise exception 'une décision inscrite ne change pas' using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create trigger comite_decision_figee before update or delete on comite_decision
    for each row execute function comite_decision_figee()`.execute(db)

  await sql`
    create table compte_rendu (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      tenue_le date not null,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      presents text not null check (length(presents) <= 1000),
      texte text not null check (btrim(texte) <> '' and length(texte) <= 20000),
      auteur text not null,
      modifie_le timestamptz not null,
      publie_le timestamptz
    )`.execute(db)
  await sql`create index compte_rendu_reseau on compte_rendu (reseau_id, tenue_le desc)`.execute(db)

  // Studies that the committee commissions (article 12).
  await sql`
    create table etude (
      id uuid primary key,
      reseau_id text not null references reseau (id) on delete cascade,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      texte text not null check (btrim(texte) <> '' and length(texte) <= 5000),
      etat text not null check (etat in ('commandee', 'en-cours', 'rendue', 'abandonnee')),
      lien text not null default '' check (length(lien) <= 500),
      auteur text not null,
      modifiee_le timestamptz not null,
      publiee_le timestamptz
    )`.execute(db)
  await sql`create index etude_reseau on etude (reseau_id, modifiee_le desc)`.execute(db)
}
