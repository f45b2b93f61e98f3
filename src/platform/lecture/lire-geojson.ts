import { aplatir, poser } from './aplatir.ts'
import type { Carnet } from './carnet.ts'
import type { LigneBrute } from './lecture.ts'
import { type Enregistrement, estNombre, type Nombre } from './lire-json.ts'

/** A GeoJSON feature as one row: its properties, and where it is under `latitude` and `longitude`. */
export function ligneDeFeature(feature: Enregistrement, carnet: Carnet): LigneBrute {
  const proprietes = objet(feature['properties'])
  const ligne = aplatir(proprietes ?? {}, carnet) as Record<string, string>
  const id = feature['id']
  if (!('id' in ligne) && (typeof id === 'string' || estNombre(id))) {
    ligne['id'] = typeof id === 'string' ? id : id.rawJSON
  }

  const geometrie = objet(feature['geometry'])
  if (!geometrie) return ligne
  const position = positionDe(geometrie, carnet)
  if (!position) {
    carnet.noter(
      'geometrie-illisible',
      'Des géométries ne se lisent pas : ces lignes restent sans position.',
      carnet.ligne + 1
    )
    return ligne
  }
  // Properties that already carry a position keep it under its name.
  const prefixe = 'latitude' in ligne || 'longitude' in ligne ? 'geometrie.' : ''
  poser(ligne, `${prefixe}latitude`, position.latitude, carnet)
  poser(ligne, `${prefixe}longitude`, position.longitude, carnet)
  return ligne
}

function positionDe(geometrie: Enregistrement, carnet: Carnet): { latitude: string; longitude: string } | undefined {
  const coordonnees = geometrie['coordinates']
  if (geometrie['type'] === 'Point') {
    if (!estPosition(coordonnees)) return undefined
    return { longitude: coordonnees[0].rawJSON, latitude: coordonnees[1].rawJSON }
  }

  const sommets = [...sommetsDe(geometrie)]
  if (sommets.length === 0) return undefined
  let longitude = 0
  let latitude = 0
  for (const [x, y] of sommets) {
    longitude += Number(x.rawJSON)
    latitude += Number(y.rawJSON)
  }
  carnet.noter(
    'centroide',
    'Des géométries ne sont pas des points : la position retenue est la moyenne de leurs sommets.',
    carnet.ligne + 1
  )
  // Seven decimals of a degree are one centimetre.
  const arrondi = (somme: number): string => String(Number((somme / sommets.length).toFixed(7)))
  return { longitude: arrondi(longitude), latitude: arrondi(latitude) }
}

function* sommetsDe(geometrie: Enregistrement): Generator<Position> {
  const parties = geometrie['geometries']
  if (Array.isArray(parties)) {
    for (const partie of parties) {
      const sous = objet(partie)
      if (sous) yield* sommetsDe(sous)
    }
  }
  yield* positions(geometrie['coordinates'], String(geometrie['type']).endsWith('Polygon'))
}

function* positions(valeur: unknown, anneaux: boolean): Generator<Position> {
  if (!Array.isArray(valeur)) return
  if (estPosition(valeur)) {
    yield valeur
    return
  }
  // A ring repeats its first vertex at its end.
  const ferme = anneaux && valeur.length > 1 && estPosition(valeur[0])
  for (const element of ferme ? valeur.slice(0, -1) : valeur) yield* positions(element, anneaux)
}

type Position = readonly [Nombre, Nombre]

const estPosition = (valeur: unknown): valeur is Position =>
  Array.isArray(valeur) && valeur.length >= 2 && estNombre(valeur[0]) && estNombre(valeur[1])

const objet = (valeur: unknown): Enregistrement | undefined =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur) && !estNombre(valeur)
    ? (valeur as Enregistrement)
    : undefined
