import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The heads of the chains as they were told to the world: whoever rewrites a chain contradicts them.
  await sql`
    create table journal_tete_publiee (
      jour date not null,
      reseau text not null,
      rang bigint not null check (rang > 0),
      empreinte text not null,
      publiee_le timestamptz not null,
      primary key (jour, reseau)
    )`.execute(db)
  await sql`
    create trigger journal_tete_publiee_ajout_seul before update or delete on journal_tete_publiee
    for each row execute function journal_refuse_modification()`.execute(db)
  await sql`
    create trigger journal_tete_publiee_ajout_seul_tout before truncate on journal_tete_publiee
    for each statement execute function journal_refuse_modification()`.execute(db)
}
