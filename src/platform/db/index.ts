import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

// Days are days, not instants of a zone: PostgreSQL's `date` stays its text. Counts fit a JavaScript number.
pg.types.setTypeParser(1082, (text) => text)
pg.types.setTypeParser(20, (text) => Number(text))

/** Reads. A feature's store narrows it to its own tables: `Db<TablesAnnuaire>`. */
export type Db<T = unknown> = Kysely<T>
/** Writes: a function that takes it cannot be called outside a transaction. */
export type Trx<T = unknown> = Transaction<T>

export interface BaseOuverte {
  readonly db: Db
  readonly pool: pg.Pool
  close(): Promise<void>
}

export function openBase(
  url: string,
  { connexions = 10, onError }: { connexions?: number; onError: (error: Error) => void }
): BaseOuverte {
  const pool = new pg.Pool({
    connectionString: url,
    max: connexions,
    application_name: 'maillage',
    options: '-c TimeZone=UTC'
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

/** The same connection seen with a feature's own tables. Boundaries are checked by `tools/tables.mjs`, not by the type. */
export function avecTables<T>(db: Db | Trx): Db<T> {
  return db as unknown as Db<T>
}

export function avecTablesTrx<T>(trx: Trx): Trx<T> {
  return trx as unknown as Trx<T>
}

/** One transaction. What it writes, mails and jobs included, exists wholly or not at all. */
export function transaction<R>(db: Db, ecrire: (trx: Trx) => Promise<R>): Promise<R> {
  return db.transaction().execute(ecrire)
}

/**
 * JSON that jsonb accepts: without NUL, which it cannot hold, nor half of a surrogate pair, which is no text. A backslash
 * before « u0000 » may itself be escaped: then those are letters that someone wrote.
 */
export function jsonPourPostgres(valeur: unknown): string {
  return JSON.stringify(valeur).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (code) =>
    code === '\\\\' ? code : code === '\\u0000' ? '' : '\ufffd'
  )
}

/** True when the database did not answer, rather than refused what it was asked: waiting may be enough. */
export function estBaseInjoignable(erreur: unknown): boolean {
  const { code = '', message = '' } = (erreur ?? {}) as { code?: string; message?: string }
  // Class 08: connection; 57P: the server stops or starts; 53300: too many connections.
  return (
    /^(08\w{3}|57P0\d|53300|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/.test(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect|driver has already been destroyed)/.test(message)
  )
}
