import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who asked to look after a lieu, how it was proven and what was decided. The rights themselves are rows of `attribution`.
  await sql`
    create table revendication (
      id uuid primary key,
      lieu_id bigint not null references lieu (id) on delete cascade,
      compte_id uuid not null references compte (id) on delete cascade,
      etat text not null check (etat in ('attente-preuve', 'attente-decision', 'attente-responsable', 'active', 'contestee',
        'refusee', 'abandonnee', 'terminee')),
      preuve text not null check (preuve in ('adresse', 'decision', 'creation', 'delegation')),
      -- the published address that was written to, forgotten once nobody can contest any more
      adresse text,
      texte text not null default '' check (length(texte) <= 1000),
      demandee_le timestamptz not null,
      prouvee_le timestamptz,
      decidee_le timestamptz,
      -- a name for the journal: an account's identifier, never a person's name
      decidee_par text,
      motif text not null default '' check (length(motif) <= 1000),
      -- the first instant when it is too late to contest
      conteste_avant timestamptz,
      contestee_le timestamptz,
      contestation text not null default '' check (length(contestation) <= 1000),
      finie_le timestamptz,
      check ((decidee_le is null) = (decidee_par is null)),
      check ((finie_le is not null) = (etat in ('refusee', 'abandonnee', 'terminee'))),
      check ((etat = 'attente-responsable') <= (preuve = 'delegation')),
      check (etat <> 'attente-preuve' or adresse is not null),
      check (etat <> 'contestee' or contestee_le is not null)
    )`.execute(db)
  await sql`
    create unique index revendication_ouverte on revendication (lieu_id, compte_id)
    where etat in ('attente-preuve', 'attente-decision', 'attente-responsable')`.execute(db)
  await sql`
    create unique index revendication_en_vigueur on revendication (lieu_id, compte_id, (preuve = 'delegation'))
    where etat in ('active', 'contestee')`.execute(db)
  await sql`create index revendication_compte on revendication (compte_id)`.execute(db)
  await sql`
    create index revendication_file on revendication (demandee_le, id) where etat in ('attente-decision', 'contestee')`.execute(
    db
  )

  // Links of messages, kept by their digest alone: who reads the database cannot open one.
  await sql`
    create table revendication_lien (
      empreinte text primary key,
      revendication_id uuid not null references revendication (id) on delete cascade,
      genre text not null check (genre in ('preuve', 'contestation')),
      -- whom it was sent to: told of what was decided, then forgotten with the link
      adresse text not null,
      expire_le timestamptz not null,
      servi_le timestamptz
    )`.execute(db)
  await sql`create index revendication_lien_de on revendication_lien (revendication_id)`.execute(db)
}
