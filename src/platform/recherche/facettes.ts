import { type Bits, cardinal, joindre, lever, poids, poser } from './bits.ts'
import { Reserve } from './reserve.ts'
import { type FacetteIndexee, INCONNU, type ModeFacette } from './types.ts'

interface Facette {
  readonly cle: string
  readonly mode: ModeFacette
  readonly valeurs: Map<string, number>
}

const VALEURS_MAX = 65_536

/**
 * Which values each document holds, twice: its own short list of value numbers, and a set of slots per value. Counting a
 * few documents reads the lists; counting many crosses the sets.
 */
export class Facettes {
  readonly liste: readonly Facette[]
  readonly #parCle: Map<string, Facette>
  readonly #facetteDe: Facette[] = []
  readonly #colonnes: Bits[] = []
  readonly #noms: string[] = []
  /** Living documents that hold each value. */
  readonly effectifs: number[] = []
  readonly #rangees = new Reserve(new Uint16Array(4_096))
  readonly #brouillon: number[] = []
  #mots: number

  /** @param mots words of a set. */
  constructor(facettes: readonly FacetteIndexee[], mots: number) {
    this.liste = facettes.map(({ cle, mode }) => ({ cle, mode, valeurs: new Map() }))
    this.#parCle = new Map(this.liste.map((facette) => [facette.cle, facette]))
    this.#mots = mots
  }

  facette(cle: string): Facette | undefined {
    return this.#parCle.get(cle)
  }

  /** The number of a value that living documents hold. */
  valeur(cle: string, valeur: string): number | undefined {
    const numero = this.#parCle.get(cle)?.valeurs.get(valeur)
    return numero !== undefined && this.effectifs[numero]! > 0 ? numero : undefined
  }

  colonne(numero: number): Bits {
    return this.#colonnes[numero]!
  }

  get perdus(): number {
    return this.#rangees.perdus
  }

  get occupes(): number {
    return this.#rangees.fin
  }

  ecrire(slot: number, facettes: Readonly<Record<string, readonly string[]>>): void {
    const rangee = this.#brouillon
    rangee.length = 0
    for (const facette of this.liste) {
      const valeurs = facettes[facette.cle]
      if (!valeurs || valeurs.length === 0) rangee.push(this.#numero(facette, INCONNU))
      else
        for (const valeur of valeurs) {
          const numero = this.#numero(facette, valeur)
          if (numero < VALEURS_MAX && !rangee.includes(numero)) rangee.push(numero)
        }
    }
    for (const numero of rangee) {
      poser(this.#colonnes[numero]!, slot)
      this.effectifs[numero] = this.effectifs[numero]! + 1
    }
    this.#rangees.ecrire(slot, rangee, rangee.length)
  }

  #numero(facette: Facette, valeur: string): number {
    const connu = facette.valeurs.get(valeur)
    if (connu !== undefined) return connu
    const numero = this.#noms.length
    if (numero >= VALEURS_MAX) return VALEURS_MAX
    facette.valeurs.set(valeur, numero)
    this.#noms.push(valeur)
    this.#facetteDe.push(facette)
    this.#colonnes.push(new Uint32Array(this.#mots))
    this.effectifs.push(0)
    return numero
  }

  retirer(slot: number): void {
    const { elements, debuts, longueurs } = this.#rangees
    for (let i = debuts[slot]!; i < debuts[slot]! + longueurs[slot]!; i++) {
      const numero = elements[i]!
      lever(this.#colonnes[numero]!, slot)
      this.effectifs[numero] = this.effectifs[numero]! - 1
    }
  }

  agrandir(mots: number): void {
    this.#mots = mots
    for (let c = 0; c < this.#colonnes.length; c++) {
      const grande = new Uint32Array(mots)
      grande.set(this.#colonnes[c]!)
      this.#colonnes[c] = grande
    }
  }

  ranger(ordre: Uint32Array, capacite: number): void {
    this.#rangees.ranger(ordre, capacite)
    this.#mots = capacite >>> 5
    const colonnes = this.#colonnes
    for (let c = 0; c < colonnes.length; c++) colonnes[c] = new Uint32Array(this.#mots)
    const { elements, debuts, longueurs } = this.#rangees
    for (let slot = 0; slot < ordre.length; slot++)
      for (let i = debuts[slot]!; i < debuts[slot]! + longueurs[slot]!; i++) poser(colonnes[elements[i]!]!, slot)
  }

  /** Documents that hold any (`une`) or all (`toutes`) of the values; unknown ones are held by nobody. */
  choisir(facette: Facette, valeurs: readonly string[], cible: Bits, mots: number): void {
    if (facette.mode === 'une') {
      cible.fill(0)
      for (const valeur of valeurs) {
        const numero = facette.valeurs.get(valeur)
        if (numero !== undefined) joindre(cible, this.#colonnes[numero]!, mots)
      }
      return
    }
    const numeros = valeurs.map((valeur) => facette.valeurs.get(valeur))
    if (numeros.includes(undefined)) cible.fill(0)
    else
      for (let w = 0; w < mots; w++) {
        let mot = -1
        for (const numero of numeros) mot &= this.#colonnes[numero!]![w]!
        cible[w] = mot
      }
  }

  /** How many of the set hold each value of these facets; only the values that are held. */
  compter(ensemble: Bits, mots: number, facettes: readonly Facette[]): Record<string, Record<string, number>> {
    return this.#presenter(this.#compterTout(ensemble, mots, facettes), facettes)
  }

  /** The counts when nothing is asked: kept up to date at each writing. */
  effectifsParFacette(): Record<string, Record<string, number>> {
    return this.#presenter(this.effectifs, this.liste)
  }

  #presenter(effectifs: ArrayLike<number>, facettes: readonly Facette[]): Record<string, Record<string, number>> {
    const comptes: Record<string, Record<string, number>> = Object.create(null)
    for (const { cle, valeurs } of facettes) {
      const compte: Record<string, number> = Object.create(null)
      for (const [valeur, numero] of valeurs) if (effectifs[numero]! > 0) compte[valeur] = effectifs[numero]!
      comptes[cle] = compte
    }
    return comptes
  }

  #compterTout(ensemble: Bits, mots: number, facettes: readonly Facette[]): ArrayLike<number> {
    const effectifs = new Uint32Array(this.#noms.length)
    const total = cardinal(ensemble, mots)
    if (total === 0) return effectifs

    const habites = new Uint32Array(mots)
    let nombre = 0
    for (let w = 0; w < mots; w++) if (ensemble[w] !== 0) habites[nombre++] = w
    const colonnes = facettes.flatMap(({ valeurs }) => [...valeurs.values()]).filter((v) => this.effectifs[v]! > 0)

    if (total * this.#rangees.fin < colonnes.length * nombre * this.#rangees.debuts.length) {
      const { elements, debuts, longueurs } = this.#rangees
      for (let h = 0; h < nombre; h++) {
        const w = habites[h]!
        for (let mot = ensemble[w]!; mot !== 0; mot &= mot - 1) {
          const slot = (w << 5) + 31 - Math.clz32(mot & -mot)
          const fin = debuts[slot]! + longueurs[slot]!
          for (let i = debuts[slot]!; i < fin; i++) effectifs[elements[i]!] = effectifs[elements[i]!]! + 1
        }
      }
    } else
      for (const numero of colonnes) {
        const colonne = this.#colonnes[numero]!
        let somme = 0
        for (let h = 0; h < nombre; h++) {
          const w = habites[h]!
          const commun = colonne[w]! & ensemble[w]!
          if (commun !== 0) somme += poids(commun)
        }
        effectifs[numero] = somme
      }
    return effectifs
  }
}
