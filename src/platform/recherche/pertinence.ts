import { type Bits, type Brouillons, contient, joindre } from './bits.ts'
import type { Facettes } from './facettes.ts'
import { type Candidats, type Occurrences, resumer } from './occurrences.ts'
import type { Requete, Unite } from './requete.ts'
import { corde2 } from './sphere.ts'

/** What a word found in each text is worth. Eight: as much as being 256 times nearer. */
const GAINS = new Uint8Array([10, 7, 5, 2])
const GAIN_MAX = 10
const SANS_NOM_EXACT = 1
/** Metres: what is nearer than this is equally near. Then each doubling costs one. */
const TRES_PRES = 500
const TRES_LOIN = 15

/** Who answers the words, and how well. */
export class Pertinence {
  /** Sum of the gains of each slot in the last request that asked for them. */
  notes = new Uint8Array(0)
  #notesUnite = new Uint8Array(0)
  #notesExpression = new Uint8Array(0)
  #resume = new Uint32Array(0)
  #resumeExpression = new Uint32Array(0)

  agrandir(capacite: number): void {
    this.notes = new Uint8Array(capacite)
    this.#notesUnite = new Uint8Array(capacite)
    this.#notesExpression = new Uint8Array(capacite)
    this.#resume = new Uint32Array((capacite >>> 10) + 2)
    this.#resumeExpression = new Uint32Array((capacite >>> 10) + 2)
  }

  evaluer(
    { unites }: Requete,
    candidats: Bits,
    mots: number,
    occurrences: Occurrences,
    facettes: Facettes,
    brouillons: Brouillons,
    noter: boolean
  ): Bits {
    if (noter) this.notes.fill(0, 0, mots << 5)
    let restent = candidats
    for (const unite of unites) {
      const resume = resumer(restent, mots, this.#resume)
      const trouves = brouillons.vide()
      this.#directes(unite, resume, mots, occurrences, brouillons, trouves, noter)
      for (const racines of unite.autres) {
        const ensemble = this.#ensemble(racines, resume, mots, occurrences, brouillons, false)
        joindre(trouves, ensemble, mots)
        brouillons.rendre(ensemble)
      }
      for (const valeur of unite.valeurs) {
        const colonne = facettes.colonne(valeur)
        for (let w = 0; w < mots; w++) trouves[w] = trouves[w]! | (colonne[w]! & restent[w]!)
      }
      restent = trouves
    }
    return restent
  }

  #directes(
    { directes }: Unite,
    resume: Candidats,
    mots: number,
    occurrences: Occurrences,
    brouillons: Brouillons,
    trouves: Bits,
    noter: boolean
  ): void {
    if (directes.length === 1 && directes[0]!.length === 1) {
      occurrences.appliquer(directes[0]![0]!, resume, trouves, noter ? 'ajouter' : 'marquer', this.notes, GAINS)
      return
    }
    const notes = this.#notesUnite
    for (const racines of directes) {
      if (racines.length === 1) {
        occurrences.appliquer(racines[0]!, resume, trouves, noter ? 'meilleur' : 'marquer', notes, GAINS)
        continue
      }
      const ensemble = this.#ensemble(racines, resume, mots, occurrences, brouillons, noter)
      if (noter)
        parcourir(ensemble, mots, (slot) => {
          const note = this.#notesExpression[slot]!
          if (!contient(trouves, slot) || note > notes[slot]!) notes[slot] = note
        })
      joindre(trouves, ensemble, mots)
      brouillons.rendre(ensemble)
    }
    if (noter)
      parcourir(trouves, mots, (slot) => {
        this.notes[slot] = this.notes[slot]! + notes[slot]!
      })
  }

  /** Those that hold all the roots; the weakest of their gains is noted. */
  #ensemble(
    racines: readonly number[],
    resume: Candidats,
    mots: number,
    occurrences: Occurrences,
    brouillons: Brouillons,
    noter: boolean
  ): Bits {
    let restent = resume
    for (const [i, racine] of racines.entries()) {
      const trouves = brouillons.vide()
      const emploi = !noter ? 'marquer' : i === 0 ? 'meilleur' : 'pire'
      occurrences.appliquer(racine, restent, trouves, emploi, this.#notesExpression, GAINS)
      if (i > 0) brouillons.rendre(restent.bits)
      restent = i + 1 < racines.length ? resumer(trouves, mots, this.#resumeExpression) : { ...resume, bits: trouves }
    }
    return restent.bits
  }
}

/**
 * What is far or said in passing comes after: the smaller the better. Being called exactly so is worth one doubling of the
 * distance, being found in the name rather than in the long text is worth eight.
 */
export function cout(unites: number, note: number, nomExact: boolean): number {
  return unites * GAIN_MAX - note + (nomExact ? 0 : SANS_NOM_EXACT)
}

const PRES2 = corde2(TRES_PRES)

/** Doublings of the distance beyond `TRES_PRES`, from squared chords; without a position, farther than everything. */
export function eloignement(corde2: number): number {
  if (!(corde2 >= 0)) return TRES_LOIN
  const rapport = Math.floor(corde2 / PRES2)
  return rapport === 0 ? 0 : ((31 - Math.clz32(rapport)) >>> 1) + 1
}

function parcourir(bits: Bits, mots: number, recevoir: (slot: number) => void): void {
  for (let w = 0; w < mots; w++)
    for (let mot = bits[w]!; mot !== 0; mot &= mot - 1) recevoir((w << 5) + 31 - Math.clz32(mot & -mot))
}
