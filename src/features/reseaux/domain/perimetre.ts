import type { Commune } from '../../territoires/vocabulaire.ts'

export type GenreTerritoireReseau = 'commune' | 'epci' | 'departement' | 'region'

/** A territory of a réseau, by its official code. */
export interface TerritoireDeReseau {
  readonly genre: GenreTerritoireReseau
  readonly code: string
}

/** The communes of a réseau, by INSEE code; `partout` for the national one. */
export type Perimetre = 'partout' | ReadonlySet<string>

interface GeographieDesPerimetres {
  readonly communes: readonly Commune[]
  commune(code: string): Commune | undefined
}

/**
 * Today's communes of these territories together. A territory that today's division no longer knows adds none; a former
 * commune adds the one it belongs to.
 */
export function perimetreDe(
  geo: GeographieDesPerimetres,
  territoires: readonly TerritoireDeReseau[]
): ReadonlySet<string> {
  const codes = (genre: GenreTerritoireReseau) =>
    new Set(territoires.filter((t) => t.genre === genre).map(({ code }) => code))
  const [epcis, departements, regions] = [codes('epci'), codes('departement'), codes('region')]
  const perimetre = new Set<string>()
  for (const code of codes('commune')) {
    const commune = geo.commune(code)
    if (commune) perimetre.add(commune.code)
  }
  if (epcis.size + departements.size + regions.size > 0)
    for (const { code, epci, departement, region } of geo.communes)
      if ((epci !== undefined && epcis.has(epci)) || departements.has(departement) || regions.has(region))
        perimetre.add(code)
  return perimetre
}

/** A lieu is inside by the INSEE code of its commune, even a former one. Without a code, only `partout` holds it. */
export function estDansLePerimetre(
  geo: GeographieDesPerimetres,
  perimetre: Perimetre,
  codeInsee: string | null | undefined
): boolean {
  if (perimetre === 'partout') return true
  return codeInsee ? perimetre.has(geo.commune(codeInsee)?.code ?? codeInsee) : false
}

/**
 * What already holds a territory that one would add: one of those that are there, or all of them together (`ensemble`).
 * Undefined when it would bring at least one commune.
 */
export function dejaCouvert(
  geo: GeographieDesPerimetres,
  presents: readonly TerritoireDeReseau[],
  nouveau: TerritoireDeReseau
): TerritoireDeReseau | 'ensemble' | undefined {
  const apporte = perimetreDe(geo, [nouveau])
  if (!contient(perimetreDe(geo, presents), apporte)) return undefined
  return presents.find((present) => contient(perimetreDe(geo, [present]), apporte)) ?? 'ensemble'
}

const contient = (grand: ReadonlySet<string>, petit: ReadonlySet<string>) => [...petit].every((code) => grand.has(code))

/** Réseaux may overlap; people who draw a perimeter want to know with whom. */
export function seCroisent(un: ReadonlySet<string>, autre: ReadonlySet<string>): boolean {
  const [petit, grand] = un.size < autre.size ? [un, autre] : [autre, un]
  return [...petit].some((code) => grand.has(code))
}
