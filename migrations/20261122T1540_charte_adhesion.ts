import { type Kysely, sql } from 'kysely'

const ETATS = sql`('REFERENCE', 'INVITE', 'BROUILLON', 'DECLARE', 'FENETRE', 'OPPOSE', 'MEMBRE', 'AVERTI', 'SUSPENDU',
  'NON_RENOUVELE', 'RETIRE')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table charte add constraint charte_du_reseau unique (id, reseau_id)`.execute(db)
  await sql`alter table charte_version add constraint version_de_la_charte unique (id, charte_id)`.execute(db)

  // Where a lieu stands with a réseau: one row for ever, so that no new declaration goes round a suspension.
  await sql`
    create table adhesion (
      id uuid primary key,
      reseau_id text not null,
      charte_id text not null,
      lieu_id bigint not null references lieu (id) on delete cascade,
      etat text not null check (etat in ${ETATS}),
      depuis timestamptz not null,
      version_id bigint,
      origine text check (origine in ('declaration', 'droit')),
      -- the window of the committee: received, and the first instant when it is too late
      recue_le timestamptz,
      fenetre_fin timestamptz,
      membre_depuis timestamptz,
      -- every period is counted from this civil day
      ancre date,
      mois integer,
      periode_debut timestamptz,
      periode_fin timestamptz,
      -- the last sign of life in each period since the current one began
      activites timestamptz[] not null default '{}',
      alerte_le timestamptz,
      confirmee_le timestamptz,
      lettre_recue_le date,
      conformite_fin timestamptz,
      rectifie_le timestamptz,
      barre boolean not null default false,
      rappels text[] not null default '{}',
      -- its lieu became one with another whose adhesion stays
      absorbee_par uuid references adhesion (id),
      revision integer not null default 1,
      cree_le timestamptz not null,
      modifie_le timestamptz not null,
      foreign key (charte_id, reseau_id) references charte (id, reseau_id),
      foreign key (version_id, charte_id) references charte_version (id, charte_id),
      check (absorbee_par <> id),
      constraint adhesion_fenetre check ((etat = 'FENETRE') = (fenetre_fin is not null)),
      constraint adhesion_recue check (fenetre_fin is null or (recue_le is not null and fenetre_fin > recue_le)),
      constraint adhesion_membre check (
        (etat in ('MEMBRE', 'AVERTI', 'SUSPENDU')) = (membre_depuis is not null)
        and (membre_depuis is null) = (ancre is null) and (membre_depuis is null) = (mois is null)
        and (membre_depuis is null) = (periode_debut is null) and (membre_depuis is null) = (origine is null)
        and (periode_fin is null or periode_fin > periode_debut)),
      constraint adhesion_version check (
        (etat in ('DECLARE', 'FENETRE', 'MEMBRE', 'AVERTI', 'SUSPENDU')) = (version_id is not null)),
      constraint adhesion_avertie check (
        (etat = 'AVERTI') = (conformite_fin is not null) and (conformite_fin is null) = (lettre_recue_le is null)
        and (rectifie_le is null or etat = 'AVERTI')),
      constraint adhesion_barre check (not barre or etat = 'RETIRE')
    )`.execute(db)
  await sql`create unique index adhesion_du_lieu on adhesion (reseau_id, lieu_id) where absorbee_par is null`.execute(
    db
  )
  await sql`create index adhesion_lieu on adhesion (lieu_id)`.execute(db)
  await sql`create index adhesion_etat on adhesion (reseau_id, etat) where absorbee_par is null`.execute(db)
  await sql`create index adhesion_absorbee on adhesion (absorbee_par) where absorbee_par is not null`.execute(db)

  // What will happen by itself, with the rule that gave the instant: the scheduler applies it, and invents nothing.
  await sql`
    create table adhesion_echeance (
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      genre text not null,
      cle text not null,
      le timestamptz not null,
      regle text not null,
      primary key (adhesion_id, genre, cle)
    )`.execute(db)
  await sql`create index adhesion_echeance_le on adhesion_echeance (le)`.execute(db)

  // What happened, each with its legal instant and the one it was written at. Identifiers only: reasons are elsewhere.
  await sql`
    create table adhesion_transition (
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      rang integer not null check (rang > 0),
      numero text not null,
      de text not null check (de in ${ETATS}),
      vers text not null check (vers in ${ETATS}),
      le timestamptz not null,
      inscrite_le timestamptz not null,
      acteur text not null,
      piece_id uuid,
      primary key (adhesion_id, rang)
    )`.execute(db)
  await sql`
    create function adhesion_transition_figee() returns trigger language plpgsql as $$
    begin
      -- only a lieu of the demonstration is ever deleted, and its adhesions with it
      if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
      raise exception 'une transition inscrite ne change pas' using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create trigger adhesion_transition_figee before update or delete on adhesion_transition
    for each row execute function adhesion_transition_figee()`.execute(db)

  // Written acts that bear on an adhesion: decisions of the committee, letters, judgments. A correction is a new one.
  await sql`
    create table adhesion_piece (
      id uuid primary key,
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      genre text not null check (genre in
        ('opposition', 'avertissement', 'rectification', 'jugement', 'levee', 'reouverture', 'retrait')),
      -- of an opposition: the charter is not respected, or the declaration is inaccurate (article 3)
      fondement text check (fondement in ('non-conformite', 'inexacte')),
      texte text not null check (length(texte) <= 10000),
      -- names for the journal: an account's identifier, never a person's name
      auteur text not null,
      ecrite_le timestamptz not null,
      -- of a registered letter: found out, sent and received days are typed by a person, never invented (AMB-27)
      support text check (support in ('papier', 'electronique')),
      reference text check (length(reference) <= 200),
      constatee_le date,
      envoyee_le date,
      recue_le date,
      favorable boolean,
      constraint piece_motivee check (genre not in ('opposition', 'avertissement', 'levee', 'reouverture') or btrim(texte) <> ''),
      constraint piece_opposition check ((genre = 'opposition') = (fondement is not null)),
      constraint piece_jugement check ((genre = 'jugement') = (favorable is not null)),
      constraint piece_dates check (recue_le >= envoyee_le and envoyee_le >= constatee_le)
    )`.execute(db)
  await sql`create index adhesion_piece_adhesion on adhesion_piece (adhesion_id, ecrite_le)`.execute(db)

  // What a lieu says of itself. A draft is kept as one types; what is sent never changes.
  await sql`
    create table declaration (
      id uuid primary key,
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      version_id bigint not null references charte_version (id),
      charte_acceptee_le timestamptz not null,
      acceptee_par text not null,
      structure text not null default '' check (length(structure) <= 200),
      statut text not null default '' check (length(statut) <= 60),
      -- optional: a citizens' group has none (CHA-13)
      pivot text not null default '' check (length(pivot) <= 14),
      signataire text not null default '' check (length(signataire) <= 120),
      qualite text not null default '' check (length(qualite) <= 120),
      sincere boolean not null default false,
      revision integer not null default 1,
      commencee_le timestamptz not null,
      modifiee_le timestamptz not null,
      envoyee_le timestamptz,
      envoyee_par text,
      abandonnee_le timestamptz,
      unique (id, version_id),
      check ((envoyee_le is null) = (envoyee_par is null)),
      check (envoyee_le is null or abandonnee_le is null),
      check (envoyee_le is null or (sincere and structure <> '' and signataire <> ''))
    )`.execute(db)
  await sql`
    create unique index declaration_en_cours on declaration (adhesion_id)
    where envoyee_le is null and abandonnee_le is null`.execute(db)
  await sql`create index declaration_adhesion on declaration (adhesion_id, envoyee_le desc)`.execute(db)
  await sql`
    create table declaration_critere (
      declaration_id uuid not null,
      version_id bigint not null,
      critere_id text not null,
      justification text not null default '' check (length(justification) <= 2000),
      primary key (declaration_id, critere_id),
      foreign key (declaration_id, version_id) references declaration (id, version_id) on delete cascade,
      -- a criterion that a declaration names stays, and is of its version
      foreign key (version_id, critere_id) references charte_critere (version_id, id)
    )`.execute(db)
  await sql`create index declaration_critere_critere on declaration_critere (version_id, critere_id)`.execute(db)
}
