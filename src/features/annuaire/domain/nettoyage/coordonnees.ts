import { estLambert93, lambert93VersDegres } from '../../../../kernel/rgf93.ts'
import { type Commune, distanceEnMetres, type Point } from '../../../territoires/vocabulaire.ts'
import type { Remarque } from '../enregistrement.ts'
import { type Lecture, RIEN, remarquer } from './lecture.ts'
import type { NomRegle } from './regles.ts'

/** Around each French territory, with some sea: [south, north, west, east]. */
const TERRITOIRES: readonly (readonly [number, number, number, number])[] = [
  [41.2, 51.3, -5.6, 9.8],
  [14.2, 18.3, -63.3, -60.6],
  [1.9, 6, -54.8, -51.4],
  [-21.6, -20.7, 55, 56],
  [-13.2, -12.4, 44.8, 45.5],
  [46.6, 47.3, -56.6, -56],
  [-23.3, -18.8, 157.8, 168.7],
  [-28, -7.5, -155, -134],
  [-14.7, -12.9, -178.7, -175.8]
]

const enFrance = ({ latitude, longitude }: Point) =>
  TERRITOIRES.some(
    ([sud, nord, ouest, est]) => latitude >= sud && latitude <= nord && longitude >= ouest && longitude <= est
  )

/**
 * How far from its commune's centre a lieu may be, in metres. Nine communes in ten have their farthest corner under
 * 8 km; the largest of the mainland (Arles) under 30. Below the limit nothing can be said; above it, it is worth a
 * look: the position is kept in both cases. A centre that is itself a guess (the neighbours' mean) allows more, and
 * so do overseas communes, which are as large as a département in Guyane.
 */
function distancePermise(commune: Commune): number {
  if (commune.departement === '973') return 120_000
  const outreMer = commune.departement.startsWith('97') || commune.departement.startsWith('98')
  const doute = commune.centre?.origine === 'voisines' ? 10_000 : 0
  return (outreMer ? 20_000 : 10_000) + doute
}

/** A point is « near » when the commune explains it: what tells swapped, Lambert and shifted numbers from good ones. */
const PROCHE = 60_000

function lireNombre(texte: string): number | undefined {
  const net = texte.replace(/[\s\u00a0°]/g, '').replace(',', '.')
  if (net.length > 40 || !/^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d{1,2})?$/i.test(net)) return undefined
  const nombre = Number(net)
  return Number.isFinite(nombre) ? nombre : undefined
}

export function lireCoordonnees(
  latitude: string | undefined,
  longitude: string | undefined,
  commune: Commune | undefined
): Lecture {
  if (latitude === undefined && longitude === undefined) return RIEN
  const textes = { latitude, longitude }
  if (latitude === undefined || longitude === undefined) return rejeter(textes, 'coordonnee-seule')

  const [y, x] = [lireNombre(latitude), lireNombre(longitude)]
  if (x === undefined || y === undefined) return rejeter(textes, 'coordonnees-illisibles')
  if (Math.abs(x) < 0.01 && Math.abs(y) < 0.01) return rejeter(textes, 'coordonnees-nulles')

  const trouve = interpreter(y, x, commune)
  if (!trouve) return rejeter(textes, 'coordonnees-illisibles')
  const { point, regle = textesAvecVirgule(latitude, longitude) } = trouve
  const remarques: Remarque[] = []
  if (regle)
    remarques.push(
      remarquer('corrige', 'latitude', latitude, String(point.latitude), regle),
      remarquer('corrige', 'longitude', longitude, String(point.longitude), regle)
    )
  const doute = douter(point, commune)
  if (doute)
    remarques.push(
      remarquer('doute', 'latitude', latitude, String(point.latitude), doute),
      remarquer('doute', 'longitude', longitude, String(point.longitude), doute)
    )
  return {
    dons: [
      ['latitude', point.latitude],
      ['longitude', point.longitude]
    ],
    remarques
  }
}

/** Where a row seems to be, before its commune is known: what tells two communes of one name apart. */
export function pointProbable(latitude: string | undefined, longitude: string | undefined): Point | undefined {
  const [y, x] = [latitude && lireNombre(latitude), longitude && lireNombre(longitude)]
  if (typeof x !== 'number' || typeof y !== 'number') return undefined
  return interpreter(y, x, undefined)?.point
}

interface Interpretation {
  readonly point: Point
  readonly regle?: NomRegle
}

function interpreter(y: number, x: number, commune: Commune | undefined): Interpretation | undefined {
  const outreMer = commune?.departement.startsWith('97') || commune?.departement.startsWith('98')
  if (!outreMer) {
    if (estLambert93(x, y)) return { point: lambert93VersDegres(x, y), regle: 'coordonnees-lambert-93' }
    if (estLambert93(y, x)) return { point: lambert93VersDegres(y, x), regle: 'coordonnees-lambert-93' }
  }
  const tel = degres(y, x)
  if (tel && (commune?.centre ? estProche(tel, commune) : enFrance(tel))) return { point: tel }
  const inverse = degres(x, y)
  if (inverse && (commune?.centre ? estProche(inverse, commune) : enFrance(inverse)))
    return { point: inverse, regle: 'coordonnees-inversees' }
  if (tel) return { point: tel }
  const decale = virgulePerdue(y, x, commune)
  if (decale) return { point: decale, regle: 'coordonnees-virgule-perdue' }
  return inverse && enFrance(inverse) ? { point: inverse, regle: 'coordonnees-inversees' } : undefined
}

/** 48123456 for 48.123456: only where the commune is there to confirm it. */
function virgulePerdue(y: number, x: number, commune: Commune | undefined): Point | undefined {
  if (!commune?.centre || !Number.isInteger(y) || !Number.isInteger(x)) return undefined
  for (let dy = 1; dy <= 15; dy++) {
    const latitude = y / 10 ** dy
    if (Math.abs(latitude - commune.centre.latitude) > 0.5) continue
    for (let dx = 1; dx <= 16; dx++) {
      const point = { latitude, longitude: x / 10 ** dx }
      if (estProche(point, commune)) return point
    }
  }
  return undefined
}

const degres = (latitude: number, longitude: number): Point | undefined =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined

const estProche = (point: Point, { centre, departement }: Commune) =>
  centre !== undefined && distanceEnMetres(point, centre) <= (departement === '973' ? 300_000 : PROCHE)

function douter(point: Point, commune: Commune | undefined): NomRegle | undefined {
  if (!enFrance(point)) return 'coordonnees-hors-de-france'
  if (!commune?.centre) return undefined
  return distanceEnMetres(point, commune.centre) > distancePermise(commune) ? 'coordonnees-eloignees' : undefined
}

const textesAvecVirgule = (latitude: string, longitude: string): NomRegle | undefined =>
  latitude.includes(',') || longitude.includes(',') ? 'coordonnees-virgule' : undefined

function rejeter(textes: Readonly<Record<'latitude' | 'longitude', string | undefined>>, regle: NomRegle): Lecture {
  return {
    dons: [],
    remarques: (['latitude', 'longitude'] as const).flatMap((nom) => {
      const texte = textes[nom]
      return texte === undefined ? [] : [remarquer('refuse', nom, texte, undefined, regle)]
    })
  }
}
