import { type Bits, poser } from './bits.ts'
import { agrandir } from './tableaux.ts'

/**
 * Who holds each value of an exact key, as runs of slots: neighbours share their commune, so runs are long. A run may hold
 * slots that have changed since: the value of the slot decides.
 */
export class Cle {
  #numeros = new Map<string, number>()
  /** [start, end[, start, end[… of each value; number 0 is « no value ». */
  #suites: number[][] = [[]]
  #valeurs = new Uint32Array(1_024)

  ecrire(slot: number, valeur: string | undefined): void {
    this.#valeurs = agrandir(
      this.#valeurs,
      slot < this.#valeurs.length ? 0 : Math.max(slot + 1, this.#valeurs.length * 2)
    )
    if (!valeur) {
      this.#valeurs[slot] = 0
      return
    }
    let numero = this.#numeros.get(valeur)
    if (numero === undefined) {
      numero = this.#suites.length
      this.#numeros.set(valeur, numero)
      this.#suites.push([])
    }
    this.#valeurs[slot] = numero
    prolonger(this.#suites[numero]!, slot)
  }

  /** Adds to the set the slots that hold the value, dead ones included. */
  joindre(valeur: string, cible: Bits): void {
    const numero = this.#numeros.get(valeur)
    if (numero === undefined) return
    const suites = this.#suites[numero]!
    for (let s = 0; s < suites.length; s += 2)
      for (let slot = suites[s]!; slot < suites[s + 1]!; slot++) if (this.#valeurs[slot] === numero) poser(cible, slot)
  }

  ranger(ordre: Uint32Array, capacite: number): void {
    const noms: string[] = []
    for (const [nom, numero] of this.#numeros) noms[numero] = nom
    const anciennes = this.#valeurs
    const nouveaux = new Uint32Array(this.#suites.length)
    this.#numeros = new Map()
    this.#suites = [[]]
    this.#valeurs = new Uint32Array(capacite)
    for (let slot = 0; slot < ordre.length; slot++) {
      const ancien = anciennes[ordre[slot]!]!
      if (ancien === 0) continue
      if (nouveaux[ancien] === 0) {
        nouveaux[ancien] = this.#suites.length
        this.#numeros.set(noms[ancien]!, nouveaux[ancien]!)
        this.#suites.push([])
      }
      this.#valeurs[slot] = nouveaux[ancien]!
      prolonger(this.#suites[nouveaux[ancien]!]!, slot)
    }
  }
}

function prolonger(suites: number[], slot: number): void {
  if (suites.length > 0 && suites[suites.length - 1] === slot) suites[suites.length - 1] = slot + 1
  else suites.push(slot, slot + 1)
}
