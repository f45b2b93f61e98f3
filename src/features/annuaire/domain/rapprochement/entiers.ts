/** A list of whole numbers that grows. Read and written through `t`, never beyond `n`. */
export class Entiers {
  t: Int32Array = new Int32Array(256)
  n = 0

  pousser(valeur: number): number {
    if (this.n === this.t.length) {
      const plus = new Int32Array(this.t.length * 2)
      plus.set(this.t)
      this.t = plus
    }
    this.t[this.n] = valeur
    return this.n++
  }
}
