/** A record of a group: the lieu it stands in, and the one that a decision now taken back had taken it from. */
export interface Membre {
  readonly lieu: number | undefined
  readonly retour: number | undefined
  /** True when it never stood in another lieu. */
  readonly natif: boolean
}

export interface Report {
  /** For each group, the lieu it goes on being; undefined where a new one is to be created. */
  readonly lieux: readonly (number | undefined)[]
  /** Lieux that no group goes on being → the index of the group that took most of their records. */
  readonly remplaces: ReadonlyMap<number, number>
}

/**
 * Public numbers follow the records: a group goes on being the lieu that most of its records come from.
 * Of two groups that claim one lieu, the one that holds more of it keeps the number, then the one whose records were always
 * there; the older lieu wins a tie. What a decision had moved goes back first: taking it back restores the addresses.
 * @param groupes in an order that depends on the records alone, since it breaks the last ties
 */
export function reporterIdentifiants(groupes: readonly (readonly Membre[])[]): Report {
  const liens = groupes
    .flatMap(countLiens)
    .sort(
      (a, b) =>
        b.retours - a.retours || b.poids - a.poids || b.natifs - a.natifs || a.lieu - b.lieu || a.groupe - b.groupe
    )
  const lieux: (number | undefined)[] = new Array(groupes.length).fill(undefined)
  const pris = new Set<number>()
  for (const { groupe, lieu } of liens) {
    if (lieux[groupe] !== undefined || pris.has(lieu)) continue
    lieux[groupe] = lieu
    pris.add(lieu)
  }
  const remplaces = new Map<number, number>()
  for (const { groupe, lieu, poids } of liens)
    if (poids > 0 && !pris.has(lieu) && !remplaces.has(lieu)) remplaces.set(lieu, groupe)
  return { lieux, remplaces }
}

interface Lien {
  readonly groupe: number
  readonly lieu: number
  retours: number
  poids: number
  natifs: number
}

function countLiens(membres: readonly Membre[], groupe: number): Lien[] {
  const liens = new Map<number, Lien>()
  const lienAvec = (lieu: number) => {
    const lien = liens.get(lieu) ?? { groupe, lieu, retours: 0, poids: 0, natifs: 0 }
    liens.set(lieu, lien)
    return lien
  }
  for (const { lieu, retour, natif } of membres) {
    if (retour !== undefined) lienAvec(retour).retours++
    if (lieu === undefined) continue
    const lien = lienAvec(lieu)
    lien.poids++
    if (natif) lien.natifs++
  }
  return [...liens.values()]
}

/** A record that needs a number, by the lieux it stood in, the oldest first. */
export interface SansNumero {
  readonly groupe: number
  readonly lieuxPasses: readonly number[]
}

/**
 * Splitting gives back the number that merging took away: each group without a lieu takes, among the numbers that nobody
 * uses, the one where most of its records stood, preferably alone; the oldest in doubt.
 * @param combien how many current records of the whole directory stood in each unused number
 */
export function rendreNumeros(
  membres: readonly SansNumero[],
  demandeurs: ReadonlySet<number>,
  combien: ReadonlyMap<number, number>
): ReadonlyMap<number, number> {
  const voix = new Map<string, { groupe: number; lieu: number; poids: number; rang: number }>()
  for (const { groupe, lieuxPasses } of membres)
    lieuxPasses.forEach((lieu, rang) => {
      if (!combien.has(lieu) || !demandeurs.has(groupe)) return
      const voisin = voix.get(`${groupe} ${lieu}`) ?? { groupe, lieu, poids: 0, rang }
      voix.set(`${groupe} ${lieu}`, { ...voisin, poids: voisin.poids + 1, rang: Math.min(voisin.rang, rang) })
    })
  const part = ({ lieu, poids }: { lieu: number; poids: number }) => poids / (combien.get(lieu) as number)
  const ordre = [...voix.values()].sort(
    (a, b) => b.poids - a.poids || part(b) - part(a) || a.rang - b.rang || a.lieu - b.lieu || a.groupe - b.groupe
  )
  const rendus = new Map<number, number>()
  const pris = new Set<number>()
  for (const { groupe, lieu } of ordre) {
    if (rendus.has(groupe) || pris.has(lieu)) continue
    rendus.set(groupe, lieu)
    pris.add(lieu)
  }
  return rendus
}
