/** Open addressing: 53-bit keys → small numbers. A third of the memory of a Map at ten million keys. */
export class TableDeCles {
  #cles: Float64Array
  #valeurs: Int32Array
  #masque: number
  taille = 0

  constructor(prevue: number) {
    let capacite = 1024
    while (capacite < prevue * 2) capacite *= 2
    this.#cles = new Float64Array(capacite)
    this.#valeurs = new Int32Array(capacite)
    this.#masque = capacite - 1
  }

  /** The slot of the key, or `~slot` of the free place where it would go. */
  #place(cle: number): number {
    let i = (Math.imul((cle % 4294967296) | 0, 0x9e3779b1) >>> 7) & this.#masque
    for (;;) {
      const ici = this.#cles[i] as number
      if (ici === cle) return i
      if (ici === 0) return ~i
      i = (i + 1) & this.#masque
    }
  }

  lire(cle: number): number {
    const place = this.#place(cle)
    return place < 0 ? -1 : (this.#valeurs[place] as number)
  }

  /** The value already there, or `valeur`, now stored. */
  lireOuMettre(cle: number, valeur: number): number {
    const place = this.#place(cle)
    if (place >= 0) return this.#valeurs[place] as number
    this.#cles[~place] = cle
    this.#valeurs[~place] = valeur
    if (++this.taille * 2 > this.#cles.length) this.#doubler()
    return valeur
  }

  mettre(cle: number, valeur: number): void {
    const place = this.#place(cle)
    if (place >= 0) this.#valeurs[place] = valeur
    else this.lireOuMettre(cle, valeur)
  }

  #doubler(): void {
    const cles = this.#cles
    const valeurs = this.#valeurs
    this.#cles = new Float64Array(cles.length * 2)
    this.#valeurs = new Int32Array(cles.length * 2)
    this.#masque = this.#cles.length - 1
    for (let i = 0; i < cles.length; i++) {
      const cle = cles[i] as number
      if (cle === 0) continue
      const place = ~this.#place(cle)
      this.#cles[place] = cle
      this.#valeurs[place] = valeurs[i] as number
    }
  }
}
