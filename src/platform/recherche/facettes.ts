import { type Bits, cardinal, cardinalCommun, joindre, lever, poser } from './bits.ts'
import { Reserve } from './reserve.ts'
import { type FacetteIndexee, INCONNU, type ModeFacette } from './types.ts'

interface Facette {
  readonly cle: string
  readonly mode: ModeFacette
  readonly valeurs: Map<string, number>
}

/** Of values, and of combinations of silent facets. */
const NUMEROS_MAX = 65_536
/** Cost of reading one number of a document, in words of columns crossed. Measured. */
const LECTURE = 1.25

/**
 * Which values each document holds, twice: its own short list of value numbers, and a set of slots per value. Counting a
 * few documents reads the lists; counting many crosses the sets.
 */
export class Facettes {
  readonly liste: readonly Facette[]
  readonly #parCle: Map<string, Facette>
  readonly #colonnes: Bits[] = []
  readonly #noms: string[] = []
  /** Living documents that hold each value. */
  readonly effectifs: number[] = []
  readonly #rangees = new Reserve(new Uint16Array(4_096))
  readonly #silences = new Map([['', 0]])
  /** Of each combination, the facets: the number of a facet is that of its INCONNU. */
  readonly #facettesTues: (readonly number[])[] = [[]]
  readonly #brouillon: number[] = []
  #mots: number

  /** @param mots words of a set. */
  constructor(facettes: readonly FacetteIndexee[], mots: number) {
    this.liste = facettes.map(({ cle, mode }) => ({ cle, mode, valeurs: new Map() }))
    this.#parCle = new Map(this.liste.map((facette) => [facette.cle, facette]))
    this.#mots = mots
    for (const facette of this.liste) this.#numero(facette, INCONNU)
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
    rangee.length = 1
    let silence = ''
    for (const [f, facette] of this.liste.entries()) {
      const valeurs = facettes[facette.cle]
      if (valeurs && valeurs.length > 0) {
        for (const valeur of valeurs) {
          const numero = this.#numero(facette, valeur)
          if (numero < NUMEROS_MAX && rangee.indexOf(numero, 1) < 0) rangee.push(numero)
        }
      } else silence += String.fromCharCode(f)
    }
    rangee[0] = this.#numeroDeSilence(silence)
    if (rangee[0] === 0) for (let f = 0; f < silence.length; f++) rangee.push(silence.charCodeAt(f))
    this.#rangees.ecrire(slot, rangee, rangee.length)
    this.#appliquer(slot, 1)
  }

  /** Facets on which a document is silent are many and often the same: their combination is one number. 0 is none. */
  #numeroDeSilence(silence: string): number {
    const connu = this.#silences.get(silence)
    if (connu !== undefined) return connu
    const numero = this.#facettesTues.length
    if (numero >= NUMEROS_MAX) return 0
    this.#silences.set(silence, numero)
    this.#facettesTues.push(Array.from(silence, (lettre) => lettre.charCodeAt(0)))
    return numero
  }

  /** Puts (1) or takes away (−1) the values of a document. */
  #appliquer(slot: number, sens: 1 | -1): void {
    this.#lire(slot, (numero) => {
      if (sens === 1) poser(this.#colonnes[numero]!, slot)
      else lever(this.#colonnes[numero]!, slot)
      this.effectifs[numero] = this.effectifs[numero]! + sens
    })
  }

  #lire(slot: number, recevoir: (numero: number) => void): void {
    const { elements, debuts, longueurs } = this.#rangees
    const debut = debuts[slot]!
    for (const numero of this.#facettesTues[elements[debut]!]!) recevoir(numero)
    for (let i = debut + 1; i < debut + longueurs[slot]!; i++) recevoir(elements[i]!)
  }

  #numero(facette: Facette, valeur: string): number {
    const connu = facette.valeurs.get(valeur)
    if (connu !== undefined) return connu
    const numero = this.#noms.length
    if (numero >= NUMEROS_MAX) return NUMEROS_MAX
    facette.valeurs.set(valeur, numero)
    this.#noms.push(valeur)
    this.#colonnes.push(new Uint32Array(this.#mots))
    this.effectifs.push(0)
    return numero
  }

  retirer(slot: number): void {
    this.#appliquer(slot, -1)
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
    for (let slot = 0; slot < ordre.length; slot++) this.#lire(slot, (numero) => poser(colonnes[numero]!, slot))
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

  /** How many of the set, part of the living, hold each value of these facets; only the values that are held. */
  compter(
    ensemble: Bits,
    mots: number,
    facettes: readonly Facette[],
    vivants: Bits
  ): Record<string, Record<string, number>> {
    return this.#presenter(this.#compterTout(ensemble, mots, facettes, vivants), facettes)
  }

  /** The counts when nothing is asked: kept up to date at each writing. */
  effectifsParFacette(): Record<string, Record<string, number>> {
    return this.#presenter(this.effectifs, this.liste)
  }

  #presenter(effectifs: ArrayLike<number>, facettes: readonly Facette[]): Record<string, Record<string, number>> {
    const comptes: Record<string, Record<string, number>> = Object.create(null)
    for (const { cle, valeurs } of facettes) {
      const compte: Record<string, number> = Object.create(null)
      for (const [valeur, numero] of valeurs) if ((effectifs[numero] ?? 0) > 0) compte[valeur] = effectifs[numero]!
      comptes[cle] = compte
    }
    return comptes
  }

  /** The cheapest of three ways: reading those of the set, reading the others and subtracting, crossing the columns. */
  #compterTout(ensemble: Bits, mots: number, facettes: readonly Facette[], vivants: Bits): ArrayLike<number> {
    const total = cardinal(ensemble, mots)
    if (total === 0) return []
    const autres = cardinal(vivants, mots) - total
    const colonnes = facettes.flatMap(({ valeurs }) => [...valeurs.values()]).filter((v) => this.effectifs[v]! > 0)
    const parLecture = (this.#rangees.fin / this.#rangees.debuts.length + 3) * LECTURE
    const parCroisement = colonnes.length * mots
    if (parCroisement < Math.min(total, autres) * parLecture) return this.#croiser(ensemble, mots, colonnes)
    if (total <= autres) return this.#lireEnsemble(ensemble, undefined, mots)
    const effectifs = this.#lireEnsemble(vivants, ensemble, mots)
    for (const numero of colonnes) effectifs[numero] = this.effectifs[numero]! - effectifs[numero]!
    return effectifs
  }

  #lireEnsemble(ensemble: Bits, sauf: Bits | undefined, mots: number): Uint32Array {
    const effectifs = new Uint32Array(this.#noms.length)
    const silences = new Uint32Array(this.#facettesTues.length)
    const { elements, debuts, longueurs } = this.#rangees
    for (let w = 0; w < mots; w++)
      for (let mot = sauf ? ensemble[w]! & ~sauf[w]! : ensemble[w]!; mot !== 0; mot &= mot - 1) {
        const slot = (w << 5) + 31 - Math.clz32(mot & -mot)
        const debut = debuts[slot]!
        const fin = debut + longueurs[slot]!
        const silence = elements[debut]!
        silences[silence] = silences[silence]! + 1
        for (let i = debut + 1; i < fin; i++) effectifs[elements[i]!] = effectifs[elements[i]!]! + 1
      }
    for (let s = 0; s < silences.length; s++)
      if (silences[s]! > 0)
        for (const numero of this.#facettesTues[s]!) effectifs[numero] = effectifs[numero]! + silences[s]!
    return effectifs
  }

  #croiser(ensemble: Bits, mots: number, colonnes: readonly number[]): Uint32Array {
    const effectifs = new Uint32Array(this.#noms.length)
    for (const numero of colonnes) effectifs[numero] = cardinalCommun(ensemble, this.#colonnes[numero]!, mots)
    return effectifs
  }
}
