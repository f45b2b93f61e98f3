import type pg from 'pg'
import type { Db } from './index.ts'

/** Hears what PostgreSQL announces (LISTEN), for what a process keeps in memory. */
export interface Ecoute {
  /**
   * A number that changes whenever this channel was announced; undefined while the connection is down: then only the
   * database knows, and it is asked each time.
   */
  jeton(canal: string): number | undefined
  fermer(): Promise<void>
}

const parBase = new WeakMap<Db, Ecoute>()

/** The ear of this database, if the process opened one. */
export function ecouteDe(db: Db): Ecoute | undefined {
  return parBase.get(db)
}

const REPRISE_MS = 1_000
/** A connection that died without a word is found out this often. */
const POULS_MS = 30_000

/**
 * Opens one connection that listens. Lost, it is opened again, and everything is held to have changed meanwhile.
 * @param prevenir called after each announcement, for what should be read again before anyone asks
 */
export async function ouvrirEcoute(
  { db, pool }: { readonly db: Db; readonly pool: pg.Pool },
  canaux: readonly string[],
  prevenir: (canal: string) => void = () => {}
): Promise<Ecoute> {
  const jetons = new Map(canaux.map((canal) => [canal, 0]))
  let client: pg.PoolClient | undefined
  let fermee = false
  let attente: ReturnType<typeof setTimeout> | undefined

  const annoncer = (canal: string) => {
    if (!jetons.has(canal)) return
    jetons.set(canal, (jetons.get(canal) ?? 0) + 1)
    prevenir(canal)
  }
  const lacher = () => {
    const perdu = client
    client = undefined
    perdu?.removeAllListeners('notification')
    // Not given back to the others: it may be dead, and it listens.
    perdu?.release(true)
    if (!fermee) attente = setTimeout(() => void brancher(), REPRISE_MS)
    attente?.unref()
  }
  const brancher = async () => {
    try {
      const neuf = await pool.connect()
      neuf.on('notification', ({ channel }) => annoncer(channel))
      neuf.on('error', () => client === neuf && lacher())
      for (const canal of canaux) await neuf.query(`listen "${canal}"`)
      if (fermee) return neuf.release(true)
      client = neuf
      for (const canal of canaux) annoncer(canal)
    } catch {
      lacher()
    }
  }
  await brancher()
  const pouls = setInterval(() => {
    const vu = client
    vu?.query('select 1').catch(() => client === vu && lacher())
  }, POULS_MS)
  pouls.unref()

  const ecoute: Ecoute = {
    jeton: (canal) => (client ? jetons.get(canal) : undefined),
    async fermer() {
      fermee = true
      clearInterval(pouls)
      clearTimeout(attente)
      parBase.delete(db)
      lacher()
    }
  }
  parBase.set(db, ecoute)
  return ecoute
}
