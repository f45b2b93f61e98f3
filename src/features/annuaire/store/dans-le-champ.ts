import { type RawBuilder, sql } from 'kysely'
import type { Champ } from '../../../kernel/droit.ts'
import type { Zone } from '../../../kernel/role.ts'

/** What a row says of where it is. `lieu`: its public number, for rights that name lieux one by one. */
interface Situation {
  readonly codeInsee: RawBuilder<unknown>
  readonly departement: RawBuilder<unknown>
  readonly lieu: RawBuilder<unknown>
}

/** The rows that a right covers. The same rule as `estAutorise`, written for a query: a test compares the two. */
export function dansLeChamp(
  champ: Champ | undefined,
  { codeInsee, departement, lieu }: Situation
): RawBuilder<unknown> {
  if (champ === undefined || champ === 'partout') return sql`true`
  const ou = champ.map(({ etendue, lieux }) => {
    const dedans = sql`exists (
      select 1 from (select 1) un left join commune zc on zc.code = ${codeInsee}
        left join departement zd on zd.code = coalesce(zc.departement, ${departement})
      where ${sql.join([sql`true`, ...etendue.map(dansUneZone)], sql` and `)})`
    return lieux ? sql`(${lieu} = any(${[...lieux]}::bigint[]) and ${dedans})` : dedans
  })
  return ou.length === 0 ? sql`false` : sql`(${sql.join(ou, sql` or `)})`
}

const dansUneZone = (zones: readonly Zone[]): RawBuilder<unknown> => {
  const codes = (genre: Zone['genre']) => zones.flatMap((zone) => (zone.genre === genre ? [zone.code] : []))
  return sql`(zc.code = any(${codes('commune')}::text[]) or zc.epci = any(${codes('epci')}::text[])
    or zd.code = any(${codes('departement')}::text[]) or zd.region = any(${codes('region')}::text[]))`
}
