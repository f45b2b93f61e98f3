import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table charte (
      id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      reseau_id text not null references reseau (id),
      nom text not null check (nom <> '' and length(nom) <= 120),
      cree_le timestamptz not null
    )`.execute(db)
  await sql`create index charte_reseau on charte (reseau_id)`.execute(db)

  // Its state is never stored: no date, a draft; a date to come, scheduled; the last date gone by, in force; else replaced.
  await sql`
    create table charte_version (
      id bigint generated always as identity primary key,
      charte_id text not null references charte (id),
      numero integer not null check (numero > 0),
      publiee_le timestamptz,
      -- who writes says which revision was read: two people cannot undo each other's work unseen
      revision integer not null default 1,
      origine text not null check (origine in ('livree', 'saisie')),
      -- of the shipped file that this version holds, so that the same file is never taken twice
      empreinte_livree text,
      cree_le timestamptz not null,
      modifie_le timestamptz not null,
      modifie_par text not null,
      resume text not null default '' check (length(resume) <= 2000),
      preambule text not null default '' check (length(preambule) <= 20000),
      -- what a declaration must hold, beyond every condition and every engagement
      criteres_minimum integer not null default 0 check (criteres_minimum between 0 and 500),
      -- days to oppose once the declaration is received; null: no window
      opposition_jours integer check (opposition_jours between 1 and 365),
      alertes_comite_jours integer[] not null default '{}',
      -- length of a membership in months; null: no end
      periode_mois integer check (periode_mois between 1 and 120),
      alerte_mois integer check (alerte_mois between 1 and 119),
      -- days before the end
      rappels_jours integer[] not null default '{}',
      -- days to mend a breach once the letter is received; null: no such procedure
      mise_en_conformite_jours integer check (mise_en_conformite_jours between 1 and 365),
      -- a cure that ends on a day off runs to the next working day
      report_jour_ouvre boolean not null default false,
      -- months between two confirmations of the engagements; null: none
      confirmation_mois integer check (confirmation_mois between 1 and 120),
      unique (charte_id, numero),
      unique (charte_id, publiee_le),
      check (alerte_mois is null or alerte_mois < periode_mois),
      check (opposition_jours is not null or alertes_comite_jours = '{}'),
      check (periode_mois is not null or (alerte_mois is null and rappels_jours = '{}'))
    )`.execute(db)
  await sql`create unique index charte_version_brouillon on charte_version (charte_id) where publiee_le is null`.execute(
    db
  )

  await sql`
    create table charte_article (
      version_id bigint not null references charte_version (id) on delete cascade,
      id text not null,
      rang integer not null,
      titre text not null check (titre <> '' and length(titre) <= 200),
      texte text not null check (length(texte) <= 20000),
      reference text not null default '' check (length(reference) <= 200),
      primary key (version_id, id),
      unique (version_id, rang) deferrable initially deferred
    )`.execute(db)
  await sql`
    create table charte_categorie (
      version_id bigint not null references charte_version (id) on delete cascade,
      id text not null,
      rang integer not null,
      nom text not null check (nom <> '' and length(nom) <= 200),
      texte text not null default '' check (length(texte) <= 20000),
      reference text not null default '' check (length(reference) <= 200),
      primary key (version_id, id),
      unique (version_id, rang) deferrable initially deferred
    )`.execute(db)
  // The same id from one version to the next: what a member declared stays readable. A criterion that something refers
  // to, such as a declaration, cannot be deleted: that foreign key says so.
  await sql`
    create table charte_critere (
      version_id bigint not null references charte_version (id) on delete cascade,
      id text not null check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      rang integer not null,
      genre text not null check (genre in ('condition', 'critere', 'engagement')),
      categorie_id text,
      libelle text not null check (libelle <> '' and length(libelle) <= 200),
      texte text not null check (length(texte) <= 20000),
      en_savoir_plus text not null default '' check (length(en_savoir_plus) <= 20000),
      -- what to show when this criterion is chosen; empty: nothing is asked
      justificatif text not null default '' check (length(justificatif) <= 500),
      reference text not null default '' check (length(reference) <= 200),
      primary key (version_id, id),
      unique (version_id, rang) deferrable initially deferred,
      foreign key (version_id, categorie_id) references charte_categorie (version_id, id)
    )`.execute(db)
  // What a charter says besides: advantages, marks, lists of members as of right, indicators, definitions, values…
  await sql`
    create table charte_rubrique (
      version_id bigint not null references charte_version (id) on delete cascade,
      id text not null,
      rang integer not null,
      genre text not null check (genre in
        ('definition', 'valeur', 'service', 'partenaire', 'avantage', 'marque', 'membre-de-droit', 'indicateur')),
      titre text not null check (titre <> '' and length(titre) <= 200),
      texte text not null check (length(texte) <= 20000),
      reference text not null default '' check (length(reference) <= 200),
      primary key (version_id, genre, id),
      unique (version_id, rang) deferrable initially deferred
    )`.execute(db)

  // People signed it: what is published never changes. Only a publication still to come can be cancelled, and the
  // instant that counts is the one the application writes as modifie_le.
  await sql`
    create function charte_version_figee() returns trigger language plpgsql as $$
    declare libres text[] := array['publiee_le', 'revision', 'modifie_le', 'modifie_par'];
    begin
      if old.publiee_le is null then
        return case when tg_op = 'DELETE' then old else new end;
      end if;
      if tg_op = 'UPDATE' then
        if new.publiee_le is null and old.publiee_le > new.modifie_le
           and to_jsonb(new) - libres = to_jsonb(old) - libres then
          return new;
        end if;
      end if;
      raise exception 'une version publiée ne change plus' using errcode = 'CH001';
    end $$`.execute(db)
  await sql`
    create trigger charte_version_figee before update or delete on charte_version
    for each row execute function charte_version_figee()`.execute(db)
  await sql`
    create function charte_contenu_fige() returns trigger language plpgsql as $$
    begin
      if (tg_op <> 'INSERT' and exists (select 1 from charte_version where id = old.version_id and publiee_le is not null))
         or (tg_op <> 'DELETE' and exists (select 1 from charte_version where id = new.version_id and publiee_le is not null))
      then
        raise exception 'une version publiée ne change plus' using errcode = 'CH001';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$`.execute(db)
  for (const table of ['charte_article', 'charte_categorie', 'charte_critere', 'charte_rubrique'])
    await sql`
      create trigger contenu_fige before insert or update or delete on ${sql.table(table)}
      for each row execute function charte_contenu_fige()`.execute(db)
}
