import { type Selectable, sql } from 'kysely'
import { avecTables, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { CauseChangement, TableChangement, TablesAnnuaire } from './tables.ts'

/** Why fiches change: a delivery, or what a person decided (or took back), by its batch. */
export type Cause =
  | { readonly genre: 'livraison'; readonly livraisonId: number }
  | { readonly genre: 'decision' | 'annulation'; readonly lot: string }

const columns = (cause: Cause) => ({
  cause: cause.genre satisfies CauseChangement,
  livraison: cause.genre === 'livraison' ? cause.livraisonId : null,
  lot: cause.genre === 'livraison' ? null : cause.lot
})

/** Notes, field by field, how these fiches will differ from what they were. To be called before they are written. */
export async function noteValeurs(
  trx: Trx,
  fiches: readonly { readonly id: number; readonly valeurs: object }[],
  cause: Cause,
  le: Date
): Promise<void> {
  const { cause: genre, livraison, lot } = columns(cause)
  const json = jsonPourPostgres(fiches.map(({ id, valeurs }) => ({ id, valeurs })))
  await sql`
    insert into changement (lieu_id, le, cause, livraison_id, lot, genre, champ, avant, apres)
    select r.id, ${le}, ${genre}, ${livraison}::bigint, ${lot}::text, 'valeur', c.champ, c.avant, c.apres
    from json_to_recordset(${json}::json) as r(id bigint, valeurs jsonb)
    join lieu l on l.id = r.id and l.valeurs <> r.valeurs
    cross join lateral (
      select coalesce(o.key, n.key) as champ, o.value as avant, n.value as apres
      from jsonb_each(l.valeurs) o full join jsonb_each(r.valeurs) n on n.key = o.key
      where o.value is distinct from n.value
    ) c
    order by r.id, c.champ`.execute(trx)
}

export interface Evenement {
  readonly lieu: number
  readonly genre: 'arrivee' | 'depart' | 'reunion' | 'retablissement' | 'retrait'
  readonly source?: string
  readonly cle?: string
  readonly autreLieu?: number | undefined
}

/** Notes the birth of fiches, with what they say at first: replaying what follows then gives what they say now. */
export async function noteCreations(trx: Trx, lieux: readonly number[], cause: Cause, le: Date): Promise<void> {
  const { cause: genre, livraison, lot } = columns(cause)
  await sql`
    insert into changement (lieu_id, le, cause, livraison_id, lot, genre, apres)
    select id, ${le}, ${genre}, ${livraison}::bigint, ${lot}::text, 'creation', valeurs
    from lieu where id = any(${lieux}::bigint[]) order by id`.execute(trx)
}

/** Notes what happened to whole fiches: joined by a record, left by one, united with another, withdrawn, restored. */
export async function noteEvenements(
  trx: Trx,
  evenements: readonly Evenement[],
  cause: Cause,
  le: Date
): Promise<void> {
  const { cause: genre, livraison, lot } = columns(cause)
  for (let debut = 0; debut < evenements.length; debut += 5_000) {
    const partie = evenements.slice(debut, debut + 5_000)
    await sql`
      insert into changement (lieu_id, le, cause, livraison_id, lot, genre, source_id, cle, autre_lieu)
      select r.lieu, ${le}, ${genre}, ${livraison}::bigint, ${lot}::text, r.genre, r.source, r.cle, r.autre
      from unnest(
        ${partie.map((e) => e.lieu)}::bigint[], ${partie.map((e) => e.genre)}::text[], ${partie.map((e) => e.source ?? null)}::text[],
        ${partie.map((e) => e.cle ?? null)}::text[], ${partie.map((e) => e.autreLieu ?? null)}::bigint[]
      ) with ordinality as r(lieu, genre, source, cle, autre, rang)
      order by r.rang`.execute(trx)
  }
}

export type Changement = Selectable<TableChangement> & {
  readonly livraison_source: string | null
  readonly livraison_date: string | null
  readonly auteur: string | null
  readonly motif: string | null
}

/** The history of a fiche, latest first, with who or what caused each change. */
export async function listChangements(db: Db, lieuId: number, limite = 200): Promise<Changement[]> {
  const { rows } = await sql<Changement>`
    select c.*, l.source_id as livraison_source, l.datee_du as livraison_date, d.auteur, d.motif
    from changement c
    left join livraison l on l.id = c.livraison_id
    left join lateral (
      select coalesce(case when c.cause = 'annulation' then annulee_par end, auteur) as auteur, motif from decision where lot = c.lot limit 1
    ) d on true
    where c.lieu_id = ${lieuId} order by c.id desc limit ${limite}`.execute(db)
  return rows
}

export async function countChangements(db: Db, lieuId: number): Promise<number> {
  const { combien } = await avecTables<TablesAnnuaire>(db)
    .selectFrom('changement')
    .select(({ fn }) => fn.countAll<number>().as('combien'))
    .where('lieu_id', '=', lieuId)
    .executeTakeFirstOrThrow()
  return Number(combien)
}

/** From which lieu to which one a batch of decisions moved records. */
export async function listDeplacements(db: Db, lot: string): Promise<{ de: number; vers: number }[]> {
  const { rows } = await sql<{ de: number; vers: number }>`
    select distinct autre_lieu as de, lieu_id as vers from changement
    where lot = ${lot} and cause = 'decision' and genre = 'arrivee' and autre_lieu is not null`.execute(db)
  return rows
}
