import { latitudeDe, longitudeDe } from './sphere.ts'
import type { Grappe } from './types.ts'

/** At this zoom and beyond, only what shares one point is grouped. */
export const ZOOM_MAX = 18
const ZOOM_BORNE = 30
const PIXELS_DU_MONDE = 256
const MONDE = 2 ** 32

export interface PositionsCarte {
  readonly ids: Float64Array
  readonly latitudes: Float64Array
  readonly longitudes: Float64Array
  readonly x: Uint32Array
  readonly y: Uint32Array
}

/** Groups slots by cells of a grid that does not move with the frame, the largest groups first. */
export function grouper(slots: Uint32Array, nombre: number, p: PositionsCarte, zoom: number, pas: number): Grappe[] {
  const zoomBorne = Math.max(0, Math.min(ZOOM_BORNE, zoom || 0))
  const pasBorne = Math.max(1, Math.min(1_024, pas || 1))
  const cote = zoomBorne >= ZOOM_MAX ? 1 : MONDE / ((PIXELS_DU_MONDE * 2 ** zoomBorne) / pasBorne)

  const numeros = new Map<number, number>()
  const groupes: Groupe[] = []
  let dernier: Groupe | undefined
  let derniereCle = -1
  for (let i = 0; i < nombre; i++) {
    const slot = slots[i]!
    const x = p.x[slot]!
    const y = p.y[slot]!
    // Neighbours follow one another: most of them fall in the cell of the one before.
    const colonne = Math.floor(x / cote)
    const ligne = Math.floor(y / cote)
    let groupe = dernier
    const cle = cote === 1 ? x * 2_097_152 + (y >>> 11) : ligne * 67_108_864 + colonne
    if (groupe === undefined || cle !== derniereCle || groupe.colonne !== colonne || groupe.ligne !== ligne) {
      groupe = undefined
      for (let n = numeros.get(cle) ?? -1; n >= 0; n = groupes[n]!.suivant)
        if (groupes[n]!.colonne === colonne && groupes[n]!.ligne === ligne) {
          groupe = groupes[n]
          break
        }
      if (!groupe) {
        groupe = nouveau(colonne, ligne, slot, numeros.get(cle) ?? -1)
        numeros.set(cle, groupes.length)
        groupes.push(groupe)
      }
      dernier = groupe
      derniereCle = cle
    }
    groupe.combien++
    groupe.x += x
    groupe.y += y
    const latitude = p.latitudes[slot]!
    const longitude = p.longitudes[slot]!
    if (latitude < groupe.sud) groupe.sud = latitude
    if (latitude > groupe.nord) groupe.nord = latitude
    if (longitude < groupe.ouest) groupe.ouest = longitude
    if (longitude > groupe.est) groupe.est = longitude
  }

  return groupes
    .sort((a, b) => b.combien - a.combien || a.ligne - b.ligne || a.colonne - b.colonne)
    .map(({ combien, slot, x, y, sud, ouest, nord, est }) => {
      const unPoint = sud === nord && ouest === est
      return {
        // The mean of positions in the projection is in the middle of them on the map; sums of integers are exact.
        latitude: unPoint ? sud : latitudeDe(y / combien),
        longitude: unPoint ? ouest : longitudeDe(x / combien),
        combien,
        id: combien === 1 ? p.ids[slot]! : undefined,
        cadre: { sud, ouest, nord, est }
      }
    })
}

interface Groupe {
  readonly colonne: number
  readonly ligne: number
  readonly slot: number
  readonly suivant: number
  combien: number
  x: number
  y: number
  sud: number
  ouest: number
  nord: number
  est: number
}

function nouveau(colonne: number, ligne: number, slot: number, suivant: number): Groupe {
  const infini = Number.POSITIVE_INFINITY
  return {
    colonne,
    ligne,
    slot,
    suivant,
    combien: 0,
    x: 0,
    y: 0,
    sud: infini,
    ouest: infini,
    nord: -infini,
    est: -infini
  }
}
