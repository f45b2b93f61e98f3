/** A few places for what costs much: who finds none comes back later. One per process. */
export interface Guichet {
  /** Gives the place back; undefined when none is left. */
  prendre(): (() => void) | undefined
}

export function creerGuichet(places: number): Guichet {
  let prises = 0
  return {
    prendre() {
      if (prises >= places) return undefined
      prises++
      let rendue = false
      return () => {
        if (rendue) return
        rendue = true
        prises--
      }
    }
  }
}

/** A reader that takes nothing for so long has gone, or holds a place for nothing. */
const PATIENCE_MS = 30_000

/**
 * A body sent piece by piece, as fast as it is read.
 * @param finir called once, whatever ends it: the last piece, a reader who left or stopped reading, or a failure, which it
 * receives: the answer has begun, so nobody else hears of it
 */
export function enFlux(
  morceaux: AsyncIterable<string>,
  finir: (panne?: unknown) => void,
  patienceMs: number = PATIENCE_MS
): ReadableStream<Uint8Array> {
  const encodeur = new TextEncoder()
  const iterateur = morceaux[Symbol.asyncIterator]()
  let veille: ReturnType<typeof setTimeout> | undefined
  let finie = false
  const clore = (panne?: unknown) => {
    clearTimeout(veille)
    if (finie) return
    finie = true
    finir(panne)
  }
  return new ReadableStream<Uint8Array>({
    async pull(controle) {
      clearTimeout(veille)
      try {
        const { done, value } = await iterateur.next()
        if (done) {
          clore()
          controle.close()
          return
        }
        controle.enqueue(encodeur.encode(value))
        veille = setTimeout(() => {
          clore()
          controle.error(new Error('personne ne lit plus'))
          void iterateur.return?.()
        }, patienceMs)
      } catch (error) {
        clore(error)
        controle.error(error)
      }
    },
    async cancel() {
      clore()
      await iterateur.return?.()
    }
  })
}
