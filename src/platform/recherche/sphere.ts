/** Metres. */
const RAYON_TERRE = 6_371_008.8
const RADIANS = Math.PI / 180
/** Web Mercator stops where the map is a square. */
const LATITUDE_MAX = 85.05112877980659
const MONDE = 2 ** 32

/** A point of the unit sphere: distances are compared by the squared chord, which costs no trigonometry. */
export interface Direction {
  readonly x: number
  readonly y: number
  readonly z: number
}

export function estPosition(latitude: unknown, longitude: unknown): boolean {
  return (
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180
  )
}

export function direction(latitude: number, longitude: number): Direction {
  const phi = latitude * RADIANS
  const lambda = longitude * RADIANS
  const rayon = Math.cos(phi)
  return { x: rayon * Math.cos(lambda), y: rayon * Math.sin(lambda), z: Math.sin(phi) }
}

/** Squared chord of the unit sphere for an arc of `metres`; −1 when nothing can be that near. */
export function corde2(metres: number): number {
  if (!(metres >= 0)) return -1
  const demi = metres / (2 * RAYON_TERRE)
  if (demi >= Math.PI / 2) return Number.POSITIVE_INFINITY
  return 4 * Math.sin(demi) ** 2
}

/** Metres, by haversine. */
export function distance(latA: number, lonA: number, latB: number, lonB: number): number {
  const dLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const dLon = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const h = dLat * dLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * dLon * dLon
  return 2 * RAYON_TERRE * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Web Mercator, the side of the world being 2³²: one centimetre. */
export function mercatorX(longitude: number): number {
  return Math.min(MONDE - 1, Math.floor(((longitude + 180) / 360) * MONDE))
}

export function mercatorY(latitude: number): number {
  const borne = Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude)) * RADIANS
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + borne / 2)) / (2 * Math.PI)
  return Math.max(0, Math.min(MONDE - 1, Math.floor(y * MONDE)))
}

export function longitudeDe(x: number): number {
  return ((x + 0.5) / MONDE) * 360 - 180
}

export function latitudeDe(y: number): number {
  return (2 * Math.atan(Math.exp(Math.PI * (1 - (2 * (y + 0.5)) / MONDE))) - Math.PI / 2) / RADIANS
}
