import type { Selectable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TableCompteRendu, TableEtude, TablesGouvernance } from './tables.ts'

export type CompteRendu = Selectable<TableCompteRendu>
export type Etude = Selectable<TableEtude>

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

/** Writes a minute or changes a draft. False when it is published: what was published does not change. */
export async function saveCompteRendu(trx: Trx, ligne: CompteRendu): Promise<boolean> {
  const { id, reseau_id: _, ...valeurs } = ligne
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('compte_rendu')
    .values(ligne)
    .onConflict((oc) =>
      oc.column('id').doUpdateSet(valeurs).where('compte_rendu.publie_le', 'is', null).where('compte_rendu.id', '=', id)
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function findCompteRendu(db: Db, id: string): Promise<CompteRendu | undefined> {
  return t(db).selectFrom('compte_rendu').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The minutes of a committee, the latest first. */
export async function listComptesRendus(
  db: Db,
  reseauId: string,
  { publies }: { readonly publies: boolean }
): Promise<CompteRendu[]> {
  return t(db)
    .selectFrom('compte_rendu')
    .selectAll()
    .where('reseau_id', '=', reseauId)
    .$if(publies, (q) => q.where('publie_le', 'is not', null))
    .orderBy('tenue_le', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** A study goes on after it is published: its state and its document come later. */
export async function saveEtude(trx: Trx, ligne: Etude): Promise<void> {
  const { id: _, reseau_id: __, ...valeurs } = ligne
  await w(trx)
    .insertInto('etude')
    .values(ligne)
    .onConflict((oc) => oc.column('id').doUpdateSet(valeurs))
    .execute()
}

export async function findEtude(db: Db, id: string): Promise<Etude | undefined> {
  return t(db).selectFrom('etude').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The studies of a committee, the last one touched first. */
export async function listEtudes(
  db: Db,
  reseauId: string,
  { publiees }: { readonly publiees: boolean }
): Promise<Etude[]> {
  return t(db)
    .selectFrom('etude')
    .selectAll()
    .where('reseau_id', '=', reseauId)
    .$if(publiees, (q) => q.where('publiee_le', 'is not', null))
    .orderBy('modifiee_le', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}
