import { type Kysely, sql } from 'kysely'

// PostgreSQL's regular expressions count to 255 at most: the length of a key's name is checked by itself.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table passkey drop constraint passkey_id_check`.execute(db)
  await sql`
    alter table passkey add constraint passkey_id_check
    check (length(id) between 1 and 1400 and id ~ '^[A-Za-z0-9_-]+$')`.execute(db)
}
