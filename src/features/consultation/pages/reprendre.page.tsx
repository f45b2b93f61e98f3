import type { AttenteDeCompte, Contexte, Route } from '../../../platform/http/feature.ts'
import { readTemoin } from '../../../platform/http/session.ts'
import { digest, keepNothing } from '../../comptes/index.ts'
import { acteurDuCompte, publierBrouillon } from '../actions/brouillon.ts'
import { type Brouillon, findBrouillon } from '../store/brouillon.store.ts'
import { outilsDe } from './ouvrir.ts'
import { annoncerBrouillon, cheminReprendre, REPRENDRE, rendreBrouillon } from './vues/brouillon.tsx'

const permission = 'consultation:participer'

/** What was written before having an account: read here, and published by a button or by the confirmation of the address. */
export const routesReprendre: readonly Route[] = [
  { methode: 'get', chemin: `${REPRENDRE}/:jeton`, permission, traiter: (c) => show(c) },
  { methode: 'post', chemin: `${REPRENDRE}/:jeton`, permission, traiter: publish }
]

const JETON = /^[A-Za-z0-9_-]{43}$/

async function findGarde(c: Contexte, jeton: string): Promise<Brouillon | undefined> {
  return JETON.test(jeton) ? findBrouillon(c.var.db, digest(jeton)) : undefined
}

async function show(c: Contexte, refus?: Parameters<typeof rendreBrouillon>[3]): Promise<Response> {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  return rendreBrouillon(c, jeton, await findGarde(c, jeton), refus)
}

// A link could be sent to anybody: only this button publishes, under the name of who presses it.
async function publish(c: Contexte): Promise<Response> {
  const jeton = c.req.param('jeton') ?? ''
  if (!(await findGarde(c, jeton))) return show(c)
  const fait = await publierBrouillon(c.var.db, digest(jeton), outilsDe(c))
  if (fait.ok || fait.error.raison === 'prise' || fait.error.raison === 'sans-compte')
    return c.redirect(cheminReprendre(jeton), 303)
  return show(c, fait.error)
}

const jetonDe = (suite: string): string | undefined =>
  suite.startsWith(`${REPRENDRE}/`) ? suite.slice(REPRENDRE.length + 1) : undefined

/** The confirmation of an address publishes what the browser that signed up had written. */
export const contributionQuiAttend: AttenteDeCompte = {
  async annoncer(c, suite) {
    const jeton = jetonDe(suite)
    if (!jeton || readTemoin(c, 'etape') !== jeton) return undefined
    const brouillon = await findGarde(c, jeton)
    return brouillon && annoncerBrouillon(c, brouillon)
  },
  async accomplir(c, suite, compteId) {
    const jeton = jetonDe(suite)
    if (!jeton || !(await findGarde(c, jeton))) return
    await publierBrouillon(c.var.db, digest(jeton), { ...outilsDe(c), acteur: acteurDuCompte(compteId) })
  }
}
