import type { Bits } from './bits.ts'
import type { Direction } from './sphere.ts'
import { agrandir } from './tableaux.ts'
import type { Cadre } from './types.ts'

/** Positions by slot. NaN when there is none. */
export interface Positions {
  latitudes: Float64Array
  /** Squared chords: no slot ranks nearer than its own. */
  flous: Float64Array
  longitudes: Float64Array
  x: Float64Array
  y: Float64Array
  z: Float64Array
}

const BORNES = 10
const NIVEAUX = [5, 10, 15] as const
const SOMMET = NIVEAUX.length - 1

/**
 * What holds 32, 1 024 and 32 768 slots in a row: a box in space (for distances, without the traps of poles and
 * meridians) and one in degrees. Slots follow a curve, so boxes are small and most of them are taken or left whole.
 */
export class Blocs {
  readonly #niveaux: Float64Array[] = NIVEAUX.map(() => new Float64Array(0))

  etendre(slot: number, p: Positions): void {
    const valeurs = [p.x[slot]!, p.y[slot]!, p.z[slot]!, p.latitudes[slot]!, p.longitudes[slot]!]
    for (let n = 0; n < NIVEAUX.length; n++) {
      const debut = (slot >>> NIVEAUX[n]!) * BORNES
      let bornes = this.#niveaux[n]!
      if (debut + BORNES > bornes.length) {
        const avant = bornes.length
        bornes = agrandir(bornes, Math.max(debut + BORNES, Math.ceil((avant * 1.5) / BORNES) * BORNES))
        for (let i = avant; i < bornes.length; i += 2) {
          bornes[i] = Number.POSITIVE_INFINITY
          bornes[i + 1] = Number.NEGATIVE_INFINITY
        }
        this.#niveaux[n] = bornes
      }
      for (let v = 0; v < 5; v++) {
        const valeur = valeurs[v]!
        if (valeur < bornes[debut + 2 * v]!) bornes[debut + 2 * v] = valeur
        if (valeur > bornes[debut + 2 * v + 1]!) bornes[debut + 2 * v + 1] = valeur
      }
    }
  }

  vider(): void {
    for (let n = 0; n < NIVEAUX.length; n++) this.#niveaux[n] = new Float64Array(0)
  }

  /** Puts in `cible` the slots among `parmi` whose squared chord from `centre` is at most `seuil`. */
  rayon(centre: Direction, seuil: number, parmi: Bits, taille: number, p: Positions, cible: Bits): void {
    const { x, y, z } = p
    this.#visiter(
      SOMMET,
      0,
      nombreDeBlocs(SOMMET, taille),
      taille,
      parmi,
      cible,
      (bornes, i) => {
        if (cordeMin(bornes, i, centre) > seuil) return -1
        return cordeMax(bornes, i, centre) <= seuil ? 1 : 0
      },
      (slot) => cordeVers(centre, x[slot]!, y[slot]!, z[slot]!) <= seuil
    )
  }

  /** Puts in `cible` the slots among `parmi` that the frame holds, edges included. */
  cadre(cadre: Cadre, parmi: Bits, taille: number, p: Positions, cible: Bits): void {
    const { sud, ouest, nord, est } = cadre
    const faitLeTour = ouest > est
    this.#visiter(
      SOMMET,
      0,
      nombreDeBlocs(SOMMET, taille),
      taille,
      parmi,
      cible,
      (bornes, i) => {
        const latMin = bornes[i + 6]!
        const latMax = bornes[i + 7]!
        const lonMin = bornes[i + 8]!
        const lonMax = bornes[i + 9]!
        if (latMax < sud || latMin > nord) return -1
        const dansLatitudes = latMin >= sud && latMax <= nord
        if (faitLeTour) {
          if (lonMax < ouest && lonMin > est) return -1
          return dansLatitudes && (lonMin >= ouest || lonMax <= est) ? 1 : 0
        }
        if (lonMax < ouest || lonMin > est) return -1
        return dansLatitudes && lonMin >= ouest && lonMax <= est ? 1 : 0
      },
      (slot) => estDansCadre(cadre, p.latitudes[slot]!, p.longitudes[slot]!)
    )
  }

  #visiter(
    niveau: number,
    debut: number,
    fin: number,
    taille: number,
    parmi: Bits,
    cible: Bits,
    juger: (bornes: Float64Array, i: number) => number,
    garder: (slot: number) => boolean
  ): void {
    const bornes = this.#niveaux[niveau]!
    const dernier = Math.min(fin, bornes.length / BORNES)
    for (let bloc = debut; bloc < dernier; bloc++) {
      if (bornes[bloc * BORNES]! > bornes[bloc * BORNES + 1]!) continue
      const verdict = juger(bornes, bloc * BORNES)
      if (verdict < 0) continue
      if (verdict > 0) {
        const w = bloc << (NIVEAUX[niveau]! - 5)
        const apres = Math.min((taille + 31) >>> 5, (bloc + 1) << (NIVEAUX[niveau]! - 5))
        for (let m = w; m < apres; m++) cible[m] = parmi[m]!
      } else if (niveau === 0) {
        let retenus = 0
        for (let mot = parmi[bloc]!; mot !== 0; mot &= mot - 1) {
          const bit = 31 - Math.clz32(mot & -mot)
          if (garder((bloc << 5) + bit)) retenus |= 1 << bit
        }
        cible[bloc] = retenus
      } else
        this.#visiter(
          niveau - 1,
          bloc << 5,
          Math.min((bloc + 1) << 5, nombreDeBlocs(niveau - 1, taille)),
          taille,
          parmi,
          cible,
          juger,
          garder
        )
    }
  }

  /**
   * Slots of `parmi` from the nearest to the farthest, ties by ascending id, until `recevoir` says that it is enough
   * (false). Squared chords.
   */
  approcher(
    centre: Direction,
    parmi: Bits,
    taille: number,
    p: Positions,
    ids: Float64Array,
    recevoir: (slot: number) => boolean
  ): void {
    const tas = new Tas()
    for (let bloc = 0; bloc < nombreDeBlocs(SOMMET, taille); bloc++) this.#proposer(tas, SOMMET, bloc, centre)

    while (tas.taille > 0) {
      const code = tas.code
      tas.retirer()
      if (code >= 0) {
        if (!recevoir(code)) return
        continue
      }
      const bloc = -1 - code
      const niveau = bloc >>> 27
      const rang = bloc & 0x7ffffff
      if (niveau > 0) {
        const fin = Math.min((rang + 1) << 5, nombreDeBlocs(niveau - 1, taille))
        for (let enfant = rang << 5; enfant < fin; enfant++)
          if (niveau > 1 || parmi[enfant] !== 0) this.#proposer(tas, niveau - 1, enfant, centre)
      } else
        for (let mot = parmi[rang]!; mot !== 0; mot &= mot - 1) {
          const slot = (rang << 5) + 31 - Math.clz32(mot & -mot)
          const corde = cordeVers(centre, p.x[slot]!, p.y[slot]!, p.z[slot]!)
          if (corde >= 0) tas.ajouter(Math.max(corde, p.flous[slot]!), ids[slot]!, slot)
        }
    }
  }

  #proposer(tas: Tas, niveau: number, bloc: number, centre: Direction): void {
    const bornes = this.#niveaux[niveau]!
    const i = bloc * BORNES
    if (i >= bornes.length || bornes[i]! > bornes[i + 1]!) return
    // Before the slots that are as near: one of those it holds may have a smaller id.
    tas.ajouter(cordeMin(bornes, i, centre), Number.NEGATIVE_INFINITY, -1 - ((niveau << 27) | bloc))
  }
}

export function cordeVers({ x, y, z }: Direction, x2: number, y2: number, z2: number): number {
  return (x - x2) * (x - x2) + (y - y2) * (y - y2) + (z - z2) * (z - z2)
}

function estDansCadre({ sud, ouest, nord, est }: Cadre, latitude: number, longitude: number): boolean {
  if (!(latitude >= sud && latitude <= nord)) return false
  return ouest > est ? longitude >= ouest || longitude <= est : longitude >= ouest && longitude <= est
}

function nombreDeBlocs(niveau: number, taille: number): number {
  return Math.ceil(taille / 2 ** NIVEAUX[niveau]!)
}

function cordeMin(b: Float64Array, i: number, { x, y, z }: Direction): number {
  const dx = x < b[i]! ? b[i]! - x : x > b[i + 1]! ? x - b[i + 1]! : 0
  const dy = y < b[i + 2]! ? b[i + 2]! - y : y > b[i + 3]! ? y - b[i + 3]! : 0
  const dz = z < b[i + 4]! ? b[i + 4]! - z : z > b[i + 5]! ? z - b[i + 5]! : 0
  return dx * dx + dy * dy + dz * dz
}

function cordeMax(b: Float64Array, i: number, { x, y, z }: Direction): number {
  const dx = Math.max(Math.abs(x - b[i]!), Math.abs(x - b[i + 1]!))
  const dy = Math.max(Math.abs(y - b[i + 2]!), Math.abs(y - b[i + 3]!))
  const dz = Math.max(Math.abs(z - b[i + 4]!), Math.abs(z - b[i + 5]!))
  return dx * dx + dy * dy + dz * dz
}

/** The smallest first: by distance, then by id. */
class Tas {
  readonly #cordes: number[] = []
  readonly #ids: number[] = []
  readonly #codes: number[] = []

  get taille(): number {
    return this.#codes.length
  }

  get code(): number {
    return this.#codes[0]!
  }

  ajouter(corde: number, id: number, code: number): void {
    const cordes = this.#cordes
    const ids = this.#ids
    const codes = this.#codes
    let i = codes.length
    while (i > 0) {
      const parent = (i - 1) >>> 1
      if (cordes[parent]! < corde || (cordes[parent] === corde && ids[parent]! <= id)) break
      cordes[i] = cordes[parent]!
      ids[i] = ids[parent]!
      codes[i] = codes[parent]!
      i = parent
    }
    cordes[i] = corde
    ids[i] = id
    codes[i] = code
  }

  retirer(): void {
    const cordes = this.#cordes
    const ids = this.#ids
    const codes = this.#codes
    const corde = cordes.pop()!
    const id = ids.pop()!
    const code = codes.pop()!
    const taille = codes.length
    if (taille === 0) return
    let i = 0
    for (;;) {
      let enfant = 2 * i + 1
      if (enfant >= taille) break
      const droite = enfant + 1
      if (
        droite < taille &&
        (cordes[droite]! < cordes[enfant]! || (cordes[droite] === cordes[enfant] && ids[droite]! < ids[enfant]!))
      )
        enfant = droite
      if (corde < cordes[enfant]! || (corde === cordes[enfant] && id <= ids[enfant]!)) break
      cordes[i] = cordes[enfant]!
      ids[i] = ids[enfant]!
      codes[i] = codes[enfant]!
      i = enfant
    }
    cordes[i] = corde
    ids[i] = id
    codes[i] = code
  }
}
