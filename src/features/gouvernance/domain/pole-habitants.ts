import type { Champ } from '../../../kernel/droit.ts'
import type { Zone } from '../../../kernel/role.ts'
import type { Commune } from '../../territoires/vocabulaire.ts'

/** Inhabitants of the communes that a right reaches, each commune once (POL-08: the density of a territory). */
export function compterHabitants(communes: readonly Commune[], champ: Champ): number {
  const estDedans = champ === 'partout' ? () => true : dedans(champ)
  return communes.reduce((somme, commune) => somme + (estDedans(commune) ? (commune.population ?? 0) : 0), 0)
}

/** The rule of `estDans`, by sets: there are 35,000 communes, and a pôle may be made of hundreds of zones. */
function dedans(portions: Exclude<Champ, 'partout'>): (commune: Commune) => boolean {
  const etendues = portions.map(({ etendue }) => etendue.map((zones) => new Set(zones.map(cle))))
  return ({ code, epci, departement, region }) => {
    const siennes = [
      `commune:${code}`,
      ...(epci ? [`epci:${epci}`] : []),
      `departement:${departement}`,
      `region:${region}`
    ]
    return etendues.some((listes) => listes.every((zones) => siennes.some((zone) => zones.has(zone))))
  }
}

const cle = ({ genre, code }: Zone) => `${genre}:${code}`
