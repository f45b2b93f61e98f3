import { type Attribution, definitionRole, RESEAU_NATIONAL, type Role, TOUS_LES_RESEAUX, type Zone } from './role.ts'

/**
 * How far a role carries a permission: the whole site; its réseau; the lieux of its territory; the lieux it names. What is
 * decided must say where it is, or is refused.
 */
export type Portee = 'partout' | 'reseau' | 'territoire' | 'lieu'

/** Who holds a permission, and how far. A visitor's and a contributor's have no place to be limited to. */
export type Octroi = { readonly visiteur?: 'partout'; readonly contributeur?: 'partout' } & {
  readonly [R in Exclude<Role, 'contributeur'>]?: Portee
}

/** What a right is asked about. `dans`: every place that holds it, from its commune to its région. */
export interface Objet {
  readonly reseau?: string | undefined
  readonly dans?: readonly Zone[] | undefined
  readonly lieu?: number | undefined
}

/** Who asks: what an `Acteur` says of itself. */
export interface Sujet {
  /** An account whose address is confirmed. */
  readonly compte?: { readonly confirme: boolean } | undefined
  readonly attributions: readonly Attribution[]
}

/**
 * True only when the grant says so. Without an object: « may enter », holds it somewhere. With one: an attribution covers
 * it. What is open to visitors is open to all.
 */
export function estAutorise(octroi: Octroi | undefined, sujet: Sujet, objet?: Objet): boolean {
  if (!octroi) return false
  if (octroi.visiteur) return true
  if (octroi.contributeur && sujet.compte?.confirme) return true
  return sujet.attributions.some((attribution) => {
    // A role nobody knows may come from a row: it has no line of its own here.
    const portee = Object.hasOwn(octroi, attribution.role) ? octroi[attribution.role] : undefined
    return portee !== undefined && isWhole(attribution) && couvre(attribution, portee, objet)
  })
}

/** A limit: inside one zone of each list. */
export type Etendue = readonly (readonly Zone[])[]

/** A part of what a permission reaches: inside these zones and, when it names lieux, those alone. */
export interface Portion {
  readonly etendue: Etendue
  readonly lieux?: readonly number[]
}

/** Where a permission reaches: everywhere, or the union of these. */
export type Champ = 'partout' | readonly Portion[]

/** The same rule turned round, for queries: where this person holds the permission. */
export function champDe(octroi: Octroi | undefined, sujet: Sujet): Champ {
  const portions: Portion[] = []
  if (!octroi) return portions
  if (octroi.visiteur || (octroi.contributeur && sujet.compte?.confirme)) return 'partout'
  for (const attribution of sujet.attributions) {
    const portee = Object.hasOwn(octroi, attribution.role) ? octroi[attribution.role] : undefined
    if (portee === undefined || !isWhole(attribution)) continue
    if (portee === 'partout' && isEverywhere(attribution)) return 'partout'
    const etendue = etendueDe(attribution)
    if (portee === 'lieu') portions.push({ etendue, lieux: attribution.lieux ?? [] })
    if (portee !== 'territoire') continue
    if (etendue.length === 0) return 'partout'
    portions.push({ etendue })
  }
  return portions
}

/** True when the object lies inside one zone of each list. */
export const estDans = (etendue: Etendue, dans: readonly Zone[]): boolean =>
  etendue.every((zones) => zones.some((zone) => dans.some((d) => d.genre === zone.genre && d.code === zone.code)))

function couvre(attribution: Attribution, portee: Portee, objet: Objet | undefined): boolean {
  switch (portee) {
    case 'partout':
      return isEverywhere(attribution)
    case 'reseau':
      return !objet || (objet.reseau !== undefined && holdsReseau(attribution, objet.reseau))
    case 'territoire':
      if (!objet) return true
      if (objet.reseau !== undefined && !holdsReseau(attribution, objet.reseau)) return false
      return estDans(etendueDe(attribution), objet.dans ?? [])
    case 'lieu':
      if (!objet) return (attribution.lieux ?? []).length > 0
      // A réseau gives no right over a lieu that is not on its ground.
      return (
        objet.lieu !== undefined &&
        (attribution.lieux ?? []).includes(objet.lieu) &&
        estDans(etendueDe(attribution), objet.dans ?? [])
      )
  }
}

// The site is run by the national réseau; its administrators hold all the others, as the administration's link does.
const isEverywhere = ({ reseau, territoires }: Attribution) =>
  (reseau === TOUS_LES_RESEAUX || reseau === RESEAU_NATIONAL) && territoires === undefined

const holdsReseau = ({ role, reseau }: Attribution, voulu: string) =>
  reseau === voulu || reseau === TOUS_LES_RESEAUX || (role === 'administrateur' && reseau === RESEAU_NATIONAL)

function etendueDe({ reseau, territoires, perimetre = [] }: Attribution): Etendue {
  return [
    ...(reseau === TOUS_LES_RESEAUX || reseau === RESEAU_NATIONAL ? [] : [perimetre]),
    ...(territoires ? [territoires] : [])
  ]
}

// A coordinator of nowhere would otherwise be one of everywhere.
function isWhole({ role, territoires, lieux }: Attribution): boolean {
  const definition = definitionRole(role)
  return (
    (definition.territoires !== 'exiges' || (territoires ?? []).length > 0) &&
    (definition.lieux !== 'exiges' || (lieux ?? []).length > 0)
  )
}
