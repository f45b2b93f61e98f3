import { avecTables, avecTablesTrx, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { DonneesDuJeton, GenreJeton } from '../domain/jeton.ts'
import type { TablesComptes } from './tables.ts'

export interface JetonTrouve<G extends GenreJeton> {
  readonly compteId: string | null
  readonly donnees: DonneesDuJeton[G]
}

export async function saveJeton<G extends GenreJeton>(
  trx: Trx,
  jeton: {
    readonly empreinte: string
    readonly genre: G
    readonly compteId: string | null
    readonly donnees: DonneesDuJeton[G]
    readonly creeLe: Date
    readonly expireLe: Date
  }
): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  await t.deleteFrom('jeton').where('expire_le', '<=', jeton.creeLe).execute()
  await t
    .insertInto('jeton')
    .values({
      empreinte: jeton.empreinte,
      genre: jeton.genre,
      compte_id: jeton.compteId,
      donnees: jsonPourPostgres(jeton.donnees),
      cree_le: jeton.creeLe,
      expire_le: jeton.expireLe
    })
    .execute()
}

/** Uses a token up, in one statement: of two simultaneous uses, one finds it. */
export async function takeJeton<G extends GenreJeton>(
  trx: Trx,
  genre: G,
  empreinte: string,
  now: Date
): Promise<JetonTrouve<G> | undefined> {
  const ligne = await avecTablesTrx<TablesComptes>(trx)
    .deleteFrom('jeton')
    .where('empreinte', '=', empreinte)
    .where('genre', '=', genre)
    .where('expire_le', '>', now)
    .returning(['compte_id', 'donnees'])
    .executeTakeFirst()
  return ligne && { compteId: ligne.compte_id, donnees: ligne.donnees as DonneesDuJeton[G] }
}

/** Reads a token without using it: to show the page of what it will do. */
export async function findJeton<G extends GenreJeton>(
  db: Db,
  genre: G,
  empreinte: string,
  now: Date
): Promise<JetonTrouve<G> | undefined> {
  const ligne = await avecTables<TablesComptes>(db)
    .selectFrom('jeton')
    .select(['compte_id', 'donnees'])
    .where('empreinte', '=', empreinte)
    .where('genre', '=', genre)
    .where('expire_le', '>', now)
    .executeTakeFirst()
  return ligne && { compteId: ligne.compte_id, donnees: ligne.donnees as DonneesDuJeton[G] }
}

/** Withdraws the tokens of an account: all, or those of some kinds. */
export async function dropJetons(trx: Trx, compteId: string, genres?: readonly GenreJeton[]): Promise<void> {
  let requete = avecTablesTrx<TablesComptes>(trx).deleteFrom('jeton').where('compte_id', '=', compteId)
  if (genres) requete = requete.where('genre', 'in', genres)
  await requete.execute()
}

export async function dropExpired(trx: Trx, now: Date): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  await t.deleteFrom('jeton').where('expire_le', '<=', now).execute()
  await t.deleteFrom('session').where('expire_le', '<=', now).execute()
  await t.deleteFrom('lien_administration').where('expire_le', '<=', now).execute()
}
