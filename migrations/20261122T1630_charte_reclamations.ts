import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Somebody says that a lieu does not keep to its charter, or uses the Mark without a right to.
  await sql`
    create table reclamation (
      id uuid primary key,
      reseau_id text not null references reseau (id),
      lieu_id bigint not null references lieu (id) on delete cascade,
      -- none for a lieu that has never had anything to do with the réseau
      adhesion_id uuid references adhesion (id) on delete cascade,
      objet text not null check (objet in ('charte', 'marque', 'autre')),
      version_id bigint,
      critere_id text,
      quand text not null check (btrim(quand) <> '' and length(quand) <= 200),
      ou text not null check (btrim(ou) <> '' and length(ou) <= 200),
      texte text not null check (length(texte) between 20 and 4000),
      etat text not null check (etat in ('deposee', 'confirmee', 'instruction', 'close')),
      deposee_le timestamptz not null,
      -- the address answered: from then on, somebody really complained
      confirmee_le timestamptz,
      transmise_le timestamptz,
      repondue_le timestamptz,
      close_le timestamptz,
      issue text check (issue in ('sans-suite', 'rappel', 'avertissement')),
      piece_id uuid references adhesion_piece (id) on delete cascade,
      -- of who reported, to answer; forgotten six months after the end
      courriel text check (length(courriel) <= 254),
      -- digest of the link that confirms
      empreinte text not null unique,
      foreign key (version_id, critere_id) references charte_critere (version_id, id),
      check ((version_id is null) = (critere_id is null)),
      check (critere_id is null or objet = 'charte'),
      constraint reclamation_confirmee check ((etat = 'deposee') = (confirmee_le is null)),
      constraint reclamation_close check (
        (etat = 'close') = (close_le is not null) and (close_le is null) = (issue is null)),
      constraint reclamation_transmise check (transmise_le is null or etat in ('instruction', 'close')),
      constraint reclamation_repondue check (repondue_le is null or transmise_le <= repondue_le),
      -- nobody is blamed unheard
      constraint reclamation_entendue check (
        issue is null or issue = 'sans-suite' or transmise_le is not null),
      constraint reclamation_avertie check ((piece_id is not null) = (issue is not distinct from 'avertissement'))
    )`.execute(db)
  await sql`create index reclamation_reseau on reclamation (reseau_id, etat, confirmee_le)`.execute(db)
  await sql`create index reclamation_lieu on reclamation (lieu_id)`.execute(db)
  // A form sent twice is one complaint.
  await sql`
    create unique index reclamation_redite on reclamation (reseau_id, lieu_id, lower(courriel), md5(texte))
    where etat <> 'close' and courriel is not null`.execute(db)

  // What was done of it, dated. A step is never rewritten: a correction is a new one.
  await sql`
    create table reclamation_etape (
      reclamation_id uuid not null references reclamation (id) on delete cascade,
      rang integer not null check (rang > 0),
      genre text not null check (genre in ('recue', 'transmise', 'reponse', 'constat', 'decision')),
      le timestamptz not null,
      -- names for the journal: an account's identifier, never a person's name
      auteur text not null,
      texte text not null default '' check (length(texte) <= 5000),
      primary key (reclamation_id, rang)
    )`.execute(db)
  await sql`
    create function reclamation_etape_figee() returns trigger language plpgsql as $$
    begin
      -- only a lieu of the demonstration is ever deleted, and what is said of it
      if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
      raise exception 'une étape inscrite ne change pas' using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create trigger reclamation_etape_figee before update or delete on reclamation_etape
    for each row execute function reclamation_etape_figee()`.execute(db)
}
