/** Fewer than this in a cell, and somebody could be found again in it. */
export const CASE_MIN = 5

export interface CompteDuJour {
  /** A civil day, YYYY-MM-DD. */
  readonly jour: string
  readonly nombre: number
}

/** How many, from a day to a day, both included. `entiere`: all there is, whatever the days. */
export interface Periode {
  readonly du: string
  readonly au: string
  readonly nombre: number
  readonly entiere: boolean
}

/**
 * Days put together so that no cell is under `minimum`: a day joins the next ones until they are enough; what is left at
 * the end joins the last period. When all the days together are too few, they are one period, which says no more than
 * the total that the pages already show. The sum never changes.
 * @param bornes the first and the last day of the whole: without them the ends would say the day of a lone gesture
 */
export function regrouper(
  jours: readonly CompteDuJour[],
  bornes: { readonly du: string; readonly au: string },
  minimum = CASE_MIN
): readonly Periode[] {
  const total = jours.reduce((somme, { nombre }) => somme + nombre, 0)
  if (total === 0) return []
  const periodes: { du: string; au: string; nombre: number }[] = []
  let du = bornes.du
  let nombre = 0
  for (const un of jours.toSorted((a, b) => (a.jour < b.jour ? -1 : 1))) {
    // A day that is enough by itself is one cell, and so are those before it.
    if (nombre === 0) du = un.jour
    nombre += un.nombre
    if (nombre < minimum) continue
    periodes.push({ du, au: un.jour, nombre })
    nombre = 0
  }
  const derniere = periodes.at(-1)
  if (!derniere) return [{ ...bornes, nombre: total, entiere: true }]
  if (nombre > 0) {
    derniere.nombre += nombre
    derniere.au = bornes.au
  }
  return periodes.map((periode) => ({ ...periode, entiere: false }))
}
