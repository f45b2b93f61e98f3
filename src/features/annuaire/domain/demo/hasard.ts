/** Chance that is always the same: the demonstration must have the same bytes on every machine, every day. */
export interface Hasard {
  /** In [0, 1[. */
  nombre(): number
  /** Both ends included. */
  entier(min: number, max: number): number
  chance(probabilite: number): boolean
  choisir<T>(liste: readonly T[]): T
  peser<T>(table: readonly (readonly [valeur: T, poids: number])[]): T
  /** Between `min` and `max` different items, in the list's order. */
  plusieurs<T>(liste: readonly T[], min: number, max: number): T[]
  /** Around 0, seldom beyond ±2. */
  cloche(): number
}

/** The generator sfc32, whose four numbers come from the letters of `graine`. */
export function hasard(graine: string): Hasard {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]
  for (let i = 0; i < graine.length; i++) {
    const code = graine.charCodeAt(i)
    a = Math.imul(a ^ code, 0x85ebca6b)
    b = Math.imul(b ^ code ^ (a >>> 13), 0xc2b2ae35)
    c = Math.imul(c ^ code ^ (b >>> 16), 0x27d4eb2f)
  }
  const nombre = () => {
    const somme = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + somme) | 0
    return (somme >>> 0) / 4294967296
  }
  // The first numbers still look like the seed.
  for (let i = 0; i < 12; i++) nombre()

  const entier = (min: number, max: number) => min + Math.floor(nombre() * (max - min + 1))
  const choisir = <T>(liste: readonly T[]): T => {
    if (liste.length === 0) throw new Error('Rien à choisir dans une liste vide.')
    return liste[entier(0, liste.length - 1)] as T
  }
  return {
    nombre,
    entier,
    choisir,
    chance: (probabilite) => nombre() < probabilite,
    peser: (table) => {
      let reste = nombre() * table.reduce((somme, [, poids]) => somme + poids, 0)
      for (const [valeur, poids] of table) {
        reste -= poids
        if (reste < 0) return valeur
      }
      return choisir(table.filter(([, poids]) => poids > 0))[0]
    },
    plusieurs: (liste, min, max) => {
      const voulus = Math.min(liste.length, entier(min, max))
      const rangs = liste.map((_, rang) => rang)
      for (let i = 0; i < voulus; i++) {
        const j = entier(i, rangs.length - 1)
        ;[rangs[i], rangs[j]] = [rangs[j] as number, rangs[i] as number]
      }
      return rangs
        .slice(0, voulus)
        .sort((x, y) => x - y)
        .map((rang) => liste[rang] as (typeof liste)[number])
    },
    // Sums, not logarithms: engines round Math.log and Math.cos differently.
    cloche: () => nombre() + nombre() + nombre() + nombre() - 2
  }
}
