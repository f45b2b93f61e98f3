import { avecTables, type Db } from '../../../platform/db/index.ts'
import { CONTENU_VIDE, type Parametres } from '../domain/charte.ts'
import type { TablesCharte } from './tables.ts'

const NOMS = Object.keys(CONTENU_VIDE.parametres) as (keyof Parametres)[]

/** The figures of every version of a charter, by version. */
export async function listParametres(db: Db, charteId: string): Promise<ReadonlyMap<number, Parametres>> {
  const lignes = await avecTables<TablesCharte>(db)
    .selectFrom('charte_version')
    .select(['id', ...NOMS])
    .where('charte_id', '=', charteId)
    .execute()
  return new Map(lignes.map(({ id, ...parametres }) => [id, parametres]))
}
