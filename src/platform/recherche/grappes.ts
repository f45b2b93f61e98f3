import { type Bits, poids } from './bits.ts'
import { EST, MAX_X, MAX_Y, MIN_X, MIN_Y, NORD, OUEST, type Paquets, SOMME_X, SOMME_Y, SUD } from './paquets.ts'
import { latitudeDe, longitudeDe } from './sphere.ts'
import type { Grappe } from './types.ts'

/** At this zoom and beyond, only what shares one point is grouped. */
const ZOOM_MAX = 18
const ZOOM_BORNE = 30
const PIXELS_DU_MONDE = 256
const PAS_BORNE = 1_024
const MONDE = 2 ** 32
/** A key is one exact number: cells of one point, 2³² a side, share keys and are then told apart. */
const COLONNES = 2 ** 32
const LIGNES = 2 ** 20

export interface PositionsCarte {
  readonly ids: Float64Array
  readonly latitudes: Float64Array
  readonly longitudes: Float64Array
  readonly x: Uint32Array
  readonly y: Uint32Array
  /** All those that have a position. */
  readonly situes: Bits
  readonly paquets: Paquets
}

/** Groups the slots of a set by cells of a grid that does not move with the frame, the largest groups first. */
export function grouper(bits: Bits, mots: number, p: PositionsCarte, zoom: number, pas: number): Grappe[] {
  const zoomBorne = Math.max(0, Math.min(ZOOM_BORNE, zoom || 0))
  const pasBorne = Math.max(1, Math.min(PAS_BORNE, pas || 1))
  const cote = zoomBorne >= ZOOM_MAX ? 1 : MONDE / ((PIXELS_DU_MONDE * 2 ** zoomBorne) / pasBorne)
  const groupes = new Groupes(cote)
  const { x, y, latitudes, longitudes, situes, paquets } = p
  const { champs } = paquets

  for (let w = 0; w < mots; w++) {
    const mot = bits[w]!
    if (mot === 0) continue
    const d = paquets.debut(w)
    const premier = (w << 5) + 31 - Math.clz32(mot & -mot)
    const groupe = groupes.trouver(x[premier]!, y[premier]!, premier)
    const ensemble =
      groupe.tient(champs[d + MIN_X]!, champs[d + MIN_Y]!) && groupe.tient(champs[d + MAX_X]!, champs[d + MAX_Y]!)
    if (ensemble && mot === situes[w] && !Number.isNaN(champs[d + SOMME_X]!)) {
      groupe.combien += poids(mot)
      groupe.x += champs[d + SOMME_X]!
      groupe.y += champs[d + SOMME_Y]!
      groupe.etendre(champs[d + SUD]!, champs[d + NORD]!, champs[d + OUEST]!, champs[d + EST]!)
      continue
    }
    for (let reste = mot; reste !== 0; reste &= reste - 1) {
      const slot = (w << 5) + 31 - Math.clz32(reste & -reste)
      const sien = ensemble ? groupe : groupes.trouver(x[slot]!, y[slot]!, slot)
      sien.combien++
      sien.x += x[slot]!
      sien.y += y[slot]!
      sien.etendre(latitudes[slot]!, latitudes[slot]!, longitudes[slot]!, longitudes[slot]!)
    }
  }

  return groupes.tous
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

class Groupe {
  combien = 0
  x = 0
  y = 0
  sud = Number.POSITIVE_INFINITY
  nord = Number.NEGATIVE_INFINITY
  ouest = Number.POSITIVE_INFINITY
  est = Number.NEGATIVE_INFINITY
  readonly colonne: number
  readonly ligne: number
  /** The first one met. */
  readonly slot: number
  /** Another one under the same key. */
  readonly suivant: Groupe | undefined
  readonly #cote: number

  constructor(colonne: number, ligne: number, slot: number, suivant: Groupe | undefined, cote: number) {
    this.colonne = colonne
    this.ligne = ligne
    this.slot = slot
    this.suivant = suivant
    this.#cote = cote
  }

  tient(x: number, y: number): boolean {
    return Math.floor(x / this.#cote) === this.colonne && Math.floor(y / this.#cote) === this.ligne
  }

  etendre(sud: number, nord: number, ouest: number, est: number): void {
    if (sud < this.sud) this.sud = sud
    if (nord > this.nord) this.nord = nord
    if (ouest < this.ouest) this.ouest = ouest
    if (est > this.est) this.est = est
  }
}

class Groupes {
  readonly tous: Groupe[] = []
  readonly #parCle = new Map<number, Groupe>()
  readonly #cote: number
  #dernier: Groupe | undefined

  constructor(cote: number) {
    this.#cote = cote
  }

  trouver(x: number, y: number, slot: number): Groupe {
    const colonne = Math.floor(x / this.#cote)
    const ligne = Math.floor(y / this.#cote)
    // Neighbours follow one another: most of them fall in the cell of the one before.
    const dernier = this.#dernier
    if (dernier && dernier.colonne === colonne && dernier.ligne === ligne) return dernier
    const cle = (ligne % LIGNES) * COLONNES + colonne
    const premier = this.#parCle.get(cle)
    let groupe = premier
    while (groupe && (groupe.colonne !== colonne || groupe.ligne !== ligne)) groupe = groupe.suivant
    if (!groupe) {
      groupe = new Groupe(colonne, ligne, slot, premier, this.#cote)
      this.#parCle.set(cle, groupe)
      this.tous.push(groupe)
    }
    this.#dernier = groupe
    return groupe
  }
}
