import type { Contexte } from '../../../platform/http/feature.ts'
import { readTemoin, writeTemoin } from '../../../platform/http/session.ts'
import { type AGarder, garderBrouillon } from '../actions/brouillon.ts'
import { outilsDe } from './ouvrir.ts'
import { cheminReprendre, rendreNonGarde } from './vues/brouillon.tsx'

/**
 * Keeps what a visitor has just written, and invites them to open an account. What cannot be kept is shown again, so that
 * it can be copied.
 */
export async function garderEtInviter(c: Contexte, brouillon: AGarder): Promise<Response> {
  const deja = readTemoin(c, 'etape')
  const garde = await garderBrouillon(c.var.db, brouillon, outilsDe(c), deja)
  if (!garde.ok) return rendreNonGarde(c, brouillon, garde.error, deja)
  // This browser wrote it: signing up from here, and from nowhere else, publishes it by the confirmation.
  writeTemoin(c, 'etape', garde.value)
  return c.redirect(cheminReprendre(garde.value), 303)
}
