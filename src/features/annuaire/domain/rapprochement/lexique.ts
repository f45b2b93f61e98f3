import { TableDeCles } from './table.ts'

/**
 * Words as numbers. A word's number depends on who came first and is never compared across indexes; its two hashes
 * depend on its letters alone, and everything that must be the same whatever the order is built from them.
 */
export class Lexique {
  readonly #rangs = new Map<string, number>()
  readonly #contacts = new TableDeCles(1024)
  readonly mots: string[] = []
  #a = new Int32Array(1024)
  #b = new Int32Array(1024)
  #debutA = new Int32Array(1024)
  #debutB = new Int32Array(1024)
  #lettres = new Int32Array(1024)

  entrer(mot: string): number {
    const connu = this.#rangs.get(mot)
    if (connu !== undefined) return connu
    const rang = this.mots.length
    this.#agrandir(rang)
    this.#rangs.set(mot, rang)
    this.mots.push(mot)
    this.#a[rang] = hacher(mot, 0x2f0b4c47)
    this.#b[rang] = hacher(mot, 0x51ed270b)
    const debut = mot.slice(0, 4)
    this.#debutA[rang] = hacher(debut, 0x2f0b4c47)
    this.#debutB[rang] = hacher(debut, 0x51ed270b)
    this.#lettres[rang] = lettresDe(mot)
    return rang
  }

  /** A contact is only ever equal or not: its letters are not kept, 64 bits of them are. */
  entrerContact(genre: string, contact: string): number {
    const a = hacher(contact, hacher(genre, 0x2f0b4c47))
    const b = hacher(contact, hacher(genre, 0x51ed270b))
    const nouveau = this.mots.length
    const rang = this.#contacts.lireOuMettre(cle53(a, b), nouveau)
    if (rang === nouveau) {
      this.#agrandir(rang)
      this.mots.push('')
      this.#a[rang] = a
      this.#b[rang] = b
    }
    return rang
  }

  a(rang: number): number {
    return this.#a[rang] as number
  }

  b(rang: number): number {
    return this.#b[rang] as number
  }

  /** Of its first four letters: typing mistakes come later in a word. */
  debutA(rang: number): number {
    return this.#debutA[rang] as number
  }

  debutB(rang: number): number {
    return this.#debutB[rang] as number
  }

  /** Which of the 26 letters (and digits, folded on six more bits) it holds: two words that differ much there differ. */
  lettres(rang: number): number {
    return this.#lettres[rang] as number
  }

  #agrandir(rang: number): void {
    if (rang < this.#a.length) return
    this.#a = doubler(this.#a)
    this.#b = doubler(this.#b)
    this.#debutA = doubler(this.#debutA)
    this.#debutB = doubler(this.#debutB)
    this.#lettres = doubler(this.#lettres)
  }
}

function doubler(tableau: Int32Array): Int32Array<ArrayBuffer> {
  const plus = new Int32Array(tableau.length * 2)
  plus.set(tableau)
  return plus
}

export function hacher(texte: string, graine: number): number {
  let h = graine | 0
  for (let i = 0; i < texte.length; i++) {
    h = Math.imul(h ^ texte.charCodeAt(i), 0x5bd1e995)
    h ^= h >>> 15
  }
  return brasser(h ^ texte.length)
}

export function brasser(valeur: number): number {
  let h = Math.imul(valeur ^ (valeur >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Order matters: `meler(a, b)` is not `meler(b, a)`. */
export function meler(a: number, b: number): number {
  return brasser(Math.imul(a, 0x9e3779b1) + Math.imul(b ^ 0x7f4a7c15, 0x85ebca6b))
}

/** 53 bits of two hashes as one exact number, never zero. */
export function cle53(a: number, b: number): number {
  return (a >>> 0) * 2097152 + (b >>> 11) + 1
}

function lettresDe(mot: string): number {
  let masque = 0
  for (let i = 0; i < mot.length; i++) {
    const code = mot.charCodeAt(i)
    masque |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return masque
}

export function bits(valeur: number): number {
  let v = valeur - ((valeur >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const LIGNE = new Uint8Array(64)

/** Edits between two words (insert, drop, replace, swap counts two), or `max + 1` as soon as it is more. */
export function ecart(a: string, b: string, max: number): number {
  const m = a.length
  const n = b.length
  if (Math.abs(m - n) > max || m >= 63 || n >= 63) return max + 1
  for (let j = 0; j <= n; j++) LIGNE[j] = j
  for (let i = 1; i <= m; i++) {
    let diagonale = LIGNE[0] as number
    LIGNE[0] = i
    let meilleur = i
    const lettre = a.charCodeAt(i - 1)
    for (let j = 1; j <= n; j++) {
      const dessus = LIGNE[j] as number
      const cout = Math.min(
        diagonale + (lettre === b.charCodeAt(j - 1) ? 0 : 1),
        dessus + 1,
        (LIGNE[j - 1] as number) + 1
      )
      LIGNE[j] = cout
      diagonale = dessus
      if (cout < meilleur) meilleur = cout
    }
    if (meilleur > max) return max + 1
  }
  return LIGNE[n] as number
}
