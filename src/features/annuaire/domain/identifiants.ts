/** A group of records as matching leaves it, and the lieu each record stood in until now. */
export interface Groupe {
  readonly membres: readonly number[]
}

export interface Report {
  /** For each group, the lieu it goes on being; undefined where a new one is to be created. */
  readonly lieux: readonly (number | undefined)[]
  /** Lieux that no group goes on being → the index of the group that took most of their records. */
  readonly remplaces: ReadonlyMap<number, number>
}

/**
 * Public numbers follow the records: a group goes on being the lieu that most of its records come from.
 * Of two groups that claim one lieu, the one that holds more of it keeps the number; the older lieu wins a tie.
 * Pure: the order of `groupes` changes nothing but indices, since ties are broken by `ordre` (the canonical rank of a group).
 */
export function reporterIdentifiants(
  groupes: readonly Groupe[],
  lieuDe: (membre: number) => number | undefined,
  ordre: (groupe: number) => number
): Report {
  const liens: { groupe: number; lieu: number; poids: number }[] = []
  groupes.forEach(({ membres }, groupe) => {
    const poids = new Map<number, number>()
    for (const membre of membres) {
      const lieu = lieuDe(membre)
      if (lieu !== undefined) poids.set(lieu, (poids.get(lieu) ?? 0) + 1)
    }
    for (const [lieu, p] of poids) liens.push({ groupe, lieu, poids: p })
  })
  liens.sort((a, b) => b.poids - a.poids || a.lieu - b.lieu || ordre(a.groupe) - ordre(b.groupe))

  const lieux: (number | undefined)[] = new Array(groupes.length).fill(undefined)
  const pris = new Set<number>()
  for (const { groupe, lieu } of liens) {
    if (lieux[groupe] !== undefined || pris.has(lieu)) continue
    lieux[groupe] = lieu
    pris.add(lieu)
  }
  const remplaces = new Map<number, number>()
  for (const { groupe, lieu } of liens) if (!pris.has(lieu) && !remplaces.has(lieu)) remplaces.set(lieu, groupe)
  return { lieux, remplaces }
}
