import { createHash, randomBytes } from 'node:crypto'
import { type Acteur, ADMINISTRATEUR, VISITEUR } from '../../../kernel/acteur.ts'
import { refuse, ok, type Result } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { DUREE_LIEN_MS, DUREE_SESSION_MS, expireLe, isJeton } from '../domain/jeton.ts'
import { deleteSession, findSession, saveLien, saveSession, useLien } from '../store/session.store.ts'

const digest = (jeton: string) => createHash('sha256').update(jeton).digest('hex')
const newJeton = () => randomBytes(32).toString('base64url')

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
    await saveSession(trx, { empreinte: digest(jeton), role: 'administrateur', ouverteLe: now, expireLe: fin })
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

/** Who holds this session token. Anything but a live session is a visitor. */
export async function findActeur(db: Db, jeton: string | undefined, now: Date): Promise<Acteur> {
  if (!jeton || !isJeton(jeton)) return VISITEUR
  const session = await findSession(db, digest(jeton), now)
  return session?.role === 'administrateur' ? ADMINISTRATEUR : VISITEUR
}

export async function closeSession(db: Db, jeton: string | undefined): Promise<void> {
  if (!jeton || !isJeton(jeton)) return
  await transaction(db, (trx) => deleteSession(trx, digest(jeton)))
}
