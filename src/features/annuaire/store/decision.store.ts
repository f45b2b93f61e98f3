import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
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

export const ordonner = (a: Cle, b: Cle): readonly [Cle, Cle] =>
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
  if (decisions.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('decision')
    .values(
      decisions.map(({ genre, a, b }) => {
        const [x, y] = ordonner(a, b)
        return {
          lot,
          genre,
          a_source: x.source,
          a_cle: x.cle,
          b_source: y.source,
          b_cle: y.cle,
          champ: null,
          valeur: null,
          auteur,
          motif,
          prise_le: le,
          annulee_le: null,
          annulee_par: null
        }
      })
    )
    .onConflict((oc) =>
      oc
        .columns(['a_source', 'a_cle', 'b_source', 'b_cle'])
        .where('annulee_le', 'is', null)
        .where('genre', '<>', 'valeur')
        .doNothing()
    )
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** « This value is right »: it takes the place of an earlier choice for the same field and record. */
export async function saveDecisionValeur(
  trx: Trx,
  { cle, champ, valeur }: { cle: Cle; champ: NomChamp; valeur: unknown },
  { lot, auteur, motif, le }: Signature
): Promise<void> {
  await w(trx)
    .updateTable('decision')
    .set({ annulee_le: le, annulee_par: auteur })
    .where('genre', '=', 'valeur')
    .where('a_source', '=', cle.source)
    .where('a_cle', '=', cle.cle)
    .where('champ', '=', champ)
    .where('annulee_le', 'is', null)
    .execute()
  await w(trx)
    .insertInto('decision')
    .values({
      lot,
      genre: 'valeur',
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
    .where('genre', '<>', 'valeur')
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

/** The values that people chose for these records. */
export async function listChoix(db: Db, cles: readonly Cle[]): Promise<DecisionPrise[]> {
  if (cles.length === 0) return []
  const { rows } = await sql<DecisionPrise>`
    select d.* from decision d
    join unnest(${cles.map((c) => c.source)}::text[], ${cles.map((c) => c.cle)}::text[]) as k(source, cle) on k.source = d.a_source and k.cle = d.a_cle
    where d.genre = 'valeur' and d.annulee_le is null order by d.prise_le, d.id`.execute(db)
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

/** Follows records whose source gave them another key: what people said of them goes on holding. */
export async function renommerCles(
  trx: Trx,
  sourceId: string,
  renommages: readonly { readonly ancienne: string; readonly nouvelle: string }[]
): Promise<void> {
  if (renommages.length === 0) return
  const de = renommages.map((r) => r.ancienne)
  const vers = renommages.map((r) => r.nouvelle)
  // The order of a pair is part of its key: each pair is written anew in its order.
  await sql`
    update decision d set
      a_source = case when (n.a_source, n.a_cle) < (n.b_source, n.b_cle) or d.genre = 'valeur' then n.a_source else n.b_source end,
      a_cle = case when (n.a_source, n.a_cle) < (n.b_source, n.b_cle) or d.genre = 'valeur' then n.a_cle else n.b_cle end,
      b_source = case when d.genre = 'valeur' then null when (n.a_source, n.a_cle) < (n.b_source, n.b_cle) then n.b_source else n.a_source end,
      b_cle = case when d.genre = 'valeur' then null when (n.a_source, n.a_cle) < (n.b_source, n.b_cle) then n.b_cle else n.a_cle end
    from (
      select o.id, o.a_source, coalesce(ra.vers, o.a_cle) as a_cle, o.b_source, coalesce(rb.vers, o.b_cle) as b_cle
      from decision o
      left join unnest(${de}::text[], ${vers}::text[]) as ra(de, vers) on o.a_source = ${sourceId} and ra.de = o.a_cle
      left join unnest(${de}::text[], ${vers}::text[]) as rb(de, vers) on o.b_source = ${sourceId} and rb.de = o.b_cle
      where ra.vers is not null or rb.vers is not null
    ) n
    where d.id = n.id`.execute(trx)
}
