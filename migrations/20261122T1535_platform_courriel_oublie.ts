import { type Kysely, sql } from 'kysely'

// Some messages say something of a person: they leave the queue, text and address, once they have left for good.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table courriel add column oublier boolean not null default false`.execute(db)
}
