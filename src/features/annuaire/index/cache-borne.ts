/** Keeps the latest `max` entries that were written or read; older ones leave. */
export class CacheBorne<K, V> {
  readonly #entrees = new Map<K, V>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  get(cle: K): V | undefined {
    const valeur = this.#entrees.get(cle)
    // A Map keeps its keys in order of insertion: read again is young again. Only near the limit does age matter.
    if (valeur !== undefined && this.#entrees.size > this.#max / 2) {
      this.#entrees.delete(cle)
      this.#entrees.set(cle, valeur)
    }
    return valeur
  }

  set(cle: K, valeur: V): void {
    this.#entrees.delete(cle)
    this.#entrees.set(cle, valeur)
    if (this.#entrees.size <= this.#max) return
    const [ancienne] = this.#entrees.keys()
    this.#entrees.delete(ancienne as K)
  }

  delete(cle: K): void {
    this.#entrees.delete(cle)
  }
}
