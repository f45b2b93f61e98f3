import { agrandir, permuter } from './tableaux.ts'

type Elements = Uint8Array | Uint16Array

/** Room for what will be written before the next `ranger`: growing copies everything, in the middle of somebody's request. */
const MARGE = 1.15

/** A short row of small numbers per slot, end to end in one array. What is replaced is lost until the next `ranger`. */
export class Reserve<T extends Elements> {
  elements: T
  debuts = new Uint32Array(1_024)
  longueurs = new Uint16Array(1_024)
  #fin = 0
  perdus = 0

  constructor(elements: T) {
    this.elements = elements
  }

  get fin(): number {
    return this.#fin
  }

  ecrire(slot: number, rangee: ArrayLike<number>, longueur: number): void {
    if (slot >= this.debuts.length) {
      this.debuts = agrandir(this.debuts, Math.max(slot + 1, this.debuts.length * 2))
      this.longueurs = agrandir(this.longueurs, this.debuts.length)
    }
    const ancienne = this.longueurs[slot]!
    if (longueur > ancienne || ancienne === 0) {
      if (this.#fin + longueur > this.elements.length)
        this.elements = agrandir(
          this.elements,
          Math.max(this.#fin + longueur, Math.ceil(this.elements.length * 1.5), 4_096)
        )
      this.debuts[slot] = this.#fin
      this.#fin += longueur
      this.perdus += ancienne
    } else this.perdus += ancienne - longueur
    const debut = this.debuts[slot]!
    for (let i = 0; i < longueur; i++) this.elements[debut + i] = rangee[i]!
    this.longueurs[slot] = longueur
  }

  /** Keeps these slots only, in this order. */
  ranger(ordre: Uint32Array, capacite: number): void {
    const debuts = permuter(this.debuts, ordre, capacite)
    const longueurs = permuter(this.longueurs, ordre, capacite)
    let total = 0
    for (let i = 0; i < ordre.length; i++) total += longueurs[i]!
    const type = this.elements.constructor as new (longueur: number) => T
    const elements = new type(Math.ceil(total * MARGE))
    let fin = 0
    for (let i = 0; i < ordre.length; i++) {
      const debut = debuts[i]!
      debuts[i] = fin
      for (let j = 0; j < longueurs[i]!; j++) elements[fin++] = this.elements[debut + j]!
    }
    this.elements = elements
    this.debuts = debuts
    this.longueurs = longueurs
    this.#fin = fin
    this.perdus = 0
  }
}
