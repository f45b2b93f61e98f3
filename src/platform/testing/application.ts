import { serve } from '@hono/node-server'
import { createApp } from '../../app.tsx'
import { type Config, lireConfig } from '../../config.ts'
import { bandeauDemonstration } from '../../features/annuaire/index.ts'
import { createLienAdministration, openSession } from '../../features/comptes/index.ts'
import type { Db } from '../db/index.ts'
import type { Feature } from '../http/feature.ts'
import type { Statiques } from '../http/statiques.ts'
import { createJournaux } from '../journaux.ts'
import { enFinDeFichier } from './fin.ts'

export const HEURE_DE_TEST = new Date('2026-06-09T08:00:00Z')

/** The application as visitors reach it, at a chosen time, on a test database. */
export function creerApplicationDeTest(
  db: Db,
  {
    now = () => HEURE_DE_TEST,
    reglages = {},
    statiques,
    features
  }: {
    now?: () => Date
    reglages?: Record<string, string>
    statiques?: Statiques
    features?: readonly Feature[]
  } = {}
) {
  const config: Config = lireConfig({ JOURNAL_NIVEAU: 'silence', ...reglages })
  const app = createApp({
    db,
    config,
    journaux: createJournaux('silence'),
    now,
    bandeau: bandeauDemonstration(db),
    ...(statiques && { statiques }),
    ...(features && { features })
  })
  return {
    config,
    app,
    get: (chemin: string, init?: RequestInit) => app.request(chemin, init),
    post: (chemin: string, champs: Record<string, string> | FormData, init: RequestInit = {}) =>
      app.request(chemin, {
        method: 'POST',
        ...init,
        body: champs instanceof FormData ? champs : new URLSearchParams(champs),
        headers: { origin: 'http://localhost', host: 'localhost', ...init.headers }
      })
  }
}

/** The cookie of someone who entered the administration by a fresh link. */
export async function cookieAdministration(db: Db, now = HEURE_DE_TEST): Promise<string> {
  const { jeton } = await createLienAdministration(db, now)
  const session = await openSession(db, jeton, now)
  if (!session.ok) throw new Error('le lien d’administration est refusé')
  return `session=${session.value.jeton}`
}

/** Serves the application on a free port of this machine, until the file's tests are over. */
export async function ecouter(app: { fetch(requete: Request): Response | Promise<Response> }): Promise<string> {
  const serveur = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const s = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(s))
  })
  enFinDeFichier(() => new Promise<void>((resolve) => void serveur.close(() => resolve())))
  return `http://127.0.0.1:${(serveur.address() as { port: number }).port}`
}
