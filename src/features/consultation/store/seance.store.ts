import { type Insertable, type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Resultats } from '../domain/module.ts'
import type { Totaux } from '../domain/opinion.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

export type Seance = Selectable<TablesConsultation['consultation_seance']>

/** The meetings of a consultation, the most recent first. */
export async function listSeances(db: Db, consultationId: string, limite: number): Promise<Seance[]> {
  return t(db)
    .selectFrom('consultation_seance')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('tenue_le', 'desc')
    .orderBy('creee_le', 'desc')
    .limit(limite)
    .execute()
}

export async function findSeance(db: Db, consultationId: string, id: string): Promise<Seance | undefined> {
  return t(db)
    .selectFrom('consultation_seance')
    .selectAll()
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
}

export async function insertSeance(
  trx: Trx,
  seance: Insertable<TablesConsultation['consultation_seance']>
): Promise<void> {
  await w(trx).insertInto('consultation_seance').values(seance).execute()
}

/** The attendance goes down to every item that it bounds: the database refuses one that is lower than what is counted. */
export async function saveSeance(
  trx: Trx,
  id: string,
  seance: Pick<Seance, 'nom' | 'tenue_le' | 'lieu_id' | 'presents' | 'texte'>
): Promise<void> {
  await w(trx).updateTable('consultation_seance').set(seance).where('id', '=', id).execute()
}

/** Items of the consultation that a meeting may speak about, whose module takes opinions. */
const ITEM_OUVERT = sql`
  consultation_seance s
  join consultation_item i on i.consultation_id = s.consultation_id and i.etat = 'publie'
  join consultation_module m on m.id = i.module_id and m.avis`

/**
 * Adds one opinion to those of a meeting, or takes one back, in one statement: the database holds it to the attendance
 * (`seance_pas_plus_que_presents`), however many mediators write at once.
 * @returns false when this item is not there for an opinion
 */
export async function addAvisDeSeance(
  trx: Trx,
  {
    seanceId,
    itemId,
    sens,
    ecart
  }: {
    readonly seanceId: string
    readonly itemId: string
    readonly sens: keyof Totaux
    readonly ecart: 1 | -1
  }
): Promise<boolean> {
  const plus = (colonne: keyof Totaux) => (colonne === sens ? ecart : 0)
  const { numAffectedRows } = await sql`
    insert into consultation_seance_item (seance_id, presents, item_id, accord, revoir)
    select s.id, s.presents, i.id, greatest(0, ${plus('accord')}::int), greatest(0, ${plus('revoir')}::int)
    from ${ITEM_OUVERT} where s.id = ${seanceId} and i.id = ${itemId} for share of s
    on conflict (seance_id, item_id) do update set
      accord = greatest(0, consultation_seance_item.accord + ${plus('accord')}::int),
      revoir = greatest(0, consultation_seance_item.revoir + ${plus('revoir')}::int)`.execute(trx)
  return numAffectedRows === 1n
}

/**
 * Writes what a show of hands gave, in the place of what was read before.
 * @returns false when this item is not there for an opinion, or when somebody else counted meanwhile
 */
export async function saveCompteDeSeance(
  trx: Trx,
  {
    seanceId,
    itemId,
    compte,
    lu
  }: {
    readonly seanceId: string
    readonly itemId: string
    readonly compte: Totaux & { readonly issue: string }
    readonly lu: Totaux
  }
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into consultation_seance_item (seance_id, presents, item_id, accord, revoir, issue)
    select s.id, s.presents, i.id, ${compte.accord}::int, ${compte.revoir}::int, ${compte.issue}
    from ${ITEM_OUVERT} where s.id = ${seanceId} and i.id = ${itemId} for share of s
    on conflict (seance_id, item_id) do update
      set accord = excluded.accord, revoir = excluded.revoir, issue = excluded.issue
      where (consultation_seance_item.accord, consultation_seance_item.revoir) = (${lu.accord}::int, ${lu.revoir}::int)`.execute(
    trx
  )
  return numAffectedRows === 1n
}

/** True for what the database throws when a meeting would count more opinions than people. */
export const estPlusQuePresents = (erreur: unknown): boolean =>
  (erreur as { constraint?: string } | undefined)?.constraint === 'seance_pas_plus_que_presents'

export interface ItemDeSeance extends Totaux {
  readonly id: string
  readonly numero: number
  readonly titre: string
  readonly module: string
  /** When the totals of its module are shown. */
  readonly resultats: Resultats
  readonly issue: string
}

// Modules and their items in the organiser's order, amendments after everything else of theirs.
const ITEMS = (seanceId: string, consultationId: string) => sql<ItemDeSeance & { place: number; total: number }>`
  select i.id, i.numero, i.titre, m.titre as module, m.resultats, coalesce(e.accord, 0) as accord, coalesce(e.revoir, 0) as revoir,
    coalesce(e.issue, '') as issue, count(*) over ()::int as total,
    row_number() over (order by m.rang, m.id, i.parent_id is not null, i.rang, i.numero)::int as place
  from consultation_item i join consultation_module m on m.id = i.module_id
  left join consultation_seance_item e on e.item_id = i.id and e.seance_id = ${seanceId}
  where i.consultation_id = ${consultationId} and i.etat = 'publie' and m.avis`

/** A page of the items that a meeting may speak about, with what it said of each. */
export async function listItemsDeSeance(
  db: Db,
  { id, consultation_id }: Pick<Seance, 'id' | 'consultation_id'>,
  { debut, nombre }: { readonly debut: number; readonly nombre: number }
): Promise<{ readonly items: readonly ItemDeSeance[]; readonly total: number }> {
  const { rows } = await sql<ItemDeSeance & { total: number }>`
    select * from (${ITEMS(id, consultation_id)}) n order by place limit ${nombre} offset ${debut}`.execute(db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export interface EtapeDeSeance extends ItemDeSeance {
  readonly place: number
  readonly total: number
  readonly precedent: number | null
  readonly suivant: number | null
}

/** One of these items, and the numbers of those around it. */
export async function findItemDeSeance(
  db: Db,
  { id, consultation_id }: Pick<Seance, 'id' | 'consultation_id'>,
  numero: number | undefined
): Promise<EtapeDeSeance | undefined> {
  const { rows } = await sql<EtapeDeSeance>`
    select * from (
      select n.*, lag(numero) over (order by place) as precedent, lead(numero) over (order by place) as suivant
      from (${ITEMS(id, consultation_id)}) n
    ) suite where ${numero === undefined ? sql`place = 1` : sql`numero = ${numero}`}`.execute(db)
  return rows[0]
}

export interface DitEnSeance extends Totaux {
  readonly seance: string
  readonly nom: string
  /** A civil day, YYYY-MM-DD. */
  readonly tenue_le: string
  readonly creee_le: Date
  readonly issue: string
}

/** What meetings said of an item, the most recent first; only those that said something. */
export async function listDitsEnSeance(db: Db, itemId: string): Promise<readonly DitEnSeance[]> {
  const { rows } = await sql<DitEnSeance>`
    select s.id as seance, s.nom, s.tenue_le, s.creee_le, e.accord, e.revoir, e.issue
    from consultation_seance_item e join consultation_seance s on s.id = e.seance_id
    where e.item_id = ${itemId} and (e.accord > 0 or e.revoir > 0 or e.issue <> '')
    order by s.tenue_le desc, s.creee_le desc`.execute(db)
  return rows
}

export interface DecisionEnSeance {
  readonly seance: string
  readonly numero: number
  readonly titre: string
  readonly issue: string
}

/** What the meetings that followed the closing decided, item by item, in the order of their numbers. */
export async function listDecisionsEnSeance(db: Db, consultationId: string): Promise<readonly DecisionEnSeance[]> {
  const { rows } = await sql<DecisionEnSeance>`
    select s.id as seance, i.numero, i.titre, e.issue
    from consultation_seance s
    join consultation c on c.id = s.consultation_id and s.creee_le >= c.figee_le
    join consultation_seance_item e on e.seance_id = s.id and e.issue <> ''
    join consultation_item i on i.id = e.item_id and i.etat = 'publie'
    where s.consultation_id = ${consultationId} order by i.numero`.execute(db)
  return rows
}
