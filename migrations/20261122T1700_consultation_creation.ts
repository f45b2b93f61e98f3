import { type Kysely, sql } from 'kysely'

const RESULTATS = sql`('toujours', 'apres-avis', 'cloture')`
const ETATS = sql`('attente', 'publie', 'refuse', 'retire', 'retire-auteur')`
const SENS = sql`('accord', 'revoir', 'retrait')`

export async function up(db: Kysely<unknown>): Promise<void> {
  // A consultation lives by its instants: nothing here says that it is open, the time does.
  await sql`
    create table consultation (
      id uuid primary key,
      adresse text not null unique check (adresse ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
      reseau_id text not null references reseau (id) on delete cascade,
      -- an emerging topic: one module, and no end until somebody closes it
      sujet boolean not null,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      question text not null check (length(question) <= 1000),
      introduction text not null check (length(introduction) <= 20000),
      ouverture timestamptz not null,
      cloture timestamptz,
      -- the closing as it was first announced: it may be postponed, never hidden
      cloture_annoncee timestamptz,
      -- the day before which every item has its answer, as it is announced
      reponse_avant date,
      publiee_le timestamptz,
      publiee_par text,
      -- the counts were frozen, once, with the digest that the journal keeps
      figee_le timestamptz,
      figee_empreinte text,
      participants integer,
      restituee_le timestamptz,
      archivee_le timestamptz,
      synthese text not null default '' check (length(synthese) <= 50000),
      -- of what is exported: identifiers that lead nowhere
      sel text not null check (length(sel) >= 32),
      dernier_numero integer not null default 0,
      demonstration boolean not null default false,
      creee_le timestamptz not null,
      creee_par text not null,
      revision integer not null default 1,
      check (cloture is null or cloture > ouverture),
      check (sujet or cloture is not null),
      check ((figee_le is null) = (figee_empreinte is null) and (figee_le is null) = (participants is null)),
      check (figee_le is null or (publiee_le is not null and cloture is not null and figee_le >= cloture)),
      check (restituee_le is null or figee_le is not null),
      check (archivee_le is null or figee_le is not null)
    )`.execute(db)
  await sql`create index consultation_a_clore on consultation (cloture) where figee_le is null and publiee_le is not null`.execute(
    db
  )

  await sql`
    create table consultation_module (
      id uuid primary key,
      consultation_id uuid not null references consultation (id) on delete cascade,
      adresse text not null check (adresse ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
      rang integer not null,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      question text not null check (length(question) <= 1000),
      -- what its items are: propositions, or the articles of a draft
      nature text not null check (nature in ('items', 'texte')),
      avis boolean not null,
      libelle_accord text not null check (btrim(libelle_accord) <> '' and length(libelle_accord) <= 40),
      libelle_revoir text not null check (btrim(libelle_revoir) <> '' and length(libelle_revoir) <= 40),
      raison text not null check (raison in ('aucune', 'invitee', 'exigee')),
      commentaires boolean not null,
      valeurs boolean not null,
      fichiers boolean not null,
      actions boolean not null,
      propositions text not null check (propositions in ('non', 'apres-moderation', 'aussitot')),
      libelle_proposition text not null check (length(libelle_proposition) <= 60),
      resultats text not null check (resultats in ${RESULTATS}),
      ordre text not null check (ordre in ('tournant', 'fixe')),
      unique (consultation_id, adresse),
      unique (id, consultation_id)
    )`.execute(db)

  await sql`
    create table consultation_item (
      id uuid primary key,
      consultation_id uuid not null,
      module_id uuid not null,
      numero integer not null check (numero > 0),
      genre text not null check (genre in ('item', 'article', 'amendement')),
      -- the article that an amendment would change
      parent_id uuid references consultation_item (id) on delete cascade,
      rang integer not null,
      titre text not null check (btrim(titre) <> '' and length(titre) <= 200),
      texte text not null check (length(texte) <= 10000),
      -- why an amendment is proposed
      motif text not null default '' check (length(motif) <= 4000),
      -- nobody: the organiser, or somebody whose account is gone
      origine text not null check (origine in ('organisateur', 'contributeur')),
      auteur_id uuid references compte (id) on delete set null,
      etat text not null check (etat in ${ETATS}),
      le timestamptz not null,
      unique (consultation_id, numero),
      unique (id, consultation_id),
      foreign key (module_id, consultation_id) references consultation_module (id, consultation_id) on delete cascade,
      check ((genre = 'amendement') = (parent_id is not null)),
      check (origine = 'contributeur' or auteur_id is null)
    )`.execute(db)
  await sql`create index consultation_item_module on consultation_item (module_id, rang, numero)`.execute(db)
  await sql`create index consultation_item_parent on consultation_item (parent_id) where parent_id is not null`.execute(
    db
  )
  // What looks like a new proposition is found among thousands without reading them: titles alike, words found in a text.
  await sql`create index consultation_item_titre on consultation_item using gin (lower(sans_accents(titre)) gin_trgm_ops)`.execute(
    db
  )
  await sql`
    create index consultation_item_mots on consultation_item
    using gin (to_tsvector('french', sans_accents(titre || ' ' || left(texte, 600))))`.execute(db)
  await sql`create index consultation_item_attente on consultation_item (le) where etat = 'attente'`.execute(db)
  await sql`create index consultation_item_auteur on consultation_item (auteur_id) where auteur_id is not null`.execute(
    db
  )

  // One current opinion per person and item. The counters and the log follow it by trigger, whoever writes.
  await sql`
    create table opinion (
      id bigint generated always as identity primary key,
      item_id uuid not null references consultation_item (id) on delete cascade,
      -- nobody: the account is gone, the opinion of a closed consultation stays
      compte_id uuid references compte (id) on delete set null,
      sens text not null check (sens in ${SENS}),
      raison text not null default '' check (length(raison) <= 2000),
      raison_retiree_le timestamptz,
      -- which of the item's counters it is counted in, so that simultaneous opinions do not wait for one another
      eclat smallint not null check (eclat between 0 and 7),
      le timestamptz not null,
      unique (item_id, compte_id)
    )`.execute(db)
  await sql`create index opinion_compte_id on opinion (compte_id) where compte_id is not null`.execute(db)
  await sql`
    create table opinion_geste (
      id bigint generated always as identity primary key,
      item_id uuid not null references consultation_item (id) on delete cascade,
      compte_id uuid references compte (id) on delete set null,
      sens text not null check (sens in ${SENS}),
      le timestamptz not null
    )`.execute(db)
  await sql`create index opinion_geste_compte on opinion_geste (compte_id, le)`.execute(db)
  await sql`create index opinion_geste_item on opinion_geste (item_id)`.execute(db)
  await sql`
    create table opinion_compte (
      item_id uuid not null references consultation_item (id) on delete cascade,
      eclat smallint not null check (eclat between 0 and 7),
      accord integer not null default 0 check (accord >= 0),
      revoir integer not null default 0 check (revoir >= 0),
      primary key (item_id, eclat)
    ) with (fillfactor = 50)`.execute(db)

  // Comments, reference values, files, associated actions: what people add to an item.
  await sql`
    create table valeur (
      id uuid primary key,
      cle text not null unique check (btrim(cle) <> ''),
      libelle text not null check (btrim(libelle) <> '' and length(libelle) <= 60),
      creee_le timestamptz not null
    )`.execute(db)
  await sql`create index valeur_cle_trgm on valeur using gin (cle gin_trgm_ops)`.execute(db)
  // Meetings in person: what was said by those who were there, never more of them than there were.
  await sql`
    create table consultation_seance (
      id uuid primary key,
      consultation_id uuid not null references consultation (id) on delete cascade,
      tenue_le date not null,
      nom text not null check (btrim(nom) <> '' and length(nom) <= 200),
      lieu_id bigint references lieu (id) on delete set null,
      presents integer not null check (presents between 1 and 100000),
      texte text not null default '' check (length(texte) <= 10000),
      tenue_par uuid references compte (id) on delete set null,
      creee_le timestamptz not null,
      unique (id, presents),
      unique (id, consultation_id)
    )`.execute(db)
  await sql`create index consultation_seance_consultation on consultation_seance (consultation_id)`.execute(db)
  await sql`
    create table consultation_seance_item (
      seance_id uuid not null,
      presents integer not null,
      item_id uuid not null references consultation_item (id) on delete cascade,
      accord integer not null default 0 check (accord >= 0),
      revoir integer not null default 0 check (revoir >= 0),
      issue text not null default '' check (length(issue) <= 4000),
      primary key (seance_id, item_id),
      foreign key (seance_id, presents) references consultation_seance (id, presents) on update cascade on delete cascade,
      constraint seance_pas_plus_que_presents check (accord + revoir <= presents)
    )`.execute(db)
  await sql`create index consultation_seance_item_item on consultation_seance_item (item_id)`.execute(db)
  await sql`
    create table consultation_contribution (
      id uuid primary key,
      consultation_id uuid not null,
      item_id uuid not null,
      genre text not null check (genre in ('commentaire', 'valeur', 'fichier', 'action')),
      auteur_id uuid references compte (id) on delete set null,
      -- said by a person present, written by a mediator: the person is named nowhere
      seance_id uuid,
      organisateur boolean not null default false,
      etat text not null check (etat in ${ETATS}),
      le timestamptz not null,
      -- a comment's answer to another: one level
      parent_id uuid,
      niveau smallint generated always as (case when parent_id is null then 0 else 1 end) stored,
      niveau_parent smallint generated always as (case when parent_id is null then null else 0 end) stored,
      texte text not null default '' check (length(texte) <= 5000),
      valeur_id uuid references valeur (id),
      fichier_id bigint references fichier (id),
      fichier_nom text,
      fichier_type text,
      lieu_id bigint references lieu (id) on delete set null,
      action_projet_id uuid references action_projet (id) on delete set null,
      lien text check (lien ~ '^https?://' and length(lien) <= 500),
      unique (id, niveau),
      foreign key (item_id, consultation_id) references consultation_item (id, consultation_id) on delete cascade,
      foreign key (seance_id, consultation_id) references consultation_seance (id, consultation_id) on delete cascade,
      foreign key (parent_id, niveau_parent) references consultation_contribution (id, niveau) on delete cascade,
      check (parent_id is null or genre = 'commentaire'),
      check ((genre = 'valeur') = (valeur_id is not null)),
      check (genre = 'fichier' or fichier_id is null),
      check ((fichier_nom is not null and fichier_type is not null) = (genre = 'fichier')),
      check (genre <> 'commentaire' or btrim(texte) <> ''),
      check (genre <> 'action' or btrim(texte) <> '')
    )`.execute(db)
  await sql`create index consultation_contribution_item on consultation_contribution (item_id, genre, le)`.execute(db)
  await sql`create index consultation_contribution_consultation on consultation_contribution (consultation_id, genre)`.execute(
    db
  )
  await sql`create index consultation_contribution_auteur on consultation_contribution (auteur_id, le) where auteur_id is not null`.execute(
    db
  )
  await sql`create index consultation_contribution_parent on consultation_contribution (parent_id) where parent_id is not null`.execute(
    db
  )
  await sql`create index consultation_contribution_seance on consultation_contribution (seance_id) where seance_id is not null`.execute(
    db
  )
  // One attribution per person per item per value.
  await sql`
    create unique index consultation_valeur_une_fois on consultation_contribution (item_id, valeur_id, auteur_id)
    where genre = 'valeur' and seance_id is null and etat = 'publie'`.execute(db)
  await sql`
    create table consultation_item_compte (
      item_id uuid primary key references consultation_item (id) on delete cascade,
      commentaires integer not null default 0 check (commentaires >= 0),
      valeurs integer not null default 0 check (valeurs >= 0),
      fichiers integer not null default 0 check (fichiers >= 0),
      actions integer not null default 0 check (actions >= 0),
      amendements integer not null default 0 check (amendements >= 0)
    )`.execute(db)

  await sql`
    create table consultation_signalement (
      id uuid primary key,
      item_id uuid references consultation_item (id) on delete cascade,
      contribution_id uuid references consultation_contribution (id) on delete cascade,
      opinion_id bigint references opinion (id) on delete cascade,
      motif text not null,
      texte text not null default '' check (length(texte) <= 2000),
      auteur_id uuid references compte (id) on delete set null,
      le timestamptz not null,
      traite_le timestamptz,
      check (num_nonnulls(item_id, contribution_id, opinion_id) = 1)
    )`.execute(db)
  // The same person reports the same thing once; somebody without an account is nobody in particular.
  await sql`
    create unique index consultation_signalement_une_fois on consultation_signalement
      (item_id, contribution_id, opinion_id, auteur_id) nulls not distinct where auteur_id is not null`.execute(db)
  await sql`create index consultation_signalement_a_voir on consultation_signalement (le) where traite_le is null`.execute(
    db
  )
  await sql`create index consultation_signalement_item on consultation_signalement (item_id)`.execute(db)
  await sql`create index consultation_signalement_contribution on consultation_signalement (contribution_id)`.execute(
    db
  )
  await sql`create index consultation_signalement_opinion on consultation_signalement (opinion_id)`.execute(db)
  // What moderators did, with their reason, and what the author answered: nothing goes without a trace.
  await sql`
    create table consultation_moderation (
      id uuid primary key,
      item_id uuid references consultation_item (id) on delete cascade,
      contribution_id uuid references consultation_contribution (id) on delete cascade,
      opinion_id bigint references opinion (id) on delete cascade,
      geste text not null check (geste in ('publier', 'refuser', 'retirer', 'retablir', 'garder')),
      motif text not null,
      raison text not null check (length(raison) <= 2000),
      auteur text not null,
      le timestamptz not null,
      reponse text not null default '' check (length(reponse) <= 2000),
      repondu_le timestamptz,
      check (num_nonnulls(item_id, contribution_id, opinion_id) = 1)
    )`.execute(db)
  await sql`create index consultation_moderation_item on consultation_moderation (item_id)`.execute(db)
  await sql`create index consultation_moderation_contribution on consultation_moderation (contribution_id)`.execute(db)
  await sql`create index consultation_moderation_opinion on consultation_moderation (opinion_id)`.execute(db)
  await sql`create index consultation_moderation_repondue on consultation_moderation (repondu_le) where repondu_le is not null`.execute(
    db
  )

  // Written before signing in: kept until the e-mail is confirmed, or until the closing.
  await sql`
    create table consultation_brouillon (
      empreinte text primary key,
      consultation_id uuid not null references consultation (id) on delete cascade,
      item_id uuid references consultation_item (id) on delete cascade,
      module_id uuid references consultation_module (id) on delete cascade,
      geste text not null,
      contenu jsonb not null,
      cree_le timestamptz not null,
      expire_le timestamptz not null,
      compte_id uuid references compte (id) on delete cascade,
      publie_le timestamptz,
      issue text,
      -- why it was refused when its publication was last asked for
      refus text,
      -- the first of those that the same browser wrote: none for that one
      lot text references consultation_brouillon (empreinte) on delete cascade
    )`.execute(db)
  await sql`create index consultation_brouillon_lot on consultation_brouillon (lot, cree_le) where lot is not null`.execute(
    db
  )
  await sql`create index consultation_brouillon_expire on consultation_brouillon (expire_le)`.execute(db)
  await sql`create index consultation_brouillon_consultation on consultation_brouillon (consultation_id, cree_le)`.execute(
    db
  )
  await sql`create index consultation_brouillon_compte on consultation_brouillon (compte_id) where compte_id is not null`.execute(
    db
  )

  await sql`
    create table consultation_abonnement (
      id uuid primary key,
      compte_id uuid not null references compte (id) on delete cascade,
      -- none: every new consultation
      consultation_id uuid references consultation (id) on delete cascade,
      le timestamptz not null,
      unique nulls not distinct (compte_id, consultation_id)
    )`.execute(db)
  await sql`create index consultation_abonnement_consultation on consultation_abonnement (consultation_id)`.execute(db)
  // Each message to followers leaves once.
  await sql`
    create table consultation_annonce (
      consultation_id uuid not null references consultation (id) on delete cascade,
      evenement text not null check (evenement in ('ouverture', 'bientot', 'cloture', 'restitution')),
      le timestamptz not null,
      -- the last account that it left for: interrupted, it goes on from there
      dernier uuid,
      primary key (consultation_id, evenement)
    )`.execute(db)

  // What the counts were at the closing: erasing an account later changes none of them.
  await sql`
    create table consultation_decompte (
      item_id uuid primary key references consultation_item (id) on delete cascade,
      accord integer not null check (accord >= 0),
      revoir integer not null check (revoir >= 0),
      accord_assistes integer not null check (accord_assistes >= 0),
      revoir_assistes integer not null check (revoir_assistes >= 0),
      commentaires integer not null check (commentaires >= 0),
      valeurs integer not null check (valeurs >= 0),
      fichiers integer not null check (fichiers >= 0),
      actions integer not null check (actions >= 0)
    )`.execute(db)
  // People who answer alike, computed on opinions alone, and only where each group is large enough.
  await sql`
    create table consultation_groupe (
      consultation_id uuid not null references consultation (id) on delete cascade,
      rang smallint not null,
      effectif integer not null check (effectif > 0),
      primary key (consultation_id, rang)
    )`.execute(db)
  await sql`
    create table consultation_groupe_avis (
      consultation_id uuid not null,
      rang smallint not null,
      item_id uuid not null references consultation_item (id) on delete cascade,
      accord integer not null check (accord >= 0),
      revoir integer not null check (revoir >= 0),
      primary key (consultation_id, rang, item_id),
      foreign key (consultation_id, rang) references consultation_groupe (consultation_id, rang) on delete cascade
    )`.execute(db)

  await sql`
    create table consultation_reponse (
      item_id uuid primary key references consultation_item (id) on delete cascade,
      sort text not null check (sort in ('retenu', 'retenu-en-partie', 'ecarte', 'a-l-etude')),
      texte text not null check (btrim(texte) <> '' and length(texte) <= 5000),
      -- what it became: a criterion of a version of a charter, a decision of the committee
      version_id bigint references charte_version (id) on delete set null,
      critere_id text,
      decision_id uuid references comite_decision (id) on delete set null,
      auteur text not null,
      le timestamptz not null,
      revision integer not null default 1,
      check (critere_id is null or version_id is not null)
    )`.execute(db)

  await sql`
    create function consultation_verrou(consultation uuid) returns bigint language sql immutable as $$
      select hashtextextended('consultation ' || consultation::text, 0)
    $$`.execute(db)
  // Looked at again under the lock that the closing takes: what it counts is all there will be.
  await sql`
    create function consultation_garder_ouverte(laquelle uuid, instant timestamptz, avant boolean) returns void language plpgsql as $$
    declare c record;
    begin
      perform pg_advisory_xact_lock_shared(consultation_verrou(laquelle));
      select publiee_le, ouverture, cloture, figee_le into strict c from consultation where id = laquelle;
      if c.figee_le is not null or instant >= c.cloture or (not avant and (c.publiee_le is null or instant < c.ouverture)) then
        raise exception 'consultation fermée' using errcode = 'MC001';
      end if;
    end $$`.execute(db)
  await sql`
    create function opinion_garder() returns trigger language plpgsql as $$
    begin
      perform consultation_garder_ouverte((select consultation_id from consultation_item where id = new.item_id), new.le, false);
      return new;
    end $$`.execute(db)
  // An account that goes, a reason that a moderator takes away: no new opinion, and no closing to fear.
  await sql`
    create trigger opinion_garder before insert or update of sens, raison, le on opinion
    for each row execute function opinion_garder()`.execute(db)
  await sql`
    create function opinion_suivre() returns trigger language plpgsql as $$
    declare
      accords integer := 0;
      revoirs integer := 0;
    begin
      if tg_op <> 'INSERT' then
        accords := accords - (old.sens = 'accord')::int;
        revoirs := revoirs - (old.sens = 'revoir')::int;
      end if;
      if tg_op <> 'DELETE' then
        accords := accords + (new.sens = 'accord')::int;
        revoirs := revoirs + (new.sens = 'revoir')::int;
        insert into opinion_geste (item_id, compte_id, sens, le) values (new.item_id, new.compte_id, new.sens, new.le);
      end if;
      if accords <> 0 or revoirs <> 0 then
        update opinion_compte set accord = accord + accords, revoir = revoir + revoirs
        where item_id = coalesce(new.item_id, old.item_id) and eclat = coalesce(new.eclat, old.eclat);
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger opinion_suivre after insert or update of sens, raison, le or delete on opinion
    for each row execute function opinion_suivre()`.execute(db)
  // Kept here so that its plan is: prepared anew each time, it would cost more than everything else an opinion does.
  // The item by itself, or by its consultation's address and its number there. False: nothing was written.
  await sql`
    create function opinion_donner(
      item uuid, son_adresse text, son_numero integer, qui uuid, quoi text, pourquoi text, instant timestamptz,
      depuis timestamptz, gestes_max integer
    ) returns boolean language plpgsql as $$
    begin
      if item is null then
        select i.id into item from consultation_item i join consultation c on c.id = i.consultation_id
        where c.adresse = son_adresse and i.numero = son_numero;
      end if;
      insert into opinion (item_id, compte_id, sens, raison, eclat, le)
      select i.id, qui, quoi, case when quoi = 'revoir' and m.raison <> 'aucune' then pourquoi else '' end,
        get_byte(uuid_send(qui), 15) % 8, instant
      from consultation_item i
      join consultation_module m on m.id = i.module_id
      join consultation c on c.id = i.consultation_id
      where i.id = item and i.etat = 'publie' and m.avis and (m.raison <> 'exigee' or quoi <> 'revoir' or pourquoi <> '')
        and c.publiee_le is not null and c.ouverture <= instant and (c.cloture is null or c.cloture > instant)
        and c.figee_le is null
        and (select count(*) from (
          select from opinion_geste g where g.compte_id = qui and g.le > depuis limit gestes_max) recents) < gestes_max
      on conflict (item_id, compte_id) do update
        set sens = excluded.sens, raison = excluded.raison, le = excluded.le,
          raison_retiree_le = case when opinion.raison = excluded.raison then opinion.raison_retiree_le end;
      return found;
    end $$`.execute(db)
  // A log: rows are added. An account that goes leaves them without its name; an item that goes takes them along.
  await sql`
    create function opinion_geste_refuser() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.compte_id is null
        and (new.id, new.item_id, new.sens, new.le) = (old.id, old.item_id, old.sens, old.le) then return new; end if;
      if tg_op = 'DELETE' and not exists (select from consultation_item where id = old.item_id) then return old; end if;
      raise exception 'le registre des opinions ne se modifie pas';
    end $$`.execute(db)
  await sql`
    create trigger opinion_geste_ajout_seul before update or delete on opinion_geste
    for each row execute function opinion_geste_refuser()`.execute(db)

  await sql`
    create function consultation_item_garder() returns trigger language plpgsql as $$
    begin
      if new.origine = 'contributeur' then
        perform consultation_garder_ouverte(new.consultation_id, new.le, false);
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger consultation_item_garder before insert on consultation_item
    for each row execute function consultation_item_garder()`.execute(db)
  await sql`
    create function consultation_item_preparer() returns trigger language plpgsql as $$
    begin
      insert into opinion_compte (item_id, eclat) select new.id, generate_series(0, 7);
      insert into consultation_item_compte (item_id) values (new.id);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger consultation_item_preparer after insert on consultation_item
    for each row execute function consultation_item_preparer()`.execute(db)
  await sql`
    create function consultation_item_suivre() returns trigger language plpgsql as $$
    declare ecart integer := (new.etat = 'publie')::int - (case when tg_op = 'UPDATE' then (old.etat = 'publie')::int else 0 end);
    begin
      if new.parent_id is not null and ecart <> 0 then
        update consultation_item_compte set amendements = amendements + ecart where item_id = new.parent_id;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger consultation_item_suivre after insert or update of etat on consultation_item
    for each row execute function consultation_item_suivre()`.execute(db)

  await sql`
    create function consultation_contribution_garder() returns trigger language plpgsql as $$
    begin
      -- the organiser may begin the exchange before the opening (AMB-21)
      perform consultation_garder_ouverte(new.consultation_id, new.le, new.organisateur);
      return new;
    end $$`.execute(db)
  await sql`
    create trigger consultation_contribution_garder before insert on consultation_contribution
    for each row execute function consultation_contribution_garder()`.execute(db)
  // A meeting held and written once the counts are frozen: it says what was decided together, and counts nobody.
  await sql`
    create function consultation_seance_suit(laquelle uuid, ecrite timestamptz, jour date) returns boolean language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(consultation_verrou(laquelle));
      return exists (
        select from consultation c join reseau r on r.id = c.reseau_id
        where c.id = laquelle and c.archivee_le is null and ecrite >= c.figee_le
          and jour >= (c.cloture at time zone r.fuseau)::date);
    end $$`.execute(db)
  // A meeting and its counts: written no more once they are counted. Its lieu and who held it may still go.
  await sql`
    create function consultation_seance_garder() returns trigger language plpgsql as $$
    begin
      if not consultation_seance_suit(new.consultation_id, new.creee_le, new.tenue_le) then
        perform consultation_garder_ouverte(new.consultation_id, null, true);
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger consultation_seance_garder before insert or update of tenue_le, nom, presents, texte on consultation_seance
    for each row execute function consultation_seance_garder()`.execute(db)
  await sql`
    create function consultation_seance_item_garder() returns trigger language plpgsql as $$
    declare s record;
    begin
      select consultation_id, creee_le, tenue_le into s from consultation_seance where id = new.seance_id;
      -- the words of a meeting that follows the closing, never a count, nor the end of one
      if new.accord = 0 and new.revoir = 0 and (tg_op = 'INSERT' or old.accord + old.revoir = 0)
        and consultation_seance_suit(s.consultation_id, s.creee_le, s.tenue_le) then return new; end if;
      perform consultation_garder_ouverte(s.consultation_id, null, true);
      return new;
    end $$`.execute(db)
  await sql`
    create trigger consultation_seance_item_garder before insert or update of accord, revoir, issue on consultation_seance_item
    for each row execute function consultation_seance_item_garder()`.execute(db)
  await sql`
    create function consultation_contribution_suivre() returns trigger language plpgsql as $$
    declare
      ligne record := coalesce(new, old);
      ecart integer := 0;
    begin
      if tg_op <> 'INSERT' then ecart := ecart - (old.etat = 'publie')::int; end if;
      if tg_op <> 'DELETE' then ecart := ecart + (new.etat = 'publie')::int; end if;
      if ecart <> 0 then
        update consultation_item_compte set
          commentaires = commentaires + case ligne.genre when 'commentaire' then ecart else 0 end,
          valeurs = valeurs + case ligne.genre when 'valeur' then ecart else 0 end,
          fichiers = fichiers + case ligne.genre when 'fichier' then ecart else 0 end,
          actions = actions + case ligne.genre when 'action' then ecart else 0 end
        where item_id = ligne.item_id;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger consultation_contribution_suivre after insert or update of etat or delete on consultation_contribution
    for each row execute function consultation_contribution_suivre()`.execute(db)
}
