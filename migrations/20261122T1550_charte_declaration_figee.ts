import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who accepted a charter before the fiche of their lieu exists: nobody creates one otherwise (CHA-05).
  await sql`
    create table charte_acceptation (
      version_id bigint not null references charte_version (id),
      -- name for the journal: an account's identifier, never a person's name
      acceptee_par text not null,
      acceptee_le timestamptz not null,
      primary key (version_id, acceptee_par)
    )`.execute(db)

  // What was written of a criterion and not ticked is kept with the draft; what is sent holds what was chosen only.
  await sql`alter table declaration_critere add column choisi boolean not null default true`.execute(db)

  await sql`
    create function declaration_figee() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        -- only a lieu of the demonstration is ever deleted, and its declarations with it
        if old.envoyee_le is null or pg_trigger_depth() > 1 then return old; end if;
      else
        if old.envoyee_le is null then return new; end if;
        -- a person's name may be erased, and nothing else
        if new.signataire = 'nom effacé' and new.qualite = ''
          and (to_jsonb(new) - 'signataire' - 'qualite') = (to_jsonb(old) - 'signataire' - 'qualite')
        then return new; end if;
      end if;
      raise exception 'une déclaration envoyée ne change pas' using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create trigger declaration_figee before update or delete on declaration
    for each row execute function declaration_figee()`.execute(db)

  await sql`
    create function declaration_critere_fige() returns trigger language plpgsql as $$
    declare
      concernees uuid[] := array_remove(array[
        case when tg_op <> 'INSERT' then old.declaration_id end,
        case when tg_op <> 'DELETE' then new.declaration_id end], null);
    begin
      if exists (select 1 from declaration where id = any(concernees) and envoyee_le is not null) then
        raise exception 'les critères d’une déclaration envoyée ne changent pas' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$`.execute(db)
  await sql`
    create trigger declaration_critere_fige before insert or update or delete on declaration_critere
    for each row execute function declaration_critere_fige()`.execute(db)

  // A declaration leaves with what was chosen: nothing half said is sent.
  await sql`
    create function declaration_envoyee() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from declaration_critere where declaration_id = new.id and not choisi) then
        raise exception 'une déclaration envoyée ne garde que ce qui est choisi' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger declaration_envoyee after update on declaration for each row
    when (old.envoyee_le is null and new.envoyee_le is not null) execute function declaration_envoyee()`.execute(db)
}
