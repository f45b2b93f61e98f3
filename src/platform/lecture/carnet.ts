import type { Avis, CodeAvis } from './lecture.ts'

/** How many row numbers a notice quotes. */
const AVIS_EXEMPLES = 20

/** Gathers the notices of one reading: one entry per kind, a count and the first rows. */
export class Carnet {
  readonly #avis = new Map<CodeAvis, { message: string; nombre: number; lignes: number[] }>()
  /** The data row being read, counted from 1. */
  ligne = 0

  noter(code: CodeAvis, message: string, ligne = this.ligne): void {
    let avis = this.#avis.get(code)
    if (!avis) {
      avis = { message, nombre: 0, lignes: [] }
      this.#avis.set(code, avis)
    }
    avis.nombre++
    if (ligne > 0 && avis.lignes.length < AVIS_EXEMPLES && avis.lignes.at(-1) !== ligne) avis.lignes.push(ligne)
  }

  avis(): readonly Avis[] {
    return [...this.#avis].map(([code, avis]) => ({ code, ...avis }))
  }
}
