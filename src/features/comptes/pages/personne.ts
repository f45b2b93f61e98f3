import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../platform/http/feature.ts'
import { readJetonSession } from '../../../platform/http/session.ts'
import { findSessionCourante } from '../actions/session.ts'
import { preuveRecente } from '../domain/session.ts'
import { type Compte, findCompte } from '../store/compte.store.ts'

type Traiter = (c: Contexte, compte: Compte) => Response | Promise<Response>

/** A page of an account: the administration's own link has none, and goes to its own home. */
export function asPersonne(traiter: Traiter) {
  return async (c: Contexte): Promise<Response> => {
    const id = c.var.acteur.compte?.id
    if (!id) return c.redirect('/administration', 303)
    const compte = await findCompte(c.var.db, id)
    return compte ? traiter(c, compte) : pageErreur(c, 401)
  }
}

/**
 * What opens an account, closes it or carries it away: only for who signed in a moment ago. Others sign in again, and
 * come back to `retour`.
 */
export function asPersonneSure(retour: string, traiter: Traiter) {
  return asPersonne(async (c, compte) => {
    // Who already has a second factor shows it before choosing another.
    if (c.var.acteur.compte?.retenu === 'verifier')
      return c.redirect(`/compte/second-facteur?suite=${encodeURIComponent(retour)}`, 303)
    const session = await findSessionCourante(c.var.db, readJetonSession(c), c.var.now)
    return session && preuveRecente(session.ouverte_le, c.var.now)
      ? traiter(c, compte)
      : c.redirect(`/connexion?suite=${encodeURIComponent(retour)}`, 303)
  })
}
