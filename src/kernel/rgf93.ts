/** The inverse of the Lambert-93 projection (EPSG:2154), to a few centimetres: IGN's note NTG 71, algorithm ALG0004. */

const N = 0.725607765053267
const C = 11754255.426096
const XS = 700000
const YS = 12655612.049876
/** First eccentricity of the GRS 80 ellipsoid. */
const E = 0.0818191910428158
const LONGITUDE_ORIGINE = (3 * Math.PI) / 180

/** The rectangle of metropolitan France and Corsica, in metres, with some sea around. */
export function estLambert93(x: number, y: number): boolean {
  return x >= 0 && x <= 1_300_000 && y >= 6_000_000 && y <= 7_200_000
}

export function lambert93VersDegres(x: number, y: number): { readonly latitude: number; readonly longitude: number } {
  const rayon = Math.hypot(x - XS, y - YS)
  const gamma = Math.atan((x - XS) / (YS - y))
  const isometrique = -Math.log(Math.abs(rayon / C)) / N

  let phi = 2 * Math.atan(Math.exp(isometrique)) - Math.PI / 2
  // Converges by a factor of about 300 a step.
  for (let i = 0; i < 8; i++) {
    const sinus = E * Math.sin(phi)
    phi = 2 * Math.atan(((1 + sinus) / (1 - sinus)) ** (E / 2) * Math.exp(isometrique)) - Math.PI / 2
  }
  return { latitude: enDegres(phi), longitude: enDegres(gamma / N + LONGITUDE_ORIGINE) }
}

/** Seven decimals: one centimetre. */
const enDegres = (radians: number) => Math.round((radians * 180e7) / Math.PI) / 1e7
