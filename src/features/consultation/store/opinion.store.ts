import { sql } from 'kysely'
import { avecTables, type Db, type Trx } from '../../../platform/db/index.ts'
import { GESTES_DUREE_MS, GESTES_MAX, type Sens } from '../domain/opinion.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>

/** An item by its identifier, or by its consultation's address and its number there: no need to look it up first. */
export type CibleDOpinion = { readonly itemId: string } | { readonly adresse: string; readonly numero: number }

export type OpinionDonnee = CibleDOpinion & {
  readonly compteId: string
  readonly sens: Sens
  readonly raison: string
}

/**
 * Gives, changes or withdraws the opinion of one account on one item, in one statement (`opinion_donner`, in the base): the
 * current row, its log and the counters follow from it. Written only where the item is seen, its module takes opinions (with a reason where it demands
 * one) and its consultation is open, and while this account has not just made a machine's number of gestures. A reason is
 * kept for « à revoir » alone, where the module asks for it. It is a transaction by itself.
 * @returns false when nothing was written; `fermee` is thrown by the database when the closing came in between
 */
export async function saveOpinion(db: Db | Trx, opinion: OpinionDonnee, now: Date): Promise<boolean> {
  const { compteId, sens, raison } = opinion
  const [id, adresse, numero] =
    'itemId' in opinion ? [opinion.itemId, null, null] : [null, opinion.adresse, opinion.numero]
  const depuis = new Date(now.getTime() - GESTES_DUREE_MS)
  const { rows } = await sql<{ ecrit: boolean }>`
    select opinion_donner(${id}, ${adresse}, ${numero}, ${compteId}, ${sens}, ${raison}, ${now}, ${depuis}, ${GESTES_MAX})
      as ecrit`.execute(db)
  return rows[0]?.ecrit ?? false
}

/** True for what the database throws when the consultation closed between reading and writing. */
export const estFermee = (erreur: unknown): boolean => (erreur as { code?: string } | undefined)?.code === 'MC001'

export async function countGestes(db: Db, compteId: string, now: Date): Promise<number> {
  const { nombre } = await t(db)
    .selectFrom('opinion_geste')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('compte_id', '=', compteId)
    .where('le', '>', new Date(now.getTime() - GESTES_DUREE_MS))
    .executeTakeFirstOrThrow()
  return nombre
}

export interface MonOpinion {
  readonly sens: Exclude<Sens, 'retrait'>
  readonly raison: string
  /** A moderator took the reason away: the opinion counts, the reason is not shown. */
  readonly retiree: boolean
  readonly le: Date
}

/** What this account thinks of these items now; nothing for an opinion that was withdrawn. */
export async function findOpinionsDe(
  db: Db,
  compteId: string,
  items: readonly string[]
): Promise<ReadonlyMap<string, MonOpinion>> {
  if (items.length === 0) return new Map()
  const lignes = await t(db)
    .selectFrom('opinion')
    .select(['item_id', 'sens', 'raison', 'raison_retiree_le', 'le'])
    .where('compte_id', '=', compteId)
    .where('item_id', 'in', items)
    .execute()
  return new Map(
    lignes.flatMap(({ item_id, sens, raison, raison_retiree_le, le }) =>
      sens === 'retrait' ? [] : [[item_id, { sens, raison, retiree: raison_retiree_le !== null, le }]]
    )
  )
}

/** On how many of the propositions of a consultation this account gave its opinion. */
export async function countAvisDe(
  db: Db,
  compteId: string,
  consultationId: string
): Promise<{ readonly donnes: number; readonly sur: number }> {
  const { rows } = await sql<{ donnes: number; sur: number }>`
    select count(o.id)::int as donnes, count(*)::int as sur
    from consultation_item i
    join consultation_module m on m.id = i.module_id and m.avis
    left join opinion o on o.item_id = i.id and o.compte_id = ${compteId} and o.sens <> 'retrait'
    where i.consultation_id = ${consultationId} and i.parent_id is null and i.etat = 'publie'`.execute(db)
  return rows[0] ?? { donnes: 0, sur: 0 }
}

/** A reason of « à revoir », without anything that says whose it is. */
export interface Raison {
  readonly opinion: number
  readonly texte: string
}

/**
 * The reasons that can be read on an item, in an order that says nothing of when they were written: what is shown together
 * must not tell who came after whom.
 */
export async function listRaisons(
  db: Db,
  itemId: string,
  { debut, nombre }: { readonly debut: number; readonly nombre: number }
): Promise<{ readonly raisons: readonly Raison[]; readonly total: number }> {
  const { rows } = await sql<{ opinion: number; texte: string; total: number }>`
    select id as opinion, raison as texte, count(*) over ()::int as total from opinion
    where item_id = ${itemId} and sens = 'revoir' and raison <> '' and raison_retiree_le is null
    order by md5(id::text || ${itemId}), id limit ${nombre} offset ${debut}`.execute(db)
  return { raisons: rows.map(({ opinion, texte }) => ({ opinion, texte })), total: rows[0]?.total ?? 0 }
}
