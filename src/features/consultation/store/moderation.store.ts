import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'

/** Names an opinion without its number: what is published must not say which ones were given one after the other. */
export const jetonOpinion = ({ sel }: { readonly sel: string }, id: number): string =>
  createHash('sha256').update(`${sel} opinion ${id}`).digest('hex').slice(0, 32)

/** Why something is not there any more: « Retiré le … : motif ». */
export interface Trace {
  readonly le: Date
  /** A key of MOTIFS: `direMotif` tells it in words. */
  readonly motif: string
}

/**
 * The last decision that took these things away, by the thing's identifier. Only things whose state is `retire` or `refuse`
 * have one that counts: the caller looks at the state.
 */
export async function listTraces(
  db: Db,
  {
    itemIds = [],
    contributionIds = []
  }: { readonly itemIds?: readonly string[]; readonly contributionIds?: readonly string[] }
): Promise<ReadonlyMap<string, Trace>> {
  if (itemIds.length + contributionIds.length === 0) return new Map()
  const { rows } = await sql<{ cible: string; le: Date; motif: string }>`
    select distinct on (cible) cible, le, motif from (
      select coalesce(item_id, contribution_id) as cible, le, motif, id from consultation_moderation
      where geste in ('retirer', 'refuser')
        and (item_id = any(${[...itemIds]}::uuid[]) or contribution_id = any(${[...contributionIds]}::uuid[]))
    ) m order by cible, le desc, id`.execute(db)
  return new Map(rows.map(({ cible, le, motif }) => [cible, { le, motif }]))
}
