import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { DUREE_LIEN_MS, DUREE_SESSION_MS, expireLe, isJeton } from '../domain/jeton.ts'
import { saveLien, saveSession, useLien } from '../store/session.store.ts'
import { digest, newJeton } from './jetons.ts'

/** A link that opens the administration once, within 15 minutes. The token is returned, never stored nor logged. */
export async function createLienAdministration(db: Db, now: Date): Promise<{ jeton: string; expireLe: Date }> {
  const jeton = newJeton()
  const fin = expireLe(now, DUREE_LIEN_MS)
  await transaction(db, async (trx) => {
    await saveLien(trx, { empreinte: digest(jeton), creeLe: now, expireLe: fin })
    await consigner(
      trx,
      { reseau: 'national', genre: 'administration.lien', acteur: 'systeme', objet: 'administration', contenu: {} },
      now
    )
  })
  return { jeton, expireLe: fin }
}

/** Exchanges the link for a session. Refused when it is unknown, used, or older than 15 minutes: the page need not say which. */
export async function openSession(
  db: Db,
  jetonDuLien: string,
  now: Date
): Promise<Result<{ jeton: string; expireLe: Date }, 'lien-refuse'>> {
  if (!isJeton(jetonDuLien)) return refuse('lien-refuse')
  return transaction(db, async (trx) => {
    if (!(await useLien(trx, digest(jetonDuLien), now))) return refuse('lien-refuse' as const)
    const jeton = newJeton()
    const fin = expireLe(now, DUREE_SESSION_MS)
    await saveSession(trx, {
      empreinte: digest(jeton),
      id: randomUUID(),
      compteId: null,
      ouverteLe: now,
      expireLe: fin,
      partage: false,
      secondFacteurLe: null,
      navigateur: ''
    })
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'administration.session',
        acteur: 'administrateur',
        objet: 'administration',
        contenu: {}
      },
      now
    )
    return ok({ jeton, expireLe: fin })
  })
}
