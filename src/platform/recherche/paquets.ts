import { agrandir } from './tableaux.ts'

const CHAMPS = 10

/** Where each field of a word of 32 slots is. */
export const MIN_X = 0
export const MAX_X = 1
export const MIN_Y = 2
export const MAX_Y = 3
export const SOMME_X = 4
export const SOMME_Y = 5
export const SUD = 6
export const NORD = 7
export const OUEST = 8
export const EST = 9

/**
 * What 32 slots in a row are together on the map: a country's clusters read them by packets. Sums become NaN once one of
 * them has left, and bounds are then only an outside.
 */
export class Paquets {
  champs = new Float64Array(0)

  /** Index of the first field of a word. */
  debut(mot: number): number {
    return mot * CHAMPS
  }

  etendre(slot: number, x: number, y: number, latitude: number, longitude: number): void {
    const d = (slot >>> 5) * CHAMPS
    if (d + CHAMPS > this.champs.length) this.#agrandir(d + CHAMPS)
    const c = this.champs
    c[d + MIN_X] = Math.min(c[d + MIN_X]!, x)
    c[d + MAX_X] = Math.max(c[d + MAX_X]!, x)
    c[d + MIN_Y] = Math.min(c[d + MIN_Y]!, y)
    c[d + MAX_Y] = Math.max(c[d + MAX_Y]!, y)
    c[d + SOMME_X] = c[d + SOMME_X]! + x
    c[d + SOMME_Y] = c[d + SOMME_Y]! + y
    c[d + SUD] = Math.min(c[d + SUD]!, latitude)
    c[d + NORD] = Math.max(c[d + NORD]!, latitude)
    c[d + OUEST] = Math.min(c[d + OUEST]!, longitude)
    c[d + EST] = Math.max(c[d + EST]!, longitude)
  }

  retirer(slot: number): void {
    const d = (slot >>> 5) * CHAMPS
    if (d < this.champs.length) this.champs[d + SOMME_X] = Number.NaN
  }

  vider(): void {
    this.champs = new Float64Array(0)
  }

  #agrandir(longueur: number): void {
    const avant = this.champs.length
    this.champs = agrandir(this.champs, Math.max(longueur, Math.ceil((avant * 1.5) / CHAMPS) * CHAMPS))
    for (let d = avant; d < this.champs.length; d += CHAMPS)
      for (const min of [MIN_X, MIN_Y, SUD, OUEST]) {
        this.champs[d + min] = Number.POSITIVE_INFINITY
        this.champs[d + min + 1] = Number.NEGATIVE_INFINITY
      }
  }
}
