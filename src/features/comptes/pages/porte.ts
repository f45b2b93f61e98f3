import { readAdresseClient } from '../../../platform/http/adresse-client.ts'
import type { Contexte } from '../../../platform/http/feature.ts'
import {
  clearTemoin,
  readJetonSession,
  readTemoin,
  writeJetonSession,
  writeTemoin
} from '../../../platform/http/session.ts'
import { instantEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { entrer } from '../actions/connecter.ts'
import type { Expediteur } from '../actions/expediteur.ts'
import type { Provenance } from '../actions/limiter.ts'
import type { SessionOuverte } from '../actions/session.ts'
import { decrireNavigateur } from '../domain/navigateur.ts'

/** Who writes, and where links lead. */
export const expediteurDe = (c: Contexte): Expediteur => ({ reseau: c.var.cadre.reseau.nom, site: siteDe(c) })

/**
 * The site's address, for links that open things. Without a public one, only this machine's names are believed: a
 * request that calls itself otherwise must not write another site into somebody's message.
 */
export function siteDe(c: Contexte): string {
  const { URL_PUBLIQUE, HOTE, PORT } = c.var.config
  if (URL_PUBLIQUE) return URL_PUBLIQUE.replace(/\/$/, '')
  const { origin, hostname } = new URL(c.req.url)
  return ['localhost', '127.0.0.1', '[::1]', HOTE].includes(hostname) ? origin : `http://${HOTE}:${PORT}`
}

export const provenanceDe = (c: Contexte): Provenance => ({
  adresse: readAdresseClient(c),
  appareil: readTemoin(c, 'appareil')
})

/** Pages that hold a token, or what only one person may see: kept by nobody. */
export function keepNothing(c: Contexte): void {
  c.header('cache-control', 'no-store')
}

/** « Réessayez après 9 h 15. » */
export const direAttente = (jusqua: Date): string =>
  `Trop d’essais ont été faits. Rien n’est perdu : réessayez ${instantEnMots(new Date(Math.ceil(jusqua.getTime() / 60_000) * 60_000))}.`

export function browserOf(c: Contexte) {
  return {
    navigateur: decrireNavigateur(c.req.header('user-agent') ?? ''),
    remplace: readJetonSession(c),
    appareil: readTemoin(c, 'appareil')
  }
}

/** Long enough to be of use the next time, whatever the season. */
const APPAREIL_MS = 365 * 86_400_000

export function writeSession(c: Contexte, { jeton, cookieJusqua, appareil }: SessionOuverte): void {
  writeJetonSession(c, jeton, cookieJusqua)
  clearTemoin(c, 'etape')
  if (appareil) writeTemoin(c, 'appareil', appareil, new Date(c.var.now.getTime() + APPAREIL_MS))
}

/** After a first factor: to the second one, or in. Undefined when this account opens no more. */
export async function enterWith(
  c: Contexte,
  { compteId, partage, suite }: { readonly compteId: string; readonly partage: boolean; readonly suite: string }
): Promise<Response | undefined> {
  const entree = await entrer(c.var.db, { compteId, partage, suite, ...browserOf(c) }, c.var.now)
  if (!entree) return undefined
  if ('second' in entree) {
    writeTemoin(c, 'etape', entree.second)
    return c.redirect('/connexion/second-facteur', 303)
  }
  writeSession(c, entree.session)
  return c.redirect(suite, 303)
}
