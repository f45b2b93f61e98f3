/** Degrees, WGS 84. No territory of France crosses the antimeridian: west is always smaller than east. */
interface Cadre {
  readonly sud: number
  readonly ouest: number
  readonly nord: number
  readonly est: number
}

/** One map of its own: a territory that would be a dot, or out of sight, on the map of another. */
export interface CadreTerritoire {
  readonly cle: string
  readonly nom: string
  readonly cadre: Cadre
  /** Départements and collectivities that it shows; undefined: all those of mainland France and Corsica. */
  readonly departements: readonly string[] | undefined
}

/** Every frame of the map, in the order that buttons and insets follow. */
export const CADRES: readonly CadreTerritoire[] = [
  cadre('metropole', 'Métropole', [41.2, -5.4, 51.3, 9.8], undefined),
  // Saint-Martin and Saint-Barthélemy are 250 km away, and too small for maps of their own.
  cadre('guadeloupe', 'Guadeloupe', [15.75, -63.3, 18.2, -60.9], ['971', '977', '978']),
  cadre('martinique', 'Martinique', [14.33, -61.3, 14.94, -60.74], ['972']),
  cadre('guyane', 'Guyane', [2.0, -54.7, 5.95, -51.5], ['973']),
  cadre('la-reunion', 'La Réunion', [-21.45, 55.15, -20.82, 55.9], ['974']),
  cadre('mayotte', 'Mayotte', [-13.06, 44.95, -12.58, 45.35], ['976']),
  cadre('saint-pierre-et-miquelon', 'Saint-Pierre-et-Miquelon', [46.72, -56.5, 47.18, -56.08], ['975']),
  cadre('nouvelle-caledonie', 'Nouvelle-Calédonie', [-22.9, 163.4, -19.4, 168.3], ['988']),
  cadre('polynesie', 'Polynésie française', [-28, -154.8, -7.7, -134.3], ['987']),
  cadre('wallis-et-futuna', 'Wallis-et-Futuna', [-14.5, -178.4, -13.1, -176.0], ['986'])
]

/** The frame that holds this whole area, undefined when it lies across several or far from all of them. */
export function cadreContenant({ sud, ouest, nord, est }: Cadre): CadreTerritoire | undefined {
  return CADRES.find(
    ({ cadre: c }) => sud >= c.sud - BORD && nord <= c.nord + BORD && ouest >= c.ouest - BORD && est <= c.est + BORD
  )
}

/** Degrees of sea around a frame that still belong to it. */
const BORD = 0.3

function cadre(
  cle: string,
  nom: string,
  [sud, ouest, nord, est]: readonly [number, number, number, number],
  departements: readonly string[] | undefined
): CadreTerritoire {
  return { cle, nom, cadre: { sud, ouest, nord, est }, departements }
}
