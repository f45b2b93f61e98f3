import type { RaisonRefus, RefusLecture } from './lecture.ts'

/**
 * A refusal found deep inside a stream of rows. It is thrown only between these files: `lireFichier` reads
 * everything once and turns it into a value.
 */
export class Refus extends Error {
  readonly refus: RefusLecture

  constructor(raison: RaisonRefus, message: string, ligne?: number) {
    super(message)
    this.refus = ligne === undefined ? { raison, message } : { raison, message, ligne }
  }
}
