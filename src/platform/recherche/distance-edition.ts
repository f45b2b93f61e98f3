const LARGEUR = 64
const lignes = [new Uint8Array(LARGEUR), new Uint8Array(LARGEUR), new Uint8Array(LARGEUR)]

/**
 * How many letters to add, drop, change or swap with their neighbour (each letter touched once) to read one word for the
 * other; more than `limite` is answered by `limite + 1`.
 */
export function distanceEdition(a: string, b: string, limite: number): number {
  const trop = limite + 1
  if (Math.abs(a.length - b.length) > limite || a.length >= LARGEUR || b.length >= LARGEUR) return trop
  let [avant, ligne, apres] = lignes as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= b.length; j++) ligne[j] = j
  for (let i = 1; i <= a.length; i++) {
    apres[0] = i
    let meilleur = i
    const lettre = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j++) {
      const autre = b.charCodeAt(j - 1)
      let cout = Math.min(apres[j - 1]! + 1, ligne[j]! + 1, ligne[j - 1]! + (lettre === autre ? 0 : 1))
      if (i > 1 && j > 1 && lettre === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === autre)
        cout = Math.min(cout, avant[j - 2]! + 1)
      apres[j] = cout
      if (cout < meilleur) meilleur = cout
    }
    if (meilleur > limite) return trop
    ;[avant, ligne, apres] = [ligne, apres, avant]
  }
  return Math.min(trop, ligne[b.length]!)
}

/** How many errors are forgiven in a word: short words are too near one another. */
export function fautesPardonnees(mot: string): number {
  return mot.length >= 8 ? 2 : mot.length >= 4 ? 1 : 0
}

/** The letters of a word as bits: one error changes at most two of them. */
export function lettres(mot: string): number {
  let signature = 0
  for (let i = 0; i < mot.length; i++) signature |= 1 << (mot.charCodeAt(i) % 31)
  return signature
}
