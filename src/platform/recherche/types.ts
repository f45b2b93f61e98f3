import type { Db } from '../db/index.ts'

/**
 * What the in-memory search engine receives and answers. It knows words, facets, exact keys, positions and calendars; it
 * does not know what they mean. A collection holds one kind of thing.
 */

/** Something that can be found. */
export interface DocumentCherchable {
  readonly id: number
  /** Degrees, WGS 84. A document without a position is found by words and facets, never by distance. */
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
  /**
   * Metres around its position where it may be: a place known by its town alone. It is found by circles around the
   * position, and ranks no nearer than this: what is surely near comes first.
   */
  readonly imprecision?: number | undefined
  /** Its texts, the weightiest first (what it is called, …, what is said of it at length). Four at most. */
  readonly textes: readonly string[]
  /** Values per facet. A facet that is absent or empty is silent: it counts as « inconnu ». */
  readonly facettes: Readonly<Record<string, readonly string[]>>
  /** Exact keys of high cardinality (a commune, a postcode…), one value each. */
  readonly cles: Readonly<Record<string, string | undefined>>
  /** An opaque text that `lireCalendrier` compiles; absent when nobody knows. */
  readonly calendrier?: string | undefined
  /** Any number where greater is fresher. */
  readonly fraicheur: number
}

/** The value of a facet on which a document is silent. */
export const INCONNU = 'inconnu'

/** How several chosen values of one facet combine: any of them, or all of them. */
export type ModeFacette = 'une' | 'toutes'

export interface FacetteIndexee {
  readonly cle: string
  readonly mode: ModeFacette
}

/** A facet whose values another feature knows: an adhesion, a label. The form, the address, the counts and the API read it. */
export interface FacetteContribuee extends FacetteIndexee {
  readonly libelle: string
  /** Every value, in the order shown; absent when the values are those that documents have. */
  readonly valeurs?: readonly string[]
  enClair(valeur: string): string
  /** The names of values that people can change; read again whenever something is announced, and used before `enClair`. */
  nommer?(db: Db): Promise<ReadonlyMap<string, string>>
  /** How silence is said beside the values; absent when no document is silent. */
  readonly inconnu?: string
  /** Values of these documents; one left out is silent. */
  charger(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>
}

export type EtatCalendrier = 'ouvert' | 'ferme' | 'inconnu'

/** A calendar compiled once: its state at a moment. `M` is whatever the caller calls a moment. */
export type Calendrier<M> = (moment: M) => EtatCalendrier

export interface OptionsCollection<M> {
  readonly facettes: readonly FacetteIndexee[]
  /** Names of the exact keys. */
  readonly cles: readonly string[]
  /** Undefined when the text says nothing that can be computed: the document is then « inconnu » at every moment. */
  readonly lireCalendrier: (texte: string) => Calendrier<M> | undefined
  /** Same text for equal moments: states are remembered per calendar and moment. */
  readonly cleDuMoment: (moment: M) => string
}

/** What everyday expressions mean: « impôts » answers to a value of a facet, or to other words. */
export interface Synonyme {
  /** Normalised words (`normaliser`), one or several. */
  readonly expression: string
  readonly valeurs: readonly { readonly facette: string; readonly valeur: string }[]
  /** Other words that mean it, each searched as a phrase of its own. */
  readonly mots: readonly string[]
}

export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** Degrees. West may be greater than east across the antimeridian. */
export interface Cadre {
  readonly sud: number
  readonly ouest: number
  readonly nord: number
  readonly est: number
}

export interface Critere<M> {
  /** As typed. */
  readonly mots?: string | undefined
  /** Chosen values per facet, `INCONNU` included. An unknown facet or value finds nothing. */
  readonly facettes?: Readonly<Record<string, readonly string[]>> | undefined
  /** Accepted values per exact key (any of them). */
  readonly cles?: Readonly<Record<string, readonly string[]>> | undefined
  /** Distances are counted from here; with `rayon` (metres), farther documents are left out. */
  readonly autour?: (Point & { readonly rayon?: number | undefined }) | undefined
  readonly cadre?: Cadre | undefined
  /** Only what is open at this moment; `etat` asks for another state (« inconnu » : those one should call). */
  readonly ouvert?: { readonly moment: M; readonly etat?: EtatCalendrier } | undefined
}

export type Tri = 'pertinence' | 'distance' | 'fraicheur' | 'numero'

export interface DemandeRecherche<M> extends Critere<M> {
  /** Ties are broken by ascending id, so that pages neither repeat nor miss. Distance without `autour` falls back to id. */
  readonly tri: Tri
  readonly debut: number
  /** Ten thousand at most: whoever wants them all uses `lister`. */
  readonly limite: number
  /** Counts of facets cost time: asked for where they are shown. */
  readonly comptes?: boolean | undefined
}

export interface Trouve {
  readonly id: number
  /** Metres from `autour`; undefined without it or without a position. */
  readonly distance: number | undefined
}

/** What became of the words. */
export interface MotsCompris {
  /** « Ordinatuer », as typed, read as « ordinateur », as documents write it. */
  readonly corriges: readonly { readonly tape: string; readonly lu: string }[]
  /** Words that nothing holds, as typed: left aside when others were found. */
  readonly ignores: readonly string[]
  /** Facet values that the words were also understood as. */
  readonly compris: readonly { readonly expression: string; readonly facette: string; readonly valeur: string }[]
}

export interface ReponseRecherche {
  readonly total: number
  readonly trouves: readonly Trouve[]
  readonly mots: MotsCompris
  /**
   * Per facet and value (`INCONNU` included), how many results one gets by choosing it: alone in its facet when the mode is
   * « une », added to the chosen ones when it is « toutes »; every other criterion kept. Absent value: none.
   */
  readonly comptes: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
  /** How many of the results (all criteria but `ouvert`) are open, closed, unknown; only with `ouvert`. */
  readonly ouvertures: Readonly<Record<EtatCalendrier, number>> | undefined
}

/** Documents that fall together on the map, or one alone. */
export interface Grappe {
  readonly latitude: number
  readonly longitude: number
  readonly combien: number
  /** The document, when it is alone. */
  readonly id: number | undefined
  /** What holds them all, to zoom on. */
  readonly cadre: Cadre
}

/** One collection: written by whoever keeps it fresh, read by every page. */
export interface Collection<M> {
  readonly taille: number
  /** Adds or replaces by id. The first large call is the build: it sorts documents so that neighbours are together. */
  ecrire(documents: Iterable<DocumentCherchable>): void
  retirer(ids: Iterable<number>): void
  definirSynonymes(synonymes: readonly Synonyme[]): void
  chercher(demande: DemandeRecherche<M>): ReponseRecherche
  /** Only how many. */
  compter(critere: Critere<M>): number
  /** Every id that answers, ascending, after `apres`. */
  lister(critere: Critere<M>, apres?: number, limite?: number): number[]
  /**
   * What the map shows: grid clusters of about `pas` pixels at this zoom (Web Mercator, 256-pixel tiles), inside
   * `critere.cadre`. At zoom 18 or beyond nothing is grouped but what shares one point: there, only ask for a small frame.
   */
  grappes(critere: Critere<M>, zoom: number, pas?: number): Grappe[]
  /** The nearest ones that answer, `rayon` left aside: stops as soon as it has enough. */
  proches(critere: Critere<M> & { readonly autour: Point }, combien: number): Trouve[]
  /** The frame of what answers; undefined when nothing does or nothing has a position. */
  cadre(critere: Critere<M>): Cadre | undefined
  /** Words of the vocabulary that start like this, the most frequent first: for suggestions. */
  completer(debut: string, combien: number): string[]
}
