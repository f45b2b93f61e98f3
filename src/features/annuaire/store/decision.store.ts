import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import type { NomChamp } from '../domain/schema.ts'
import type { TableDecision, TablesAnnuaire } from './tables.ts'

export type DecisionPrise = Selectable<TableDecision>

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export interface DecisionPaire {
  readonly genre: 'meme' | 'different'
  readonly a: Cle
  readonly b: Cle
}

const ordonner = (a: Cle, b: Cle): readonly [Cle, Cle] =>
  a.source < b.source || (a.source === b.source && a.cle < b.cle) ? [a, b] : [b, a]

interface Signature {
  readonly lot: string
  readonly auteur: string
  readonly motif: string
  readonly le: Date
}

/** Writes decisions about pairs. One that says again what is in force is left out. Returns how many were written. */
export async function saveDecisionsPaires(
  trx: Trx,
  decisions: readonly DecisionPaire[],
  { lot, auteur, motif, le }: Signature
): Promise<number> {
  const lignes = decisions.map(({ genre, a, b }) => {
    const [x, y] = ordonner(a, b)
    return { genre, a_source: x.source, a_cle: x.cle, b_source: y.source, b_cle: y.cle }
  })
  const { numAffectedRows } = await sql`
    insert into decision (lot, genre, a_source, a_cle, b_source, b_cle, auteur, motif, prise_le)
    select ${lot}, genre, a_source, a_cle, b_source, b_cle, ${auteur}, ${motif}, ${le}
    from json_to_recordset(${jsonPourPostgres(lignes)}::json) as r(genre text, a_source text, a_cle text, b_source text, b_cle text)
    on conflict (a_source, a_cle, b_source, b_cle) where annulee_le is null and b_source is not null do nothing`.execute(
    trx
  )
  return Number(numAffectedRows ?? 0)
}

export interface DecisionValeur {
  /** « This value is right », or « it is wrong ». */
  readonly genre: 'valeur' | 'ecarte'
  readonly cle: Cle
  readonly champ: NomChamp
  readonly valeur: unknown
}

/** What a person said of a value takes the place of what was said before of the same field and record. */
export async function saveDecisionValeur(
  trx: Trx,
  { genre, cle, champ, valeur }: DecisionValeur,
  { lot, auteur, motif, le }: Signature
): Promise<void> {
  await w(trx)
    .updateTable('decision')
    .set({ annulee_le: le, annulee_par: auteur })
    .where('b_source', 'is', null)
    .where('a_source', '=', cle.source)
    .where('a_cle', '=', cle.cle)
    .where('champ', '=', champ)
    .where('annulee_le', 'is', null)
    .execute()
  await w(trx)
    .insertInto('decision')
    .values({
      lot,
      genre,
      a_source: cle.source,
      a_cle: cle.cle,
      b_source: null,
      b_cle: null,
      champ,
      valeur: JSON.stringify(valeur),
      auteur,
      motif,
      prise_le: le,
      annulee_le: null,
      annulee_par: null
    })
    .execute()
}

/** Takes back a whole batch. The decisions stay, marked: undoing is a fact too. False when it was already done. */
export async function annulerLot(trx: Trx, lot: string, par: string, le: Date): Promise<DecisionPrise[]> {
  return w(trx)
    .updateTable('decision')
    .set({ annulee_le: le, annulee_par: par })
    .where('lot', '=', lot)
    .where('annulee_le', 'is', null)
    .returningAll()
    .execute()
}

/** Every decision about pairs now in force, in the order they were taken. */
export async function listDecisionsPaires(
  db: Db
): Promise<(DecisionPaire & { readonly id: number; readonly auteur: string; readonly priseLe: Date })[]> {
  const lignes = await t(db)
    .selectFrom('decision')
    .selectAll()
    .where('annulee_le', 'is', null)
    .where('b_source', 'is not', null)
    .orderBy('id')
    .execute()
  return lignes.map((d) => ({
    id: d.id,
    genre: d.genre as 'meme' | 'different',
    a: { source: d.a_source, cle: d.a_cle },
    b: { source: d.b_source as string, cle: d.b_cle as string },
    auteur: d.auteur,
    priseLe: d.prise_le
  }))
}

/** What people said of the values of these records: those they chose, those they set aside. */
export async function listJugements(db: Db, cles: readonly Cle[]): Promise<DecisionPrise[]> {
  if (cles.length === 0) return []
  const { rows } = await sql<DecisionPrise>`
    select d.* from decision d
    join unnest(${cles.map((c) => c.source)}::text[], ${cles.map((c) => c.cle)}::text[]) as k(source, cle) on k.source = d.a_source and k.cle = d.a_cle
    where d.b_source is null and d.annulee_le is null order by d.prise_le, d.id`.execute(db)
  return rows
}

/** Decisions in force or taken back that name one of these records, latest first. */
export async function listDecisionsSur(db: Db, cles: readonly Cle[]): Promise<DecisionPrise[]> {
  if (cles.length === 0) return []
  const { rows } = await sql<DecisionPrise>`
    select distinct d.* from decision d
    join unnest(${cles.map((c) => c.source)}::text[], ${cles.map((c) => c.cle)}::text[]) as k(source, cle)
      on (k.source = d.a_source and k.cle = d.a_cle) or (k.source = d.b_source and k.cle = d.b_cle)
    order by d.id desc`.execute(db)
  return rows
}

/**
 * Follows records whose source gave them another key: what people said of them goes on holding. Keys may be exchanged, so
 * the decisions leave the table and come back under their numbers: one by one they would collide.
 */
export async function renommerCles(
  trx: Trx,
  sourceId: string,
  renommages: readonly { readonly ancienne: string; readonly nouvelle: string }[]
): Promise<void> {
  if (renommages.length === 0) return
  const nouvelles = new Map(renommages.map(({ ancienne, nouvelle }) => [ancienne, nouvelle]))
  const { rows } = await sql<Record<string, unknown> & DecisionPrise>`
    delete from decision
    where (a_source = ${sourceId} and a_cle = any(${[...nouvelles.keys()]}::text[]))
      or (b_source = ${sourceId} and b_cle = any(${[...nouvelles.keys()]}::text[]))
    returning *`.execute(trx)
  const renommer = (source: string, cle: string): Cle => ({
    source,
    cle: (source === sourceId ? nouvelles.get(cle) : undefined) ?? cle
  })
  const suivies = rows.map((d) => {
    const a = renommer(d.a_source, d.a_cle)
    if (d.b_source === null || d.b_cle === null) return { ...d, a_cle: a.cle }
    // The order of a pair is part of its writing.
    const [x, y] = ordonner(a, renommer(d.b_source, d.b_cle))
    return { ...d, a_source: x.source, a_cle: x.cle, b_source: y.source, b_cle: y.cle }
  })
  await sql`
    insert into decision overriding system value
    select * from json_populate_recordset(null::decision, ${JSON.stringify(suivies)}::json)`.execute(trx)
}

/** The ties that taking a fiche in hand wrote go by this beginning of their batch. */
export const LOT_FICHE = 'fiche-'

/** Takes back what tied the held fiches of these records: to anything, or only to those of the second list. */
export async function annulerLiensDeFiche(
  trx: Trx,
  cles: readonly Cle[],
  avec: readonly Cle[] | undefined,
  par: string,
  le: Date
): Promise<void> {
  const liste = (c: readonly Cle[]) => sql`
    (select * from unnest(${c.map(({ source }) => source)}::text[], ${c.map(({ cle }) => cle)}::text[]))`
  const entre = (x: 'a' | 'b', y: 'a' | 'b') => {
    const un = sql`(${sql.ref(`${x}_source`)}, ${sql.ref(`${x}_cle`)}) in ${liste(cles)}`
    return avec ? sql`(${un} and (${sql.ref(`${y}_source`)}, ${sql.ref(`${y}_cle`)}) in ${liste(avec)})` : un
  }
  await sql`
    update decision set annulee_le = ${le}, annulee_par = ${par}
    where annulee_le is null and genre = 'meme' and starts_with(lot, ${LOT_FICHE})
      and (${entre('a', 'b')} or ${entre('b', 'a')})`.execute(trx)
}

/** Of these lieux, those that a person said are not this one: a decision about a record of each, now in force. */
export async function listLieuxDistingues(db: Db, lieuId: number, parmi: readonly number[]): Promise<number[]> {
  if (parmi.length === 0) return []
  const { rows } = await sql<{ lieu: number }>`
    select distinct autre.lieu_id as lieu
    from decision d
    join enregistrement ici on (ici.source_id, ici.cle) in ((d.a_source, d.a_cle), (d.b_source, d.b_cle))
    join enregistrement autre on (autre.source_id, autre.cle) in ((d.a_source, d.a_cle), (d.b_source, d.b_cle))
    where d.genre = 'different' and d.annulee_le is null and ici.lieu_id = ${lieuId}
      and autre.lieu_id = any(${[...parmi]}::bigint[])`.execute(db)
  return rows.map(({ lieu }) => Number(lieu))
}
