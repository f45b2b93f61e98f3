import type { CentreOfficiel } from './centres-officiels.ts'
import type { Geographie, OriginePosition } from './commune.ts'
import { distanceEnMetres } from './distance.ts'

export interface Ecarts {
  readonly communes: number
  /** Metres between the position held and the official one: half of the communes are nearer, 95 % are nearer. */
  readonly mediane: number
  readonly p95: number
  /** Share of the inhabitants whose commune is placed within 5 km of its official centre. */
  readonly partPopulationA5Km: number
}

/** How far the positions held are from official centres: of all communes, or of those that one origin placed. */
export function mesurerEcarts(
  geographie: Geographie,
  centres: readonly CentreOfficiel[],
  origine?: OriginePosition
): Ecarts | undefined {
  const mesures = centres.flatMap((centre) => {
    const commune = geographie.commune(centre.code)
    if (!commune?.centre || (origine && commune.centre.origine !== origine)) return []
    return [{ distance: distanceEnMetres(commune.centre, centre), habitants: commune.population ?? 0 }]
  })
  const distances = mesures.map(({ distance }) => distance).sort((a, b) => a - b)
  const rang = (part: number) => distances[Math.min(distances.length - 1, Math.floor(distances.length * part))]
  const [mediane, p95] = [rang(0.5), rang(0.95)]
  if (mediane === undefined || p95 === undefined) return undefined

  const habitants = (liste: typeof mesures) => liste.reduce((somme, m) => somme + m.habitants, 0)
  const proches = habitants(mesures.filter(({ distance }) => distance <= 5_000))
  return { communes: distances.length, mediane, p95, partPopulationA5Km: proches / Math.max(1, habitants(mesures)) }
}
