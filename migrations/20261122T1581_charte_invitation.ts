import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Invitations sent to the published address of a lieu that nobody looks after: when, and whether it wants no more of them.
  await sql`
    create table adhesion_invitation (
      id uuid primary key,
      adhesion_id uuid not null references adhesion (id) on delete cascade,
      lieu_id bigint not null references lieu (id) on delete cascade,
      le timestamptz not null,
      -- digest of the link that refuses the next ones
      empreinte text not null unique,
      refusee_le timestamptz
    )`.execute(db)
  await sql`create index adhesion_invitation_lieu on adhesion_invitation (lieu_id, le)`.execute(db)
  await sql`create index adhesion_invitation_adhesion on adhesion_invitation (adhesion_id)`.execute(db)
}
