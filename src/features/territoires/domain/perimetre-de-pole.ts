import { plusJours } from '../../../kernel/dates-legales.ts'
import type { Jour } from '../../../kernel/jour.ts'
import type { Zone } from '../../../kernel/role.ts'

/** A zone of a pôle, from a day to another one, both whole; without an end until somebody changes it. */
export interface TerritoireDePole extends Zone {
  readonly du: Jour
  readonly au: Jour | undefined
}

/** Where a pôle is on a civil day. */
export const perimetreAuJour = (territoires: readonly TerritoireDePole[], jour: Jour): readonly Zone[] =>
  territoires
    .filter(({ du, au }) => du <= jour && (au === undefined || au >= jour))
    .map(({ genre, code }) => ({ genre, code }))
    .sort((a, b) => (cle(a) < cle(b) ? -1 : 1))

/** What changes on a day: zones that come, zones that go. */
export interface ChangementDePerimetre {
  readonly jour: Jour
  readonly ajouts: readonly Zone[]
  readonly retraits: readonly Zone[]
}

/** The days when the perimeter changes, in order. A zone that ends and starts again the next day has not changed. */
export function changementsDePerimetre(territoires: readonly TerritoireDePole[]): readonly ChangementDePerimetre[] {
  const jours = new Set(territoires.flatMap(({ du, au }) => [du, ...(au ? [plusJours(au, 1)] : [])]))
  return [...jours].sort().flatMap((jour) => {
    const avant = perimetreAuJour(territoires, plusJours(jour, -1))
    const apres = perimetreAuJour(territoires, jour)
    const ajouts = moins(apres, avant)
    const retraits = moins(avant, apres)
    return ajouts.length + retraits.length > 0 ? [{ jour, ajouts, retraits }] : []
  })
}

/**
 * The perimeter is `zones` from `jour` on: what was planned after that day is forgotten, what was before stays as it was
 * (POL-09: one may always read where a pôle was).
 */
export function changerPerimetre(
  territoires: readonly TerritoireDePole[],
  zones: readonly Zone[],
  jour: Jour
): readonly TerritoireDePole[] {
  const voulues = new Map(zones.map((zone) => [cle(zone), zone]))
  const veille = plusJours(jour, -1)
  const passes = territoires.flatMap((t): TerritoireDePole[] => {
    if (t.du >= jour) return []
    if (t.au !== undefined && t.au < veille) return [t]
    // What held until the day before goes on, or ends there.
    return voulues.delete(cle(t)) ? [{ ...t, au: undefined }] : [{ ...t, au: veille }]
  })
  return [...passes, ...[...voulues.values()].map(({ genre, code }) => ({ genre, code, du: jour, au: undefined }))]
}

const cle = ({ genre, code }: Zone) => `${genre}:${code}`

const moins = (de: readonly Zone[], ceux: readonly Zone[]): readonly Zone[] => {
  const cles = new Set(ceux.map(cle))
  return de.filter((zone) => !cles.has(cle(zone)))
}
