import type { RouteConfig } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Config } from '../../config.ts'
import type { Acteur } from '../../kernel/acteur.ts'
import type { Objet, Octroi } from '../../kernel/droit.ts'
import type { Db, Trx } from '../db/index.ts'
import type { Job } from '../jobs/index.ts'
import type { Logger } from '../journaux.ts'
import type { FacetteContribuee } from '../recherche/index.ts'
import type { CadrePage } from '../ui/page.tsx'
import type { Couche } from './couche.ts'

/** What every handler finds on its context. The time is read once per request. */
export interface Variables {
  readonly db: Db
  readonly now: Date
  readonly acteur: Acteur
  /** Does this person hold that permission: somewhere, or on that very thing? */
  readonly peut: (permission: string, objet?: Objet) => boolean
  readonly cadre: CadrePage
  readonly config: Config
  readonly journaux: Logger
  /** What this person may do in the administration. */
  readonly administration: readonly EntreeAdministration[]
  /** What features add to the fiches. */
  readonly sectionsFiche: readonly SectionContribuee[]
  /** What features add to the pages of the réseaux, by `rang`. */
  readonly blocsReseau: readonly BlocReseau[]
  /** What features keep of people: to hand over, to carry away, to erase. */
  readonly donneesPersonnelles: readonly DonneesPersonnelles[]
  /** What a signed-in person can do, whatever the feature. */
  readonly contributions: readonly Contribution[]
  /** What features keep for somebody who has no account yet. */
  readonly attentesDeCompte: readonly AttenteDeCompte[]
  /** What the map of results can show, whatever the feature. */
  readonly couches: readonly Couche[]
  /** What other sites may do with this answer: nothing, unless the route says so. `isoler`: not even this site runs it. */
  readonly ailleurs?: 'encadrer' | 'charger' | 'isoler'
  /** This answer may be kept for the next visitors (`partagee`). */
  readonly aGarder?: true
  /** The pattern of the route whose kept answer was given. */
  readonly routeServie?: string
}

export type Env = { Variables: Variables }
export type Contexte = Context<Env>

/** A page or a form: its address, the permission it needs, what it answers. There is no route without a permission. */
export interface Route {
  readonly methode: 'get' | 'post'
  readonly chemin: string
  readonly permission: string
  /** What the address is about: the permission must cover it. A page that reads more to know asks `c.var.peut` itself. */
  readonly objet?: (c: Contexte) => Objet
  /** The handler reads a large body as it comes and bounds it itself (`recevoirFormulaire`); others get 64 kB at most. */
  readonly recoitFichier?: boolean
  /** Other sites may show this page inside theirs. Any other one refuses to be framed. */
  readonly encadrable?: boolean
  /**
   * Every visitor receives the same answer, which depends on nothing but the address, the directory and the minute: it may
   * be kept and given again. Never for what depends on a person.
   */
  readonly partagee?: boolean
  traiter(c: Contexte): Response | Promise<Response>
}

/** A JSON route, described by its schemas in and out: the OpenAPI page reads the same description. */
export interface RouteApi<R extends RouteConfig = RouteConfig> {
  readonly route: R
  readonly permission: string
  /** Query parameters that only the running site knows, as OpenAPI writes them: accepted, and described. */
  parametresEnPlus?(c: Contexte): Promise<readonly ParametreDecrit[]>
  // The handler's type follows from `route` where `routeApi` builds it; the list only needs to mount it.
  traiter(c: Contexte): Response | Promise<Response>
}

/** A query parameter as OpenAPI 3.1 describes it. */
export interface ParametreDecrit {
  readonly name: string
  readonly in: 'query'
  readonly description: string
  readonly schema: Readonly<Record<string, unknown>>
}

export interface EntreeMenu {
  readonly href: string
  readonly libelle: string
  readonly rang: number
  /** Shown only to who holds this permission. */
  readonly permission: string
}

/** A door of the administration's home, shown to who holds the permission. */
export interface EntreeAdministration {
  readonly href: string
  readonly libelle: string
  readonly texte: string
  readonly permission: string
}

/** A part that a feature adds to the fiches of another one. Its own parts and these are placed by `rang`. */
export interface SectionContribuee {
  /** Its anchor. */
  readonly id: string
  readonly titre: string
  readonly rang: number
  /** What to show of what has this public number; undefined when there is nothing to say. Read with every fiche: keep it short. */
  readonly charger: (c: Contexte, numero: number) => Promise<Child | undefined>
}

/** Something a signed-in person can do: a line of « Contribuer ». */
export interface Contribution {
  readonly href: string
  readonly libelle: string
  readonly texte: string
}

/** What a feature keeps of the people who have an account: a test refuses a table that holds somebody and is in no list. */
export interface DonneesPersonnelles {
  /** Name of the part in the exported file. */
  readonly nom: string
  /** « Signalements »: for pages. */
  readonly libelle: string
  /** The tables that `exporter` reads and `effacer` empties of this person. */
  readonly tables: readonly string[]
  /** What is kept once the account is closed, and why: one sentence each, for the page that closes it. */
  readonly gardees?: readonly string[]
  /** Everything kept of this account, as it will be written in the file. */
  exporter(db: Db, compteId: string): Promise<unknown>
  /** Leaves no trace of the person. The account itself goes last: until then its row can be read. */
  effacer(trx: Trx, compteId: string, now: Date): Promise<void>
  /** What somebody else must take over before the account may close, such as the fiches it looks after. */
  aTransmettre?(db: Db, compteId: string): Promise<readonly { readonly libelle: string; readonly href: string }[]>
  /** What the person did, in lines: the récapitulatif. */
  resumer?(
    db: Db,
    compteId: string
  ): Promise<readonly { readonly texte: string; readonly href?: string; readonly le?: Date }[]>
}

/** A réseau as its pages show it to the features that add to them. */
export interface ReseauDePage {
  readonly id: string
  readonly nom: string
  readonly genre: 'national' | 'territorial'
  /** Official codes; none for the national one, which is everywhere. */
  readonly territoires: readonly {
    readonly genre: 'commune' | 'epci' | 'departement' | 'region'
    readonly code: string
  }[]
}

/** A part that a feature adds to the page of every réseau. They are placed by `rang`. */
export interface BlocReseau {
  /** Its anchor. */
  readonly id: string
  readonly titre: string
  readonly rang: number
  /** What to show of this réseau; undefined when there is nothing to say. */
  charger(c: Contexte, reseau: ReseauDePage): Promise<Child | undefined>
  /** A few words for the list of réseaux: « 128 lieux ». */
  resumer?(c: Contexte, reseau: ReseauDePage): Promise<string | undefined>
}

/** A public number that another one replaces, or one that records left for another. */
export interface DeplacementDeNumeros {
  readonly genre: 'reunion' | 'separation'
  readonly de: number
  readonly vers: number
}

/**
 * What hangs on things that became one, or parted, follows them here, in the same transaction: what is thrown undoes the
 * merge too. A merge keeps the most severe state; a split leaves it where the person in charge says, and bars on both.
 */
export type SurReunion = (
  trx: Trx,
  deplacements: readonly DeplacementDeNumeros[],
  geste: { readonly cause: 'livraison' | 'decision' | 'annulation'; readonly now: Date }
) => Promise<void>

/** A sign of life of a lieu: its fiche was changed, was said to be up to date, or its actions et projets changed. */
export interface ActiviteDeLieu {
  readonly lieu: number
  readonly genre: 'modification' | 'confirmation' | 'action'
  readonly le: Date
}

/** What follows from a sign of life, in the transaction that writes it. A mere sign-in is not one (AMB-07). */
export type SurActivite = (trx: Trx, activite: ActiviteDeLieu) => Promise<void>

/**
 * What somebody did before having an account, kept at an address of this site (`suite`) and finished by the confirmation of
 * their e-mail. Both look at that address, and do nothing for any other.
 */
export interface AttenteDeCompte {
  /**
   * At the sign-up: a sentence for the message, when it is this very browser that left something there. A link that somebody
   * else sent is not enough.
   */
  annoncer(c: Contexte, suite: string): Promise<string | undefined>
  /**
   * At the confirmation, once the account is open. What cannot be done stays as it was: the page of that address says why.
   * What was added since the message told about it (`annonceLe`) is not done.
   */
  accomplir(c: Contexte, suite: string, compte: { readonly compteId: string; readonly annonceLe: Date }): Promise<void>
}

/** What a feature hands to app.tsx. */
export interface Feature {
  readonly nom: string
  readonly routes?: readonly Route[]
  readonly api?: readonly RouteApi[]
  readonly menu?: readonly EntreeMenu[]
  readonly administration?: readonly EntreeAdministration[]
  readonly sectionsFiche?: readonly SectionContribuee[]
  readonly blocsReseau?: readonly BlocReseau[]
  readonly donneesPersonnelles?: readonly DonneesPersonnelles[]
  readonly contributions?: readonly Contribution[]
  /** Kinds of things that the map of results shows. */
  readonly couches?: readonly Couche[]
  /** What it moves when lieux become one, or part. */
  readonly surReunion?: SurReunion
  /** What it does when a lieu gives a sign of life. */
  readonly surActivite?: SurActivite
  /** What it keeps for somebody who has no account yet. */
  readonly attenteDeCompte?: AttenteDeCompte
  jobs?(config: Config): readonly Job[]
  /** Facets that this feature adds to the search of lieux. */
  readonly facettes?: readonly FacetteContribuee[]
  /** Rows of the permission table: which roles hold each permission, and how far. */
  readonly permissions?: Readonly<Record<string, Octroi>>
}
