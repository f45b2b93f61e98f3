const ORDRE = 22
const COTE = 2 ** ORDRE
/** Documents without a position come last. */
const SANS_POSITION = COTE * COTE
const BASE = 2_048

/** Slots in the order of Hilbert's curve, so that neighbours on the ground are neighbours in memory. */
export function rangerParCourbe(
  slots: Uint32Array,
  x: Uint32Array,
  y: Uint32Array,
  aPosition: (slot: number) => boolean
): Uint32Array {
  const nombre = slots.length
  let cles = new Float64Array(nombre)
  let ordre: Uint32Array = slots
  for (let i = 0; i < nombre; i++) {
    const slot = slots[i]!
    cles[i] = aPosition(slot) ? hilbert(x[slot]! >>> (32 - ORDRE), y[slot]! >>> (32 - ORDRE)) : SANS_POSITION
  }

  // Radix sort, 11 bits at a time: a comparator called twenty million times would cost a second.
  let autresCles = new Float64Array(nombre)
  let autreOrdre: Uint32Array = new Uint32Array(nombre)
  for (let diviseur = 1; diviseur <= SANS_POSITION; diviseur *= BASE) {
    const debuts = new Uint32Array(BASE + 1)
    for (let i = 0; i < nombre; i++) {
      const chiffre = Math.floor(cles[i]! / diviseur) % BASE
      debuts[chiffre + 1] = debuts[chiffre + 1]! + 1
    }
    for (let c = 0; c < BASE; c++) debuts[c + 1] = debuts[c + 1]! + debuts[c]!
    for (let i = 0; i < nombre; i++) {
      const chiffre = Math.floor(cles[i]! / diviseur) % BASE
      const place = debuts[chiffre]!
      debuts[chiffre] = place + 1
      autresCles[place] = cles[i]!
      autreOrdre[place] = ordre[i]!
    }
    ;[cles, autresCles] = [autresCles, cles]
    ;[ordre, autreOrdre] = [autreOrdre, ordre === slots ? new Uint32Array(nombre) : ordre]
  }
  return ordre
}

function hilbert(x: number, y: number): number {
  let rang = 0
  for (let cote = COTE >>> 1; cote > 0; cote >>>= 1) {
    const rx = (x & cote) > 0 ? 1 : 0
    const ry = (y & cote) > 0 ? 1 : 0
    rang = rang * 4 + ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        x = COTE - 1 - x
        y = COTE - 1 - y
      }
      const echange = x
      x = y
      y = echange
    }
  }
  return rang
}
