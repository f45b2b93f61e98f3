import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Geographie, Point } from './commune.ts'
import { distanceEnMetres } from './distance.ts'

/** A file of commune centres as rows of texts. `titres` is absent when the first row is already data. */
export interface TableauCentres {
  readonly titres: readonly string[] | undefined
  readonly lignes: readonly { readonly numero: number; readonly cellules: readonly string[] }[]
}

export interface CentreOfficiel extends Point {
  readonly code: string
}

export interface CentresLus {
  readonly centres: readonly CentreOfficiel[]
  /** Codes that INSEE has given to a commune since merged, or to an arrondissement: their centre is not one of today's. */
  readonly anciennes: readonly string[]
  /** Codes that are no commune at all. */
  readonly inconnues: readonly string[]
  /** Rows that give no position. */
  readonly sansPosition: number
  /** Codes whose leading zero had been lost (1001 for 01001), by a spreadsheet most often. */
  readonly codesCompletes: number
}

export interface LigneRefusee {
  readonly numero: number
  readonly raison: string
}

export type CentresRefuses =
  | { readonly raison: 'colonnes'; readonly titres: readonly string[] }
  | { readonly raison: 'lignes'; readonly lignes: readonly LigneRefusee[]; readonly lues: number }
  | { readonly raison: 'aucune' }

/**
 * Reads commune centres as INSEE, data.gouv.fr, La Poste and geo.api.gouv.fr publish them, or without titles as
 * « code, …, longitude, latitude ». One bad row refuses the file: a shifted column is seen on one row and true of all.
 */
export function lireCentres(tableau: TableauCentres, geographie: Geographie): Result<CentresLus, CentresRefuses> {
  const colonnes = tableau.titres ? trouverColonnes(tableau.titres) : SANS_TITRES
  if (!colonnes) return refuse({ raison: 'colonnes', titres: tableau.titres ?? [] })

  const centres = new Map<string, CentreOfficiel>()
  const anciennes = new Set<string>()
  const inconnues = new Set<string>()
  const refusees: LigneRefusee[] = []
  let sansPosition = 0
  let codesCompletes = 0

  for (const { numero, cellules } of tableau.lignes) {
    const ecrit = (cellules.at(colonnes.code) ?? '').trim().toUpperCase()
    const code = /^\d{4}$/.test(ecrit) ? `0${ecrit}` : ecrit
    if (!/^(\d{2}|2[AB])\d{3}$/.test(code)) {
      refusees.push({ numero, raison: `« ${court(ecrit)} » n’est pas un code INSEE de commune` })
      continue
    }
    if (code !== ecrit) codesCompletes++

    const [latitude, longitude] = colonnes.lire(cellules)
    if (latitude === '' && longitude === '') {
      sansPosition++
      continue
    }
    const point = lirePoint(latitude, longitude)
    if (!point) {
      refusees.push({
        numero,
        raison: `latitude « ${court(latitude)} » et longitude « ${court(longitude)} » : deux degrés décimaux sont attendus`
      })
      continue
    }
    if (!geographie.estActuelle(code)) {
      if (geographie.commune(code)) anciennes.add(code)
      else inconnues.add(code)
      continue
    }
    const raison = invraisemblance(point, code, geographie) ?? contradiction(point, centres.get(code))
    if (raison) refusees.push({ numero, raison })
    else centres.set(code, { code, ...point })
  }

  if (refusees.length > 0) return refuse({ raison: 'lignes', lignes: refusees, lues: tableau.lignes.length })
  if (centres.size === 0) return refuse({ raison: 'aucune' })
  return ok({
    centres: [...centres.values()],
    anciennes: [...anciennes],
    inconnues: [...inconnues],
    sansPosition,
    codesCompletes
  })
}

interface Colonnes {
  readonly code: number
  readonly lire: (cellules: readonly string[]) => readonly [latitude: string, longitude: string]
}

/** `code, nom, …, longitude, latitude`: the order of GeoJSON, and of the files written without titles. */
const SANS_TITRES: Colonnes = {
  code: 0,
  lire: (cellules) => [(cellules.at(-1) ?? '').trim(), (cellules.at(-2) ?? '').trim()]
}

const TITRES_CODE = [
  'code_insee',
  'codeinsee',
  'code_commune_insee',
  'insee_code',
  'insee_com',
  'code_insee_commune',
  'code_commune',
  'codgeo',
  'depcom',
  'insee',
  'ref_insee',
  'com',
  'code'
]

// The centre of the territory first, its town hall otherwise.
const TITRES_POSITION = [
  ['latitude_centre', 'longitude_centre'],
  ['lat_centre', 'lon_centre'],
  ['centre_latitude', 'centre_longitude'],
  ['latitude', 'longitude'],
  ['lat', 'lon'],
  ['lat', 'lng'],
  ['lat', 'long'],
  ['latitude_wgs84', 'longitude_wgs84'],
  ['latitude_mairie', 'longitude_mairie'],
  ['lat_mairie', 'lon_mairie'],
  ['y', 'x']
] as const

/** One cell for both: `46.15,4.92`, latitude first, or a GeoJSON point, longitude first. */
const TITRES_POINT = [
  'centre',
  'geo_point_2d',
  'geo_point',
  'geopoint',
  'coordonnees_gps',
  'coordonnees_geographiques',
  'mairie'
]

function trouverColonnes(titres: readonly string[]): Colonnes | undefined {
  const rangs = new Map(titres.map((titre, rang) => [simplifier(titre), rang]))
  const code = TITRES_CODE.map((titre) => rangs.get(titre)).find((rang) => rang !== undefined)
  if (code === undefined) return undefined

  for (const [titreLatitude, titreLongitude] of TITRES_POSITION) {
    const latitude = rangs.get(titreLatitude)
    const longitude = rangs.get(titreLongitude)
    if (latitude === undefined || longitude === undefined) continue
    return { code, lire: (cellules) => [(cellules[latitude] ?? '').trim(), (cellules[longitude] ?? '').trim()] }
  }
  const point = TITRES_POINT.map((titre) => rangs.get(titre)).find((rang) => rang !== undefined)
  return point === undefined ? undefined : { code, lire: (cellules) => lireCellule((cellules[point] ?? '').trim()) }
}

const simplifier = (titre: string) =>
  titre
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')

function lireCellule(cellule: string): readonly [latitude: string, longitude: string] {
  const point = /"coordinates"\s*:\s*\[\s*([-+.\deE]+)\s*,\s*([-+.\deE]+)/.exec(cellule)
  if (point) return [point[2] ?? '', point[1] ?? '']
  const [latitude = '', longitude = ''] = cellule.split(/\s*[,;]\s*|\s+/)
  return [latitude, longitude]
}

function lirePoint(latitude: string, longitude: string): Point | undefined {
  const point = { latitude: degres(latitude), longitude: degres(longitude) }
  const possible = Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180
  return possible && (point.latitude !== 0 || point.longitude !== 0) ? point : undefined
}

const degres = (texte: string) =>
  /^[-+]?\d{1,3}([.,]\d+)?$/.test(texte) ? Number(texte.replace(',', '.')) : Number.NaN

/**
 * What npm data knows of a commune is within a few kilometres, within 80 in Guyane. Farther, latitude and longitude
 * are swapped, or the codes have slipped against the positions.
 */
const ECART_MAXIMAL = 150_000

function invraisemblance(point: Point, code: string, geographie: Geographie): string | undefined {
  const commune = geographie.commune(code)
  if (!commune?.centre) return undefined
  const ecart = distanceEnMetres(commune.centre, point)
  if (ecart <= ECART_MAXIMAL) return undefined
  return `${code} ${commune.nom} se trouverait à ${Math.round(ecart / 1000)} km de sa place : latitude et longitude sont-elles inversées ?`
}

/** La Poste's file repeats a commune once per postcode, at the same place; two places for one commune say nothing. */
function contradiction(point: Point, autre: CentreOfficiel | undefined): string | undefined {
  if (!autre || distanceEnMetres(point, autre) < 1_000) return undefined
  return `${autre.code} figure plus haut, ailleurs`
}

const court = (texte: string) => (texte.length > 40 ? `${texte.slice(0, 39)}…` : texte)
