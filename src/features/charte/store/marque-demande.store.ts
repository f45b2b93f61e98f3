import type { Selectable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Demande, Reponse } from '../domain/marque/demande.ts'
import type { TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

export type DemandeDeMarque = Selectable<TablesCharte['marque_demande']>

export async function insertDemande(
  trx: Trx,
  id: string,
  compteId: string,
  { reseau, organisme, usage, du, au }: Demande,
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('marque_demande')
    .values({
      id,
      reseau_id: reseau,
      compte_id: compteId,
      organisme,
      usage,
      du,
      au,
      deposee_le: now,
      reponse: null,
      repondue_le: null,
      repondue_par: null
    })
    .execute()
}

export async function findDemande(db: Db, id: string): Promise<DemandeDeMarque | undefined> {
  return t(db).selectFrom('marque_demande').selectAll().where('id', '=', id).executeTakeFirst()
}

/** One statement answers: of two at once, the second finds it answered. */
export async function saveReponse(
  trx: Trx,
  id: string,
  { reponse, texte }: Reponse,
  par: string,
  now: Date
): Promise<boolean> {
  const faite = await w(trx)
    .updateTable('marque_demande')
    .set({ reponse, texte, repondue_le: now, repondue_par: par })
    .where('id', '=', id)
    .where('reponse', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return faite !== undefined
}

/** Those that wait for an answer first, the oldest of them before; then the register of answers, the latest first. */
export async function listDemandes(db: Db, reseaux: readonly string[], limite: number): Promise<DemandeDeMarque[]> {
  if (reseaux.length === 0) return []
  const toutes = t(db).selectFrom('marque_demande').selectAll().where('reseau_id', 'in', reseaux).limit(limite)
  return [
    ...(await toutes.where('reponse', 'is', null).orderBy('deposee_le').execute()),
    ...(await toutes.where('reponse', 'is not', null).orderBy('repondue_le', 'desc').execute())
  ]
}

export async function listDemandesDe(db: Db, compteId: string): Promise<DemandeDeMarque[]> {
  return t(db)
    .selectFrom('marque_demande')
    .selectAll()
    .where('compte_id', '=', compteId)
    .orderBy('deposee_le', 'desc')
    .execute()
}

/** What was agreed stays, without the person: it binds who asked. The rest goes. */
export async function forgetDemandes(trx: Trx, compteId: string): Promise<void> {
  await w(trx)
    .deleteFrom('marque_demande')
    .where('compte_id', '=', compteId)
    .where((eb) => eb.or([eb('reponse', 'is', null), eb('reponse', '=', 'refus')]))
    .execute()
  await w(trx).updateTable('marque_demande').set({ compte_id: null }).where('compte_id', '=', compteId).execute()
}
