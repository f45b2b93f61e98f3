/** How slots compare, all ascending: `premiers` by rank in the list, then `seconds` by slot when there are, then the id. */
export interface Ordre {
  readonly premiers: Float64Array
  readonly seconds: Float64Array | undefined
}

/**
 * The `fin − debut` slots from rank `debut`, in order, without sorting them all: a heap keeps the `fin` best ones, the
 * worst on top.
 */
export function selectionner(
  slots: Uint32Array,
  nombre: number,
  ids: Float64Array,
  { premiers, seconds }: Ordre,
  debut: number,
  fin: number
): number[] {
  const k = Math.min(fin, nombre)
  if (debut >= k) return []
  /** Ranks in the list. */
  const tas = new Uint32Array(k)
  let taille = 0

  /** Whether rank a comes after rank b. */
  const apres = (a: number, b: number): boolean => {
    const pa = premiers[a]!
    const pb = premiers[b]!
    if (pa !== pb) return pa > pb
    const sa = slots[a]!
    const sb = slots[b]!
    if (seconds) {
      const qa = seconds[sa]!
      const qb = seconds[sb]!
      if (qa !== qb) return qa > qb
    }
    return ids[sa]! > ids[sb]!
  }
  const descendre = (rang: number) => {
    let i = 0
    for (;;) {
      let enfant = 2 * i + 1
      if (enfant >= taille) break
      if (enfant + 1 < taille && apres(tas[enfant + 1]!, tas[enfant]!)) enfant++
      if (!apres(tas[enfant]!, rang)) break
      tas[i] = tas[enfant]!
      i = enfant
    }
    tas[i] = rang
  }

  for (; taille < k; taille++) {
    let i = taille
    while (i > 0) {
      const parent = (i - 1) >>> 1
      if (apres(tas[parent]!, taille)) break
      tas[i] = tas[parent]!
      i = parent
    }
    tas[i] = taille
  }
  for (let rang = k; rang < nombre; rang++)
    if (premiers[rang]! <= premiers[tas[0]!]! && apres(tas[0]!, rang)) descendre(rang)

  const page = new Array<number>(k - debut)
  while (taille > debut) {
    taille--
    page[taille - debut] = slots[tas[0]!]!
    descendre(tas[taille]!)
  }
  return page
}
