/** How a slot compares: two numbers then the id, all ascending. */
export interface Ordre {
  readonly premier: (slot: number) => number
  readonly second: (slot: number) => number
}

/**
 * The `fin − debut` slots from rank `debut`, in order, without sorting them all: a heap keeps the `fin` best ones, the
 * worst on top.
 */
export function selectionner(
  slots: Uint32Array,
  nombre: number,
  ids: Float64Array,
  { premier, second }: Ordre,
  debut: number,
  fin: number
): number[] {
  const k = Math.min(fin, nombre)
  if (debut >= k) return []
  const premiers = new Float64Array(k)
  const seconds = new Float64Array(k)
  const tas = new Uint32Array(k)
  let taille = 0

  /** Whether the one at `i` comes after these keys. */
  const apres = (i: number, a: number, b: number, id: number) =>
    premiers[i]! !== a ? premiers[i]! > a : seconds[i]! !== b ? seconds[i]! > b : ids[tas[i]!]! > id
  const poser = (i: number, a: number, b: number, slot: number) => {
    premiers[i] = a
    seconds[i] = b
    tas[i] = slot
  }
  const descendre = (i: number, a: number, b: number, slot: number) => {
    const id = ids[slot]!
    for (;;) {
      let enfant = 2 * i + 1
      if (enfant >= taille) break
      const droite = enfant + 1
      if (droite < taille && apres(droite, premiers[enfant]!, seconds[enfant]!, ids[tas[enfant]!]!)) enfant = droite
      if (!apres(enfant, a, b, id)) break
      poser(i, premiers[enfant]!, seconds[enfant]!, tas[enfant]!)
      i = enfant
    }
    poser(i, a, b, slot)
  }

  for (let s = 0; s < nombre; s++) {
    const slot = slots[s]!
    const a = premier(slot)
    if (taille === k) {
      if (a > premiers[0]!) continue
      const b = second(slot)
      if (apres(0, a, b, ids[slot]!)) descendre(0, a, b, slot)
      continue
    }
    const b = second(slot)
    const id = ids[slot]!
    let i = taille++
    while (i > 0) {
      const parent = (i - 1) >>> 1
      if (apres(parent, a, b, id)) break
      poser(i, premiers[parent]!, seconds[parent]!, tas[parent]!)
      i = parent
    }
    poser(i, a, b, slot)
  }

  const page = new Array<number>(k - debut)
  while (taille > debut) {
    page[taille - 1 - debut] = tas[0]!
    taille--
    descendre(0, premiers[taille]!, seconds[taille]!, tas[taille]!)
  }
  return page
}
