import { createHash, randomBytes } from 'node:crypto'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { DUREES_JETONS, expireLe, type GenreJeton, isJeton } from '../domain/jeton.ts'
import { findJeton, type JetonTrouve, saveJeton, takeJeton } from '../store/jeton.store.ts'

/** What the database keeps of a token: reading it opens nothing. */
export const digest = (jeton: string): string => createHash('sha256').update(jeton).digest('hex')

/** 256 bits of chance. */
export const newJeton = (): string => randomBytes(32).toString('base64url')

/** Makes a token for one use. The text is returned once, for a message or a cookie. */
export async function issueJeton<G extends GenreJeton>(
  trx: Trx,
  genre: G,
  { compteId, donnees }: JetonTrouve<G>,
  now: Date
): Promise<string> {
  const jeton = newJeton()
  await saveJeton(trx, {
    empreinte: digest(jeton),
    genre,
    compteId,
    donnees,
    creeLe: now,
    expireLe: expireLe(now, DUREES_JETONS[genre])
  })
  return jeton
}

/** Uses the token up. Undefined when it is unknown, used, too old, or of another kind: nobody is told which. */
export async function useJeton<G extends GenreJeton>(trx: Trx, genre: G, jeton: string, now: Date) {
  return isJeton(jeton) ? takeJeton(trx, genre, digest(jeton), now) : undefined
}

/** Reads the token without using it: a mail reader that opens links must not use them up. */
export async function readJeton<G extends GenreJeton>(db: Db, genre: G, jeton: string | undefined, now: Date) {
  return jeton && isJeton(jeton) ? findJeton(db, genre, digest(jeton), now) : undefined
}
