import type { Point } from './commune.ts'

/** Mean radius of the Earth, in metres. */
const RAYON = 6_371_008.8
const RADIANS = Math.PI / 180

/** Metres between two points, as the crow flies (haversine: within 0.5 % of the ellipsoid). */
export function distanceEnMetres(a: Point, b: Point): number {
  const h =
    Math.sin(((b.latitude - a.latitude) * RADIANS) / 2) ** 2 +
    Math.cos(a.latitude * RADIANS) *
      Math.cos(b.latitude * RADIANS) *
      Math.sin(((b.longitude - a.longitude) * RADIANS) / 2) ** 2
  // Two antipodes can give a hair more than 1.
  return 2 * RAYON * Math.asin(Math.sqrt(Math.min(1, h)))
}
