import { createHash, randomBytes } from 'node:crypto'
import type { Trx } from '../../../platform/db/index.ts'
import { insertLien } from '../store/fiche-tenue.store.ts'

/** Days during which a reminder's link serves. */
const JOURS = 60

/**
 * The path of the page where, without signing in, a responsable says in one press that the fiche is up to date.
 * Only its digest is kept.
 */
export async function lienFicheAJour(trx: Trx, lieuId: number, now: Date): Promise<string> {
  const jeton = randomBytes(32).toString('base64url')
  const expireLe = new Date(now.getTime() + JOURS * 86_400_000)
  await insertLien(trx, { empreinte: digestJeton(jeton), lieuId, expireLe }, now)
  return `/fiche-a-jour?jeton=${jeton}`
}

export const digestJeton = (jeton: string): string => createHash('sha256').update(jeton).digest('base64url')
