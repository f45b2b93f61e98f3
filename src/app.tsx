import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import type { Config } from './config.ts'
import { annuaire } from './features/annuaire/feature.ts'
import { comptes } from './features/comptes/feature.ts'
import { findActeur } from './features/comptes/index.ts'
import { territoires } from './features/territoires/feature.ts'
import type { Db } from './platform/db/index.ts'
import type { Contexte, Env, Feature, Route } from './platform/http/feature.ts'
import { buildPermissions, isAllowed, type TablePermissions } from './platform/http/permissions.ts'
import { readJetonSession } from './platform/http/session.ts'
import type { Statiques } from './platform/http/statiques.ts'
import { technique } from './platform/http/technique.tsx'
import type { Job } from './platform/jobs/index.ts'
import type { Logger } from './platform/journaux.ts'
import { composants } from './platform/ui/catalogue.feature.ts'
import { type CadrePage, marquerMenu } from './platform/ui/page.tsx'
import { pageErreur } from './platform/http/erreurs.tsx'
import { VERSION } from './racine.ts'

/** Every feature, in the order of the table of `.dependency-cruiser.cjs`. */
export const FEATURES: readonly Feature[] = [technique, composants, comptes, territoires, annuaire]

export interface Outils {
  readonly db: Db
  readonly config: Config
  readonly journaux: Logger
  readonly now: () => Date
  readonly statiques?: Statiques
  /** The sentence at the top of every page, such as the demonstration's. Read at each request: it may go away. */
  readonly bandeau?: () => Promise<string | undefined>
}

export function jobsDesFeatures(config: Config): Job[] {
  return FEATURES.flatMap((feature) => feature.jobs?.(config) ?? [])
}

export function routesDesFeatures(): (Route & { readonly feature: string })[] {
  return FEATURES.flatMap(({ nom, routes = [] }) => routes.map((route) => ({ ...route, feature: nom })))
}

const CORPS_MAX = 64 * 1024

// Nothing but our own sheet, font and forms: no script at all, no frame, no other site.
const CSP = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"]
}

/** Composes the features into one application. Knocks at the front door only: tests call `app.request(…)`. */
export function createApp({ db, config, journaux, now, statiques, bandeau }: Outils) {
  const permissions = buildPermissions(FEATURES)
  const app = new OpenAPIHono<Env>({ defaultHook: refuseParametres, strict: false })
  const fichiers = statiques ?? { styles: '/maillage.css', police: undefined, monter: () => {} }

  app.use(compress())
  app.use(
    secureHeaders({
      contentSecurityPolicy: CSP,
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'same-origin',
      strictTransportSecurity: config.URL_PUBLIQUE.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false,
      xFrameOptions: 'DENY'
    })
  )
  fichiers.monter(app)
  app.use(logRequest)
  app.use(csrf(config.URL_PUBLIQUE ? { origin: new URL(config.URL_PUBLIQUE).origin } : undefined))
  app.use(async (c, next) => {
    const instant = now()
    c.set('db', db)
    c.set('config', config)
    c.set('journaux', journaux)
    c.set('now', instant)
    c.set('acteur', await findActeur(db, readJetonSession(c), instant))
    c.set(
      'administration',
      FEATURES.flatMap((f) => f.administration ?? []).filter((e) => isAllowed(permissions, c.var.acteur, e.permission))
    )
    c.set('cadre', composeCadre(c, permissions, config, fichiers, await bandeau?.()))
    await next()
  })

  for (const { methode, chemin, permission, corpsMax = CORPS_MAX, traiter } of FEATURES.flatMap(
    (f) => f.routes ?? []
  )) {
    app.on(
      methode.toUpperCase(),
      chemin,
      guard(permissions, permission),
      bodyLimit({ maxSize: corpsMax, onError: (c) => pageErreur(c as Contexte, 413) }),
      traiter
    )
  }
  for (const { route, permission, traiter } of FEATURES.flatMap((f) => f.api ?? [])) {
    app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ':$1'), guard(permissions, permission))
    app.openapi(route, traiter as never)
  }
  app.use('/api/v1/openapi.json', guard(permissions, 'api:lire'))
  app.doc31('/api/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Maillage',
      version: '1',
      description: 'Les lieux de médiation numérique du réseau, dans le schéma officiel, chaque valeur avec sa source.',
      license: { name: 'Licence de chaque source : voir /sources', url: `${config.URL_PUBLIQUE || ''}/sources` }
    }
  })

  app.notFound((c) => pageErreur(c as Contexte, 404))
  app.onError((err, c) => {
    const statut = 'status' in err && typeof err.status === 'number' ? err.status : 500
    if (statut >= 500) journaux.error({ err, route: c.req.routePath }, 'requête échouée')
    return pageErreur(c as Contexte, statut)
  })
  return app

  async function logRequest(c: Contexte, next: () => Promise<void>) {
    const debut = performance.now()
    await next()
    // The route's pattern, not the address: a query may hold what someone is looking for.
    journaux.info(
      {
        methode: c.req.method,
        route: c.req.routePath,
        statut: c.res.status,
        ms: Math.round(performance.now() - debut)
      },
      'requête'
    )
  }
}

function guard(permissions: TablePermissions, permission: string) {
  return async (c: Contexte, next: () => Promise<void>) => {
    if (isAllowed(permissions, c.var.acteur, permission)) return next()
    return pageErreur(c, c.var.acteur.role === 'visiteur' ? 401 : 403)
  }
}

function composeCadre(
  c: Contexte,
  permissions: TablePermissions,
  config: Config,
  fichiers: Statiques,
  bandeau: string | undefined
): CadrePage {
  const entrees = FEATURES.flatMap((f) => f.menu ?? [])
    .filter(({ permission }) => isAllowed(permissions, c.var.acteur, permission))
    .sort((a, b) => a.rang - b.rang)
  return {
    reseau: { nom: config.RESEAU_NOM, accroche: config.RESEAU_ACCROCHE || undefined, accueil: '/' },
    aide: config.AIDE_TELEPHONE
      ? { telephone: config.AIDE_TELEPHONE, precisions: config.AIDE_HORAIRES || undefined }
      : undefined,
    menu: marquerMenu(entrees, c.req.path),
    recherche: { action: '/lieux', libelle: 'Chercher une aide ou un lieu', exemple: 'Une aide, un lieu…' },
    pied: PIED,
    personne:
      c.var.acteur.role === 'administrateur' ? { href: '/administration', libelle: 'Administration' } : undefined,
    bandeau,
    version: VERSION,
    styles: fichiers.styles,
    police: fichiers.police
  }
}

const PIED = [
  {
    titre: 'Données',
    liens: [
      { href: '/sources', libelle: 'D’où viennent les informations' },
      { href: '/api', libelle: 'API pour les développeurs' }
    ]
  },
  {
    titre: 'Ce site',
    liens: [
      { href: '/accessibilite', libelle: 'Accessibilité' },
      { href: '/mentions-legales', libelle: 'Mentions légales et vie privée' }
    ]
  }
]

// A parameter that does not hold is answered in French, with what to mend.
function refuseParametres(
  resultat: { success: boolean; error?: { issues: readonly { path: PropertyKey[]; message: string }[] } },
  c: Contexte
) {
  if (resultat.success) return undefined
  return c.json(
    {
      erreur: 'Cette demande ne peut pas être comprise.',
      details: resultat.error?.issues.map(({ path, message }) => ({ parametre: path.join('.'), message })) ?? []
    },
    400
  )
}
