import type { Bits } from './bits.ts'

/** Slots of one block of the summary: 32 words of bits. */
const BLOC = 10

/** What is done of a slot where a root was found. */
export type Emploi = 'marquer' | 'ajouter' | 'meilleur' | 'pire'

/**
 * Where each root is: slot and weight class in 32 bits, by ascending slot. The ordered part is one array cut by root; what
 * is written since is beside, root by root, on greater slots.
 */
export class Occurrences {
  #debuts: Uint32Array = new Uint32Array(1)
  #donnees: Uint32Array = new Uint32Array(0)
  #recentes: (number[] | undefined)[] = []

  ajouter(racine: number, slot: number, classe: number): void {
    const liste = this.#recentes[racine]
    if (liste) liste.push(slot * 4 + classe)
    else this.#recentes[racine] = [slot * 4 + classe]
  }

  /** @param debuts where each root starts in `donnees`, and the end. */
  remplacer(debuts: Uint32Array, donnees: Uint32Array): void {
    this.#debuts = debuts
    this.#donnees = donnees
    this.#recentes = []
  }

  get octets(): number {
    return this.#donnees.byteLength
  }

  /**
   * Among the candidates, puts in `trouves` those that hold the root and notes `gains[class]` in `notes`: added, the best
   * or the worst of what is there (for a slot already in `trouves`), or nothing noted.
   */
  appliquer(
    racine: number,
    candidats: Candidats,
    trouves: Bits,
    emploi: Emploi,
    notes: Uint8Array,
    gains: Uint8Array
  ): void {
    if (racine + 1 < this.#debuts.length)
      parcourir(
        this.#donnees,
        this.#debuts[racine]!,
        this.#debuts[racine + 1]!,
        candidats,
        trouves,
        emploi,
        notes,
        gains
      )
    const recentes = this.#recentes[racine]
    if (recentes) parcourir(recentes, 0, recentes.length, candidats, trouves, emploi, notes, gains)
  }
}

/** Where results may still be, and the next inhabited block from each. */
export interface Candidats {
  readonly bits: Bits
  readonly suivant: Uint32Array
}

/** @param tampon of at least one element per 1 024 slots, plus one; written. */
export function resumer(bits: Bits, mots: number, tampon: Uint32Array): Candidats {
  const blocs = (mots + 31) >>> 5
  tampon[blocs] = blocs
  for (let b = blocs - 1; b >= 0; b--) {
    let uni = 0
    for (let w = b << 5; w < Math.min(mots, (b + 1) << 5) && uni === 0; w++) uni = bits[w]!
    tampon[b] = uni !== 0 ? b : tampon[b + 1]!
  }
  return { bits, suivant: tampon }
}

function parcourir(
  liste: Uint32Array | number[],
  debut: number,
  fin: number,
  { bits, suivant }: Candidats,
  trouves: Bits,
  emploi: Emploi,
  notes: Uint8Array,
  gains: Uint8Array
): void {
  let blocVu = -1
  for (let i = debut; i < fin; i++) {
    const occurrence = liste[i]!
    const slot = occurrence >>> 2
    const bloc = slot >>> BLOC
    if (bloc !== blocVu) {
      const prochain = suivant[bloc]!
      if (prochain !== bloc) {
        i = premierApres(liste, i + 1, fin, prochain << BLOC) - 1
        continue
      }
      blocVu = bloc
    }
    const mot = slot >>> 5
    const bit = 1 << (slot & 31)
    if ((bits[mot]! & bit) === 0) continue
    if (emploi === 'ajouter') notes[slot] = notes[slot]! + gains[occurrence & 3]!
    else if (emploi !== 'marquer') {
      const gain = gains[occurrence & 3]!
      const note = notes[slot]!
      if (emploi === 'pire' ? gain < note : (trouves[mot]! & bit) === 0 || gain > note) notes[slot] = gain
    }
    trouves[mot] = trouves[mot]! | bit
  }
}

/** First index from `debut` whose slot is at least `slot`: strides that double, then halves. */
function premierApres(liste: Uint32Array | number[], debut: number, fin: number, slot: number): number {
  let bas = debut
  let pas = 1
  while (bas + pas < fin && liste[bas + pas]! >>> 2 < slot) {
    bas += pas
    pas *= 2
  }
  let haut = Math.min(fin, bas + pas)
  while (bas < haut) {
    const milieu = (bas + haut) >>> 1
    if (liste[milieu]! >>> 2 < slot) bas = milieu + 1
    else haut = milieu
  }
  return bas
}
