import { MOYENNE_GROUPE, SEUIL_CONTRAIRE } from './poids.ts'

/** Beyond this many different records, one lieu is not believable: a person decides. Twins count once. */
const GROUPE_MAX = 64

export interface Lien {
  readonly a: number
  readonly b: number
  /** A person's « same » is `Infinity`. */
  readonly score: number
}

/**
 * Groups the records of one component, from the strongest link to the weakest. Two groups join only if no pair
 * across them is clearly contrary, and if the pairs across them agree on average: a chain of near neighbours
 * does not make one lieu.
 * @param liens sorted by the caller, strongest first, ties broken by what the records say
 * @param score log-odds of any two records, compared or not; undefined for those that have no say
 * @param separes true when a person said « not the same »
 */
export function grouper(
  taille: number,
  liens: readonly Lien[],
  score: (a: number, b: number) => number | undefined,
  separes: (a: number, b: number) => boolean
): Int32Array {
  const groupe = Int32Array.from({ length: taille }, (_, i) => i)
  const membres: number[][] = Array.from({ length: taille }, (_, i) => [i])
  const refuses = new Set<number>()
  const version = new Int32Array(taille)

  for (const lien of liens) {
    const g1 = Math.min(groupe[lien.a] as number, groupe[lien.b] as number)
    const g2 = Math.max(groupe[lien.a] as number, groupe[lien.b] as number)
    if (g1 === g2) continue
    const m1 = membres[g1] as number[]
    const m2 = membres[g2] as number[]
    const decide = lien.score === Infinity
    if (!decide && m1.length + m2.length > GROUPE_MAX) continue
    // A pair of groups that was refused stays refused until one of them grows.
    const essai = (g1 * taille + g2) * 4096 + (((version[g1] as number) + (version[g2] as number)) & 4095)
    if (refuses.has(essai)) continue
    if (!tiennent(m1, m2, decide, score, separes)) {
      refuses.add(essai)
      continue
    }
    for (const m of m2) groupe[m] = g1
    membres[g1] = m1.concat(m2)
    membres[g2] = []
    version[g1] = (version[g1] as number) + 1
  }
  return groupe
}

function tiennent(
  m1: readonly number[],
  m2: readonly number[],
  decide: boolean,
  score: (a: number, b: number) => number | undefined,
  separes: (a: number, b: number) => boolean
): boolean {
  for (const a of m1) for (const b of m2) if (separes(a, b)) return false
  if (decide) return true
  let somme = 0
  let nombre = 0
  for (const a of m1)
    for (const b of m2) {
      const s = score(a, b)
      if (s === undefined) continue
      if (s <= SEUIL_CONTRAIRE) return false
      somme += s
      nombre++
    }
  return somme >= MOYENNE_GROUPE * nombre
}
