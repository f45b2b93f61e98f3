import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import type { Config } from './config.ts'
import { agenda } from './features/agenda/feature.ts'
import { annuaire } from './features/annuaire/feature.ts'
import { contribuerFacettes, suivreActivites, suivreReunions } from './features/annuaire/index.ts'
import { charte } from './features/charte/feature.ts'
import { confierComite } from './features/charte/index.ts'
import { comptes } from './features/comptes/feature.ts'
import { findActeur } from './features/comptes/index.ts'
import { consultation } from './features/consultation/feature.ts'
import { gouvernance } from './features/gouvernance/feature.ts'
import { comiteDesVotes } from './features/gouvernance/index.ts'
import { reseaux } from './features/reseaux/feature.ts'
import { apparenceDe } from './features/reseaux/index.ts'
import { site } from './features/site/feature.ts'
import { territoires } from './features/territoires/feature.ts'
import { type Acteur, estVisiteur, VISITEUR } from './kernel/acteur.ts'
import { type Db, estBaseInjoignable } from './platform/db/index.ts'
import { cheminHono, decrireApi, monterApi } from './platform/http/api.ts'
import { allowCache, garderPages, versionDesPages } from './platform/http/cache-pages.ts'
import { compresser } from './platform/http/compression.ts'
import { pageErreur } from './platform/http/erreurs.tsx'
import type { Contexte, DonneesPersonnelles, Env, Feature, Route } from './platform/http/feature.ts'
import { buildPermissions, isAllowed, type TablePermissions } from './platform/http/permissions.ts'
import { parametresInconnus, refuserParametres } from './platform/http/probleme.ts'
import { readJetonSession } from './platform/http/session.ts'
import type { Statiques } from './platform/http/statiques.ts'
import { technique } from './platform/http/technique.tsx'
import type { Job } from './platform/jobs/index.ts'
import { journal } from './platform/journal/journal.feature.ts'
import type { Logger } from './platform/journaux.ts'
import { nommerSite } from './platform/mail/site.ts'
import { composants } from './platform/ui/catalogue.feature.ts'
import { type CadrePage, marquerMenu } from './platform/ui/page.tsx'
import { VERSION } from './racine.ts'

/** Every feature, in the order of the table of `.dependency-cruiser.cjs`. */
export const FEATURES: readonly Feature[] = [
  technique,
  composants,
  journal,
  comptes,
  territoires,
  reseaux,
  annuaire,
  agenda,
  charte,
  gouvernance,
  consultation,
  site
]

const COUCHES = FEATURES.flatMap(({ couches = [] }) => couches)

export interface Outils {
  readonly db: Db
  readonly config: Config
  readonly journaux: Logger
  readonly now: () => Date
  readonly statiques?: Statiques
  /** The sentence at the top of every page, such as the demonstration's. Read at each request: it may go away. */
  readonly bandeau?: () => Promise<string | undefined>
  /** Ours, unless a test brings one more. */
  readonly features?: readonly Feature[]
}

/** Lets features follow what others move, adhesions know their committee, and messages name the site. Pages, jobs and commands all begin here. */
export function brancherFeatures(
  { URL_PUBLIQUE, HOTE, PORT, EDITEUR_CONTACT }: Config,
  features: readonly Feature[] = FEATURES
): void {
  nommerSite({ adresse: URL_PUBLIQUE.replace(/\/$/, '') || `http://${HOTE}:${PORT}`, contact: EDITEUR_CONTACT })
  suivreReunions(features.flatMap((f) => f.surReunion ?? []))
  suivreActivites(features.flatMap((f) => f.surActivite ?? []))
  confierComite(comiteDesVotes)
}

export function jobsDesFeatures(config: Config): Job[] {
  return FEATURES.flatMap((feature) => feature.jobs?.(config) ?? [])
}

/** What every feature keeps of people, in the order in which it is erased. */
export function listDonneesPersonnelles(features: readonly Feature[] = FEATURES): readonly DonneesPersonnelles[] {
  // From the last feature to the first: each may still read the tables of those it stands on, the account last.
  return features.toReversed().flatMap((f) => f.donneesPersonnelles ?? [])
}

const OPENAPI = { methode: 'get', chemin: '/api/v1/openapi.json', permission: 'api:lire' } as const

/** Every address that answers, with the permission it needs: what `createApp` mounts, and nothing else. */
export function listRoutes(): { readonly methode: string; readonly chemin: string; readonly permission: string }[] {
  return [
    ...FEATURES.flatMap(({ routes = [] }) =>
      routes.map(({ methode, chemin, permission }) => ({ methode, chemin, permission }))
    ),
    ...FEATURES.flatMap(({ api = [] }) =>
      api.map(({ route, permission }) => ({ methode: route.method, chemin: cheminHono(route.path), permission }))
    ),
    OPENAPI
  ]
}

const CORPS_MAX = 64 * 1024

// Nothing but our own sheet, font, islands, forms and frames: no script inside a page, no other site.
const csp = ({ CARTE_TUILES_URL }: Config) => ({
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  // The tiles of a map that the operator chose, and nobody else's.
  imgSrc: ["'self'", 'data:', ...(CARTE_TUILES_URL ? [new URL(CARTE_TUILES_URL).origin] : [])],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"]
})

/** Composes the features into one application. Knocks at the front door only: tests call `app.request(…)`. */
export function createApp({ db, config, journaux, now, statiques, bandeau, features = FEATURES }: Outils) {
  const permissions = buildPermissions(features)
  brancherFeatures(config, features)
  contribuerFacettes(
    db,
    features.flatMap((f) => f.facettes ?? [])
  )
  const sectionsFiche = features.flatMap((f) => f.sectionsFiche ?? [])
  const blocsReseau = features.flatMap((f) => f.blocsReseau ?? []).sort((a, b) => a.rang - b.rang)
  const contributions = features.flatMap((f) => f.contributions ?? [])
  const donneesPersonnelles = listDonneesPersonnelles(features)
  const attentesDeCompte = features.flatMap((f) => f.attenteDeCompte ?? [])
  const app = new OpenAPIHono<Env>({ strict: false })
  const fichiers = statiques ?? {
    styles: '/maillage.css',
    police: undefined,
    ilots: {},
    feuilles: {},
    monter: () => {}
  }

  app.use(logRequest)
  app.use(garderPages(config.CACHE_PAGES * 1_000_000, () => versionDesPages(db, now())))
  app.use(compresser())
  // Around the protections: it loosens only what a route says other sites may use, and tightens what nobody may run.
  app.use(openToOtherSites)
  app.use(
    secureHeaders({
      contentSecurityPolicy: csp(config),
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'same-origin',
      strictTransportSecurity: config.URL_PUBLIQUE.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false,
      xFrameOptions: 'DENY'
    })
  )
  fichiers.monter(app)
  app.use(csrf(config.URL_PUBLIQUE ? { origin: new URL(config.URL_PUBLIQUE).origin } : undefined))
  app.use(async (c, next) => {
    const instant = now()
    c.set('db', db)
    c.set('config', config)
    c.set('journaux', journaux)
    c.set('now', instant)
    c.set('sectionsFiche', sectionsFiche)
    c.set('blocsReseau', blocsReseau)
    c.set('contributions', contributions)
    c.set('donneesPersonnelles', donneesPersonnelles)
    c.set('attentesDeCompte', attentesDeCompte)
    c.set('couches', COUCHES)
    // A visitor first: when the database does not answer, the page that says so has its frame.
    welcome(c, VISITEUR)
    if (c.req.path !== '/sante') {
      const [acteur, phrase, reseau] = await Promise.all([
        findActeur(db, readJetonSession(c), instant),
        bandeau?.(),
        apparenceDe(db, c.req.path)
      ])
      welcome(c, acteur, phrase, reseau)
    }
    await next()
    // A shared computer keeps nothing of what only a signed-in person may see.
    if (!estVisiteur(c.var.acteur)) c.header('cache-control', 'no-store')
  })
  app.use('/api/v1/*', cors({ origin: '*', exposeHeaders: ['link', 'x-total-count'] }))

  const petitCorps = bodyLimit({ maxSize: CORPS_MAX, onError: (c) => pageErreur(c as Contexte, 413) })
  for (const { methode, chemin, permission, objet, recoitFichier, encadrable, partagee, traiter } of features.flatMap(
    (f) => f.routes ?? []
  )) {
    const etapes = [
      ...(encadrable ? [allowFrames] : []),
      ...(partagee ? [keepForVisitors] : []),
      guard(permissions, permission, objet),
      ...(recoitFichier ? [] : [petitCorps]),
      traiter
    ]
    app.on(methode.toUpperCase(), [chemin], ...etapes)
  }
  const api = features.flatMap((f) => f.api ?? [])
  monterApi(app, api, (permission) => guard(permissions, permission))
  app.on('GET', OPENAPI.chemin, guard(permissions, OPENAPI.permission), async (c) => {
    const inconnus = parametresInconnus(c, [])
    if (inconnus.length > 0) return refuserParametres(c, inconnus)
    const description = await decrireApi(app, api, c, {
      openapi: '3.1.0',
      info: {
        title: 'Maillage',
        version: '1',
        description:
          'Les lieux de médiation numérique du réseau, dans le schéma officiel, chaque valeur avec sa source.',
        license: { name: 'Licence de chaque source : voir /api/v1/sources' }
      },
      servers: [{ url: config.URL_PUBLIQUE || new URL(c.req.url).origin }]
    })
    return c.json(description)
  })

  app.notFound((c) => pageErreur(c as Contexte, 404))
  app.onError((err, c) => {
    const statut = estBaseInjoignable(err) ? 503 : 'status' in err && typeof err.status === 'number' ? err.status : 500
    if (statut >= 500) journaux.error({ err, route: c.req.routePath }, 'requête échouée')
    return pageErreur(c as Contexte, statut)
  })
  return app

  function welcome(c: Contexte, acteur: Acteur, phrase?: string, reseau?: CadrePage['reseau']) {
    c.set('acteur', acteur)
    c.set('peut', (permission, objet) => isAllowed(permissions, acteur, permission, objet))
    c.set(
      'administration',
      features.flatMap((f) => f.administration ?? []).filter((e) => isAllowed(permissions, acteur, e.permission))
    )
    c.set('cadre', composeCadre(c, features, permissions, config, fichiers, phrase, reseau))
  }

  async function logRequest(c: Contexte, next: () => Promise<void>) {
    const debut = performance.now()
    await next()
    // Styles, scripts and fonts say nothing worth keeping.
    if (c.res.headers.get('cache-control')?.includes('immutable')) return
    // The route's pattern, not the address: a query may hold what someone is looking for.
    journaux.info(
      {
        methode: c.req.method,
        route: c.get('routeServie') ?? c.req.routePath,
        statut: c.res.status,
        ms: Math.round(performance.now() - debut)
      },
      'requête'
    )
  }
}

function guard(permissions: TablePermissions, permission: string, objet?: Route['objet']) {
  return async (c: Contexte, next: () => Promise<void>) => {
    if (isAllowed(permissions, c.var.acteur, permission, objet?.(c))) return next()
    // The role is there, and waits for its second factor: the page that gives it, then this one.
    if (c.var.acteur.compte?.retenu && c.req.method === 'GET' && !c.req.path.startsWith('/api/'))
      return c.redirect(`/compte/second-facteur?suite=${encodeURIComponent(c.req.path)}`, 303)
    return pageErreur(c, estVisiteur(c.var.acteur) ? 401 : 403)
  }
}

function composeCadre(
  c: Contexte,
  features: readonly Feature[],
  permissions: TablePermissions,
  config: Config,
  fichiers: Statiques,
  bandeau: string | undefined,
  // The settings name the réseau until the database has answered.
  reseau: CadrePage['reseau'] = {
    nom: config.RESEAU_NOM,
    accroche: config.RESEAU_ACCROCHE || undefined,
    accueil: '/'
  }
): CadrePage {
  const entrees = features
    .flatMap((f) => f.menu ?? [])
    .filter(({ permission }) => isAllowed(permissions, c.var.acteur, permission))
    .sort((a, b) => a.rang - b.rang)
  return {
    reseau,
    aide: config.AIDE_TELEPHONE
      ? { telephone: config.AIDE_TELEPHONE, precisions: config.AIDE_HORAIRES || undefined }
      : undefined,
    menu: marquerMenu(entrees, c.req.path),
    recherche: { action: '/lieux', libelle: 'Chercher une aide ou un lieu', exemple: 'Une aide, un lieu…' },
    pied: PIED,
    personne: personneDe(c.var.acteur),
    bandeau,
    version: VERSION,
    styles: fichiers.styles,
    police: fichiers.police,
    ilots: fichiers.ilots,
    feuilles: fichiers.feuilles
  }
}

function personneDe(acteur: Acteur): CadrePage['personne'] {
  if (acteur.compte) return { href: '/compte', libelle: 'Mon compte' }
  // Who came by the administration's own link has no account.
  return estVisiteur(acteur)
    ? { href: '/connexion', libelle: 'Se connecter' }
    : { href: '/administration', libelle: 'Administration' }
}

const PIED = [
  {
    titre: 'Données',
    liens: [
      { href: '/sources', libelle: 'D’où viennent les informations' },
      { href: '/integrer', libelle: 'Intégrer la recherche à votre site' },
      { href: '/api', libelle: 'API pour les développeurs' }
    ]
  },
  {
    titre: 'Ce site',
    liens: [
      { href: '/aide', libelle: 'Comment utiliser ce site' },
      { href: '/poles', libelle: 'Les pôles' },
      { href: '/accessibilite', libelle: 'Accessibilité' },
      { href: '/journal/tetes', libelle: 'Empreintes du journal' },
      { href: '/mentions-legales', libelle: 'Mentions légales et vie privée' }
    ]
  }
]

async function openToOtherSites(c: Contexte, next: () => Promise<void>) {
  await next()
  const { headers } = c.res
  switch (c.get('ailleurs')) {
    case undefined:
      return
    case 'encadrer':
      headers.delete('x-frame-options')
      headers.set(
        'content-security-policy',
        (headers.get('content-security-policy') ?? '').replace("frame-ancestors 'none'", 'frame-ancestors *')
      )
      return
    case 'charger':
      headers.set('cross-origin-resource-policy', 'cross-origin')
      headers.set('access-control-allow-origin', '*')
      return
    case 'isoler':
      // What somebody sent to be handed over: opened in a browser, it would have no right and no origin.
      headers.set('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
  }
}

async function keepForVisitors(c: Contexte, next: () => Promise<void>) {
  allowCache(c)
  await next()
}

async function allowFrames(c: Contexte, next: () => Promise<void>) {
  c.set('ailleurs', 'encadrer')
  await next()
}
