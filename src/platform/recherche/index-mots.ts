import { decouper } from './decoupage.ts'
import { Occurrences } from './occurrences.ts'
import { Reserve } from './reserve.ts'
import { melangerEmpreinte, Vocabulaire } from './vocabulaire.ts'

const CLASSES = 4
/** A row is at most this long: what is said beyond is not searched. */
const OCTETS_MAX = 60_000

/** Which words each document holds, and where each root is. */
export class IndexMots {
  readonly vocabulaire = new Vocabulaire()
  readonly occurrences = new Occurrences()
  /** Word number × 4 + class of each document, 7 bits per byte: to withdraw it, and to build the occurrences again. */
  readonly #rangees = new Reserve(new Uint8Array(65_536))
  #vuMot = new Uint32Array(1_024)
  #vuRacine = new Uint32Array(1_024)
  #tour = 0
  readonly #octets = new Uint8Array(OCTETS_MAX + 8)

  get perdus(): number {
    return this.#rangees.perdus
  }

  get occupes(): number {
    return this.#rangees.fin
  }

  /** Returns the print of the name, by which an exact name is recognised. Occurrences are noted by `indexer`. */
  ecrire(slot: number, textes: readonly string[]): number {
    const vocabulaire = this.vocabulaire
    const tour = this.#nouveauTour()
    let fin = 0
    let classe = 0
    let empreinte = 0
    let empreinteVide = 0
    let pleins = 0
    const noter = (mot: number) => {
      const vide = vocabulaire.estVide(mot)
      if (classe === 0) {
        const racine = vocabulaire.empreinte(vocabulaire.racineDuMot(mot))
        empreinteVide = melangerEmpreinte(empreinteVide, racine)
        if (!vide) {
          empreinte = melangerEmpreinte(empreinte, racine)
          pleins++
        }
      } else if (vide) return
      if (mot >= this.#vuMot.length) this.#agrandirVus(mot)
      if (this.#vuMot[mot] === tour || fin >= OCTETS_MAX) return
      this.#vuMot[mot] = tour
      fin = ecrireEntier(this.#octets, fin, mot * CLASSES + classe)
    }
    for (; classe < Math.min(CLASSES, textes.length); classe++)
      decouper(textes[classe]!.toLowerCase(), (morceau) => {
        const mots = vocabulaire.numeroter(morceau)
        if (typeof mots === 'number') noter(mots)
        else mots.forEach(noter)
      })
    this.#rangees.ecrire(slot, this.#octets, fin)
    this.#compter(slot, 1)
    return pleins > 0 ? empreinte : empreinteVide
  }

  retirer(slot: number): void {
    this.#compter(slot, -1)
  }

  #compter(slot: number, sens: number): void {
    const { effectifMots, effectifRacines } = this.vocabulaire
    this.#lire(slot, (mot, racine, _classe, premiere) => {
      effectifMots[mot] = effectifMots[mot]! + sens
      if (premiere) effectifRacines[racine] = effectifRacines[racine]! + sens
    })
  }

  /** Notes where the roots of a slot are; slots come in ascending order. */
  indexer(slot: number): void {
    this.#lire(slot, (_mot, racine, classe, premiere) => {
      if (premiere) this.occurrences.ajouter(racine, slot, classe)
    })
  }

  /** Keeps these slots only, in this order, and builds the occurrences again. */
  ranger(ordre: Uint32Array, capacite: number): void {
    this.#rangees.ranger(ordre, capacite)
    const nombre = this.vocabulaire.nombreRacines
    const debuts = new Uint32Array(nombre + 1)
    let total = 0
    for (let r = 0; r < nombre; r++) {
      total += this.vocabulaire.effectifRacines[r]!
      debuts[r + 1] = total
    }
    const donnees = new Uint32Array(total)
    const places = debuts.slice()
    for (let slot = 0; slot < ordre.length; slot++)
      this.#lire(slot, (_mot, racine, classe, premiere) => {
        if (!premiere) return
        const place = places[racine]!
        places[racine] = place + 1
        donnees[place] = slot * CLASSES + classe
      })
    this.occurrences.remplacer(debuts, donnees)
  }

  /** Words in reading order, so that the first word of a root gives its best class. */
  #lire(slot: number, recevoir: (mot: number, racine: number, classe: number, premiere: boolean) => void): void {
    const { elements, debuts, longueurs } = this.#rangees
    const tour = this.#nouveauTour()
    if (this.#vuRacine.length < this.vocabulaire.nombreRacines) this.#agrandirVus(this.vocabulaire.nombreRacines)
    const vus = this.#vuRacine
    const fin = debuts[slot]! + longueurs[slot]!
    for (let i = debuts[slot]!; i < fin; ) {
      let entier = 0
      let rang = 0
      let octet = elements[i++]!
      while (octet >= 128) {
        entier |= (octet & 127) << rang
        rang += 7
        octet = elements[i++]!
      }
      entier |= octet << rang
      const mot = entier >>> 2
      const racine = this.vocabulaire.racineDuMot(mot)
      const premiere = vus[racine] !== tour
      vus[racine] = tour
      recevoir(mot, racine, entier & 3, premiere)
    }
  }

  #nouveauTour(): number {
    this.#tour++
    if (this.#tour === 0xffffffff) {
      this.#vuMot.fill(0)
      this.#vuRacine.fill(0)
      this.#tour = 1
    }
    return this.#tour
  }

  #agrandirVus(numero: number): void {
    const longueur = Math.max(numero + 1, this.#vuMot.length * 2)
    const mots = new Uint32Array(longueur)
    mots.set(this.#vuMot)
    this.#vuMot = mots
    const racines = new Uint32Array(longueur)
    racines.set(this.#vuRacine)
    this.#vuRacine = racines
  }
}

function ecrireEntier(octets: Uint8Array, debut: number, entier: number): number {
  let fin = debut
  while (entier >= 128) {
    octets[fin++] = (entier & 127) | 128
    entier >>>= 7
  }
  octets[fin++] = entier
  return fin
}
