import { avecTablesTrx, type Trx } from '../../../platform/db/index.ts'
import type { TablesComptes } from './tables.ts'

/** Accounts that no secret opens, all at once. */
export async function insertFigurants(trx: Trx, figurants: readonly string[], le: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .insertInto('compte')
    .values(
      figurants.map((id) => ({
        id,
        courriel: `${id}@demonstration.example`,
        confirmee_le: le,
        pseudonyme: `Figurant ${id.slice(0, 8)}`,
        nom: null,
        mot_de_passe: null,
        mot_de_passe_le: null,
        cree_le: le
      }))
    )
    .execute()
}

export async function deleteFigurants(trx: Trx, figurants: readonly string[]): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('compte').where('id', 'in', figurants).execute()
}
