import type { AttenteDeCompte, Contexte, Route } from '../../../platform/http/feature.ts'
import { readTemoin } from '../../../platform/http/session.ts'
import { digest, keepNothing } from '../../comptes/index.ts'
import { acteurDuCompte, publierLot } from '../actions/brouillon.ts'
import { type Brouillon, listLot } from '../store/brouillon.store.ts'
import { outilsDe } from './ouvrir.ts'
import { annoncerBrouillons, cheminReprendre, REPRENDRE, rendreBrouillons } from './vues/brouillon.tsx'

const permission = 'consultation:participer'

/** What was written before having an account: read here, and published by a button or by the confirmation of the address. */
export const routesReprendre: readonly Route[] = [
  { methode: 'get', chemin: `${REPRENDRE}/:jeton`, permission, traiter: (c) => show(c) },
  { methode: 'post', chemin: `${REPRENDRE}/:jeton`, permission, traiter: publish }
]

const JETON = /^[A-Za-z0-9_-]{43}$/

async function listGardes(c: Contexte, jeton: string): Promise<readonly Brouillon[]> {
  return JETON.test(jeton) ? listLot(c.var.db, digest(jeton)) : []
}

async function show(c: Contexte, refus?: Parameters<typeof rendreBrouillons>[3]): Promise<Response> {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  return rendreBrouillons(c, jeton, await listGardes(c, jeton), refus)
}

// A link could be sent to anybody: only this button publishes, under the name of who presses it.
async function publish(c: Contexte): Promise<Response> {
  const jeton = c.req.param('jeton') ?? ''
  if (!JETON.test(jeton)) return show(c)
  const refus = c.var.acteur.compte ? await publierLot(c.var.db, digest(jeton), outilsDe(c)) : []
  return refus.length === 0 ? c.redirect(cheminReprendre(jeton), 303) : show(c, refus)
}

const jetonDe = (suite: string): string | undefined =>
  suite.startsWith(`${REPRENDRE}/`) ? suite.slice(REPRENDRE.length + 1) : undefined

/** The confirmation of an address publishes what the browser that signed up had written. */
export const contributionQuiAttend: AttenteDeCompte = {
  async annoncer(c, suite) {
    const jeton = jetonDe(suite)
    if (!jeton || readTemoin(c, 'etape') !== jeton) return undefined
    return annoncerBrouillons(c, await listGardes(c, jeton))
  },
  async accomplir(c, suite, { compteId, annonceLe }) {
    const jeton = jetonDe(suite)
    if (!jeton || !JETON.test(jeton)) return
    await publierLot(c.var.db, digest(jeton), { ...outilsDe(c), acteur: acteurDuCompte(compteId) }, annonceLe)
  }
}
