import type { Db } from '../../../platform/db/index.ts'
import { perimetreDe } from '../../reseaux/index.ts'
import { INCONNU } from '../domain/facette.ts'
import { obtenirIndex } from '../index/annuaire-cherchable.ts'

interface Territoire {
  readonly genre: 'commune' | 'epci' | 'departement' | 'region'
  readonly code: string
}

export interface LieuxDuPerimetre {
  readonly total: number
  /** How many lieux give each help, the most frequent first. */
  readonly services: readonly { readonly service: string; readonly nombre: number }[]
}

const SERVICES_MONTRES = 5

/**
 * The lieux of these territories together; without any, those of everywhere. One territory alone is asked by its own key, as
 * the search of `/lieux` does: the two counts are the same.
 */
export async function lieuxDuPerimetre(db: Db, territoires: readonly Territoire[]): Promise<LieuxDuPerimetre> {
  const { lieux, geo } = await obtenirIndex(db)
  const [seul, ...autres] = territoires
  const cles = !seul
    ? {}
    : autres.length === 0
      ? { [seul.genre]: [seul.code] }
      : { commune: [...perimetreDe(geo, territoires)] }
  const { total, comptes } = lieux.chercher({ cles, tri: 'numero', debut: 0, limite: 0, comptes: true })
  return {
    total,
    services: Object.entries(comptes?.services ?? {})
      .filter(([service]) => service !== INCONNU)
      .map(([service, nombre]) => ({ service, nombre }))
      .sort((a, b) => b.nombre - a.nombre || (a.service < b.service ? -1 : 1))
      .slice(0, SERVICES_MONTRES)
  }
}
