/** A set of slots: one bit each, 32 per word. Loops stop at `mots`, since arrays are longer than what is used. */
export type Bits = Uint32Array

export function poids(mot: number): number {
  mot -= (mot >>> 1) & 0x55555555
  mot = (mot & 0x33333333) + ((mot >>> 2) & 0x33333333)
  return Math.imul((mot + (mot >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function cardinal(bits: Bits, mots: number): number {
  let total = 0
  for (let w = 0; w < mots; w++) {
    const mot = bits[w]!
    if (mot !== 0) total += poids(mot)
  }
  return total
}

/** Words whose counts by byte are added before being summed: 16 × 8 still holds in a byte. */
const LOT = 16

/** How many are in both sets. The inner loop has no test: it is crossed some millions of times per request. */
export function cardinalCommun(a: Bits, b: Bits, mots: number): number {
  let total = 0
  for (let debut = 0; debut < mots; debut += LOT) {
    const fin = Math.min(mots, debut + LOT)
    let octets = 0
    for (let w = debut; w < fin; w++) {
      let mot = a[w]! & b[w]!
      mot -= (mot >>> 1) & 0x55555555
      mot = (mot & 0x33333333) + ((mot >>> 2) & 0x33333333)
      octets = (octets + ((mot + (mot >>> 4)) & 0x0f0f0f0f)) | 0
    }
    const paires = (octets & 0x00ff00ff) + ((octets >>> 8) & 0x00ff00ff)
    total += (paires & 0xffff) + (paires >>> 16)
  }
  return total
}

function copier(cible: Bits, source: Bits, mots: number): void {
  cible.set(mots === source.length ? source : source.subarray(0, mots))
}

export function garder(cible: Bits, autre: Bits, mots: number): void {
  for (let w = 0; w < mots; w++) cible[w] = cible[w]! & autre[w]!
}

export function joindre(cible: Bits, autre: Bits, mots: number): void {
  for (let w = 0; w < mots; w++) cible[w] = cible[w]! | autre[w]!
}

export function contient(bits: Bits, slot: number): boolean {
  return ((bits[slot >>> 5]! >>> (slot & 31)) & 1) === 1
}

export function poser(bits: Bits, slot: number): void {
  bits[slot >>> 5] = bits[slot >>> 5]! | (1 << (slot & 31))
}

export function lever(bits: Bits, slot: number): void {
  bits[slot >>> 5] = bits[slot >>> 5]! & ~(1 << (slot & 31))
}

/** The slots of a set, ascending, written at the start of `cible`; how many. */
export function enumerer(bits: Bits, mots: number, cible: Uint32Array): number {
  let nombre = 0
  for (let w = 0; w < mots; w++) {
    let mot = bits[w]!
    while (mot !== 0) {
      const bas = mot & -mot
      cible[nombre++] = (w << 5) + 31 - Math.clz32(bas)
      mot ^= bas
    }
  }
  return nombre
}

/** Sets lent for the time of one request: allocating 125 kB at each would cost more than computing in them. */
export class Brouillons {
  readonly #libres: Bits[] = []
  readonly #pris: Bits[] = []
  #longueur = 0

  /** @param longueur words of a set; a change forgets the former ones. */
  ouvrir(longueur: number): void {
    if (longueur !== this.#longueur) this.#libres.length = 0
    else this.#libres.push(...this.#pris)
    this.#pris.length = 0
    this.#longueur = longueur
  }

  /** An empty set. */
  vide(): Bits {
    const bits = this.#libres.pop()?.fill(0) ?? new Uint32Array(this.#longueur)
    this.#pris.push(bits)
    return bits
  }

  /** Given back before the end of the request, to be lent again. */
  rendre(bits: Bits): void {
    const rang = this.#pris.lastIndexOf(bits)
    if (rang < 0) return
    this.#pris.splice(rang, 1)
    this.#libres.push(bits)
  }

  copie(source: Bits, mots: number): Bits {
    const bits = this.#libres.pop() ?? new Uint32Array(this.#longueur)
    this.#pris.push(bits)
    copier(bits, source, mots)
    return bits
  }
}
