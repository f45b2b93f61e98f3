import type { Totaux } from './opinion.ts'

/** Under this number of opinions, a share says nothing of what people think. */
export const AVIS_MIN = 10
/** A point of disagreement: on each side, one person in three at least. */
const PART_DU_DESACCORD = 1 / 3

export const totalDe = ({ accord, revoir }: Totaux): number => accord + revoir

/** The share of « d’accord », from 0 to 1; undefined of no opinion. */
export const partDAccord = (totaux: Totaux): number | undefined =>
  totalDe(totaux) > 0 ? totaux.accord / totalDe(totaux) : undefined

/** Items from the most agreed with to the least, then those that too few people answered, the most answered first. */
export function classer<T extends Totaux>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => {
    const [assezA, assezB] = [totalDe(a) >= AVIS_MIN, totalDe(b) >= AVIS_MIN]
    if (assezA !== assezB) return assezA ? -1 : 1
    if (!assezA) return totalDe(b) - totalDe(a)
    // Exact: no share is rounded. Equal shares: the one that more people answered says more.
    return b.accord * totalDe(a) - a.accord * totalDe(b) || totalDe(b) - totalDe(a)
  })
}

/**
 * Points of disagreement: items with enough opinions that split people most evenly, the closest first; equally close, the
 * one that more people answered.
 */
export function desaccords<T extends Totaux>(items: readonly T[], nombre = 5): readonly T[] {
  const ecart = ({ accord, revoir }: Totaux) => Math.abs(accord - revoir)
  return items
    .filter((item) => totalDe(item) >= AVIS_MIN)
    .filter((item) => Math.min(item.accord, item.revoir) >= PART_DU_DESACCORD * totalDe(item))
    .toSorted((a, b) => ecart(a) * totalDe(b) - ecart(b) * totalDe(a) || totalDe(b) - totalDe(a))
    .slice(0, nombre)
}

export interface ValeurPartagee {
  readonly libelle: string
  /** How many times people gave it. */
  readonly choix: number
  /** On how many items. */
  readonly items: number
}

/** The values that people gave most, each said once whatever the item; one person alone shares nothing. */
export function partages(
  attributions: readonly { readonly libelle: string; readonly choix: number }[],
  nombre = 12
): readonly ValeurPartagee[] {
  const parValeur = new Map<string, { libelle: string; choix: number; items: number }>()
  for (const { libelle, choix } of attributions) {
    const valeur = parValeur.get(libelle) ?? { libelle, choix: 0, items: 0 }
    parValeur.set(libelle, { libelle, choix: valeur.choix + choix, items: valeur.items + 1 })
  }
  return [...parValeur.values()]
    .filter(({ choix }) => choix > 1)
    .toSorted((a, b) => b.choix - a.choix || b.items - a.items || (a.libelle < b.libelle ? -1 : 1))
    .slice(0, nombre)
}

/** How much of a group said one thing of an item, once enough of its members answered. */
export interface AccordDuGroupe<T> {
  readonly item: T
  readonly accord: number
  readonly revoir: number
}

/** In a group, what is shown of an item: as many answers as would hide anybody. */
const REPONSES_DU_GROUPE_MIN = 5

/**
 * What a group says together, and not as the others do: the items on which its share of « d’accord » is furthest from that
 * of all the other groups, on each side of one half.
 */
export function distinguer<T>(
  groupe: ReadonlyMap<T, Totaux>,
  autres: readonly ReadonlyMap<T, Totaux>[],
  nombre = 3
): { readonly accords: readonly AccordDuGroupe<T>[]; readonly revoirs: readonly AccordDuGroupe<T>[] } {
  const vus = [...groupe]
    .filter(([, totaux]) => totalDe(totaux) >= REPONSES_DU_GROUPE_MIN)
    .map(([item, { accord, revoir }]) => {
      const ailleurs = autres.reduce<Totaux>(
        (somme, avis) => ({
          accord: somme.accord + (avis.get(item)?.accord ?? 0),
          revoir: somme.revoir + (avis.get(item)?.revoir ?? 0)
        }),
        { accord: 0, revoir: 0 }
      )
      const part = accord / (accord + revoir)
      return { item, accord, revoir, part, ecart: part - (partDAccord(ailleurs) ?? 0.5) }
    })
  const garder = (sens: 1 | -1) =>
    vus
      .filter(({ part, ecart }) => sens * (part - 0.5) > 0 && sens * ecart > 0)
      .toSorted((a, b) => sens * (b.ecart - a.ecart))
      .slice(0, nombre)
      .map(({ item, accord, revoir }) => ({ item, accord, revoir }))
  return { accords: garder(1), revoirs: garder(-1) }
}
