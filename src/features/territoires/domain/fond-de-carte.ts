/**
 * The built-in base map of one frame: `tools/fond-de-carte.mjs` writes it, the server's picture and the browser's map
 * read it. Lines are whole numbers, each point as its difference from the one before: a third of the weight of degrees.
 */
export interface FondDeCarte {
  /** Degrees in one unit. */
  readonly pas: number
  /** Longitude and latitude, degrees, of the point 0, 0. */
  readonly origine: readonly [number, number]
  /** All that is drawn, degrees: beyond it nothing is known, not even the sea. */
  readonly etendue: { readonly sud: number; readonly ouest: number; readonly nord: number; readonly est: number }
  /** Closed rings, to fill together by the even-odd rule: French land, then that of neighbours. */
  readonly france: readonly Trace[]
  readonly voisins: readonly Trace[]
  /** Open lines. */
  readonly frontieres: readonly Trace[]
  readonly departements: readonly Trace[]
  /** Most populated first. */
  readonly villes: readonly VilleDuFond[]
}

/** x, y of the first point, then the differences of the next ones. */
export type Trace = readonly number[]

/** Name, x, y, and the Web Mercator zoom (256-pixel tiles) from which its name has room. */
export type VilleDuFond = readonly [nom: string, x: number, y: number, zoom: number]

/** The points of a line, as longitude and latitude in degrees. */
export function lireTrace({ pas, origine: [ouest, sud] }: Pick<FondDeCarte, 'pas' | 'origine'>, trace: Trace) {
  const points: [longitude: number, latitude: number][] = []
  let x = 0
  let y = 0
  for (let i = 0; i + 1 < trace.length; i += 2) {
    x += trace[i] as number
    y += trace[i + 1] as number
    points.push([ouest + x * pas, sud + y * pas])
  }
  return points
}
