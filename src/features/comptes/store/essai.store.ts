import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Limite } from '../domain/limites.ts'
import type { TablesComptes } from './tables.ts'

/** Counts one try. The instant when the next one will be heard, or undefined when this one is. */
export async function countEssai(db: Db, limite: Limite, cle: string, now: Date): Promise<Date | undefined> {
  try {
    await limiter(db, limite, now).consume(cle)
    return undefined
  } catch (refus) {
    if (refus instanceof RateLimiterRes) return new Date(now.getTime() + refus.msBeforeNext)
    throw refus
  }
}

/** Gives a try back: it was right, and tells nothing of an attack. */
export async function giveBackEssai(db: Db, limite: Limite, cle: string, now: Date): Promise<void> {
  await limiter(db, limite, now).reward(cle)
}

/** Forgets what was counted: whoever tried has proven who they are. */
export async function forgetEssais(db: Db, limite: Limite, cle: string, now: Date): Promise<void> {
  await limiter(db, limite, now).delete(cle)
}

function limiter(db: Db, { nom, nombre, duree }: Limite, now: Date): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: clientAt(db, now),
    storeType: 'client',
    tableName: 'essai' satisfies keyof TablesComptes,
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: nom,
    points: nombre,
    duration: duree
  })
}

// The library reads the machine's clock. Instants that pass this door are told in ours, so that a request has one time.
function clientAt(db: Db, now: Date) {
  return {
    async query({ text, values }: { text: string; values: readonly unknown[] }) {
      const decalage = now.getTime() - Date.now()
      const dates = values.map((v) => (isInstant(v) ? v + decalage : v))
      const { rows, numAffectedRows } = await db.executeQuery<{ points: number; expire: number | null }>(
        CompiledQuery.raw(text, dates)
      )
      return {
        rows: rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : expire - decalage })),
        rowCount: Number(numAffectedRows ?? rows.length)
      }
    }
  }
}

/** Milliseconds since 1970; counts of points are far below. */
const isInstant = (valeur: unknown): valeur is number => typeof valeur === 'number' && valeur > 1e11

export async function dropExpiredEssais(trx: Trx, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('essai').where('expire', '<=', now.getTime()).execute()
}
