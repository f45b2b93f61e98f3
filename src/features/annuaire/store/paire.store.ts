import { sql } from 'kysely'
import type { Db, Trx } from '../../../platform/db/index.ts'
import type { Cle, Preuve } from '../domain/rapprochement/rapprochement.ts'
import type { TablePaire } from './tables.ts'

export interface PaireAEcrire {
  readonly a: Cle
  readonly b: Cle
  /** Decibans: ten points, ten times more likely. */
  readonly score: number
  readonly issue: TablePaire['issue']
  readonly preuves: readonly Preuve[]
}

const LOT = 2_000

/** All the pairs there are: those that are no longer found go, those that say the same stay as they are. */
export async function replacePaires(trx: Trx, paires: readonly PaireAEcrire[]): Promise<void> {
  await sql`create temporary table paire_vue (a_id bigint, b_id bigint, primary key (a_id, b_id)) on commit drop`.execute(
    trx
  )
  await insertPaires(trx, paires, true)
  await sql`
    delete from paire p where not exists (select 1 from paire_vue v where v.a_id = p.a_id and v.b_id = p.b_id)`.execute(
    trx
  )
  await sql`drop table paire_vue`.execute(trx)
}

/** The pairs of these records: their former ones are void. */
export async function replacePairesDe(trx: Trx, cles: readonly Cle[], paires: readonly PaireAEcrire[]): Promise<void> {
  // Two deletions, each by its index: one « or » would read every pair for every record.
  for (const cote of ['a_id', 'b_id'])
    await sql`
      delete from paire p using enregistrement e, unnest(${cles.map((c) => c.source)}::text[], ${cles.map((c) => c.cle)}::text[]) as k(source, cle)
      where e.source_id = k.source and e.cle = k.cle and p.${sql.ref(cote)} = e.id`.execute(trx)
  await insertPaires(trx, paires, false)
}

async function insertPaires(trx: Trx, paires: readonly PaireAEcrire[], noter: boolean): Promise<void> {
  for (let debut = 0; debut < paires.length; debut += LOT) {
    const lot = paires.slice(debut, debut + LOT).map(({ a, b, score, issue, preuves }) => ({
      sa: a.source,
      ca: a.cle,
      sb: b.source,
      cb: b.cle,
      score,
      issue,
      preuves
    }))
    const resolues = sql`
      select least(x.id, y.id) as a_id, greatest(x.id, y.id) as b_id, max(r.score) as score, max(r.issue) as issue, (array_agg(r.preuves))[1] as preuves
      from json_to_recordset(${JSON.stringify(lot)}::json) as r(sa text, ca text, sb text, cb text, score integer, issue text, preuves jsonb)
      join enregistrement x on x.source_id = r.sa and x.cle = r.ca
      join enregistrement y on y.source_id = r.sb and y.cle = r.cb
      where x.id <> y.id group by 1, 2`
    if (noter)
      await sql`
        with p as (${resolues}), ecrites as (
          insert into paire as ancienne (a_id, b_id, score, issue, preuves) select * from p
          on conflict (a_id, b_id) do update set score = excluded.score, issue = excluded.issue, preuves = excluded.preuves
          where (ancienne.score, ancienne.issue, ancienne.preuves) is distinct from (excluded.score, excluded.issue, excluded.preuves)
        )
        insert into paire_vue select a_id, b_id from p on conflict do nothing`.execute(trx)
    else
      await sql`
        insert into paire (a_id, b_id, score, issue, preuves) ${resolues}
        on conflict (a_id, b_id) do update set score = excluded.score, issue = excluded.issue, preuves = excluded.preuves`.execute(
        trx
      )
  }
}

export interface PaireLue {
  readonly a: Cle & { readonly id: number; readonly lieu: number | null }
  readonly b: Cle & { readonly id: number; readonly lieu: number | null }
  readonly score: number
  readonly issue: TablePaire['issue']
  readonly preuves: readonly Preuve[]
}

/** The pairs that hold a record of this lieu: those that made it, and those a person might look at. Strongest first. */
export async function listPairesDuLieu(db: Db, lieuId: number, limite = 200): Promise<PaireLue[]> {
  const { rows } = await sql<{
    a_id: number
    a_source: string
    a_cle: string
    a_lieu: number | null
    b_id: number
    b_source: string
    b_cle: string
    b_lieu: number | null
    score: number
    issue: TablePaire['issue']
    preuves: Preuve[]
  }>`
    select p.score, p.issue, p.preuves,
      a.id as a_id, a.source_id as a_source, a.cle as a_cle, a.lieu_id as a_lieu,
      b.id as b_id, b.source_id as b_source, b.cle as b_cle, b.lieu_id as b_lieu
    from paire p join enregistrement a on a.id = p.a_id join enregistrement b on b.id = p.b_id
    where a.lieu_id = ${lieuId} or b.lieu_id = ${lieuId}
    order by p.score desc, p.a_id, p.b_id limit ${limite}`.execute(db)
  return rows.map((r) => ({
    a: { id: r.a_id, source: r.a_source, cle: r.a_cle, lieu: r.a_lieu },
    b: { id: r.b_id, source: r.b_source, cle: r.b_cle, lieu: r.b_lieu },
    score: r.score,
    issue: r.issue,
    preuves: r.preuves
  }))
}
