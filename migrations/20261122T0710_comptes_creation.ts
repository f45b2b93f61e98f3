import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Only digests of tokens are kept: reading this table opens no door.
  await sql`
    create table lien_administration (
      empreinte text primary key,
      cree_le timestamptz not null,
      expire_le timestamptz not null check (expire_le > cree_le),
      utilise_le timestamptz
    )`.execute(db)
  await sql`
    create table session (
      empreinte text primary key,
      role text not null check (role in ('administrateur')),
      ouverte_le timestamptz not null,
      expire_le timestamptz not null check (expire_le > ouverte_le)
    )`.execute(db)
  await sql`create index session_expire_le on session (expire_le)`.execute(db)
}
