import type { Cle, Decision } from './rapprochement/rapprochement.ts'

/** The decisions that a new one would contradict: they, together, already say the opposite. */
export interface Contradiction<D extends Decision> {
  readonly nouvelle: Decision
  /** « Same » decisions that tie the two records, or the « different » one that keeps them apart and the ties that lead to it. */
  readonly par: readonly D[]
}

const nom = ({ source, cle }: Cle) => `${source}\u0000${cle}`

/**
 * « Same » is transitive: what is the same as the same is the same. A new « different » is refused when « same » decisions
 * already tie its two records; a new « same » is refused when it would tie two records that people keep apart.
 * The new decisions are also checked among themselves, in their order. Undefined when nothing contradicts.
 */
export function findContradiction<D extends Decision>(
  existantes: readonly D[],
  nouvelles: readonly Decision[]
): Contradiction<D> | undefined {
  const liens = new Map<string, { autre: string; decision: D | undefined }[]>()
  const separations: { a: string; b: string; decision: D | undefined }[] = []
  const add = (decision: Decision, existante: D | undefined) => {
    const [a, b] = [nom(decision.a), nom(decision.b)]
    if (decision.genre === 'different') separations.push({ a, b, decision: existante })
    else
      for (const [de, vers] of [
        [a, b],
        [b, a]
      ] as const) {
        const voisins = liens.get(de)
        if (voisins) voisins.push({ autre: vers, decision: existante })
        else liens.set(de, [{ autre: vers, decision: existante }])
      }
  }
  for (const decision of existantes) add(decision, decision)

  for (const nouvelle of nouvelles) {
    const [a, b] = [nom(nouvelle.a), nom(nouvelle.b)]
    if (nouvelle.genre === 'different') {
      const chemin = findPath(liens, a, b)
      if (chemin) return { nouvelle, par: chemin.flatMap((d) => d ?? []) }
    } else {
      const cotesA = reach(liens, a)
      const cotesB = reach(liens, b)
      for (const s of separations) {
        const [x, y] =
          cotesA.has(s.a) && cotesB.has(s.b) ? [s.a, s.b] : cotesA.has(s.b) && cotesB.has(s.a) ? [s.b, s.a] : []
        if (x === undefined || y === undefined) continue
        const par = [...(findPath(liens, a, x) ?? []), s.decision, ...(findPath(liens, y, b) ?? [])]
        return { nouvelle, par: par.flatMap((d) => d ?? []) }
      }
    }
    add(nouvelle, undefined)
  }
  return undefined
}

type Liens<D> = ReadonlyMap<string, readonly { readonly autre: string; readonly decision: D | undefined }[]>

function reach<D>(liens: Liens<D>, depart: string): ReadonlySet<string> {
  const vus = new Set([depart])
  for (const ici of vus) for (const { autre } of liens.get(ici) ?? []) vus.add(autre)
  return vus
}

/** The decisions along a shortest path; empty from a record to itself; undefined when nothing ties the two. */
function findPath<D>(liens: Liens<D>, depart: string, arrivee: string): (D | undefined)[] | undefined {
  const venu = new Map<string, { de: string; par: D | undefined } | undefined>([[depart, undefined]])
  for (const [ici] of venu) {
    if (ici === arrivee) {
      const chemin: (D | undefined)[] = []
      for (let pas = venu.get(ici); pas; pas = venu.get(pas.de)) chemin.push(pas.par)
      return chemin.reverse()
    }
    for (const { autre, decision } of liens.get(ici) ?? [])
      if (!venu.has(autre)) venu.set(autre, { de: ici, par: decision })
  }
  return undefined
}
