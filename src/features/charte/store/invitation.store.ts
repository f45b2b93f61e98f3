import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Etat } from '../domain/adhesion/situation.ts'
import type { TablesCharte } from './tables.ts'

/** What the database knows of a lieu that a réseau might invite. */
export interface LieuInvitable {
  readonly id: number
  readonly etat: Etat
  readonly tenu: boolean
  readonly derniere: Date | null
  readonly refuse: boolean
}

export async function listInvitables(
  db: Db,
  reseauId: string,
  lieux: readonly number[]
): Promise<ReadonlyMap<number, LieuInvitable>> {
  const { rows } = await sql<LieuInvitable>`
    select l.id, coalesce(a.etat, 'REFERENCE') as etat,
      exists (select from attribution t where t.retiree_le is null and t.lieux &&
        array(select m.id from lieu m where m.id = l.id or m.remplace_par = l.id)) as tenu,
      i.derniere, coalesce(i.refuse, false) as refuse
    from lieu l
    left join adhesion a on a.lieu_id = l.id and a.reseau_id = ${reseauId} and a.absorbee_par is null
    left join lateral (
      select max(le) as derniere, bool_or(refusee_le is not null) as refuse from adhesion_invitation where lieu_id = l.id
    ) i on true
    where l.id = any(${lieux}::bigint[]) and l.retire_le is null`.execute(db)
  return new Map(rows.map((ligne) => [ligne.id, ligne]))
}

export async function insertInvitation(
  trx: Trx,
  {
    adhesionId,
    lieuId,
    empreinte
  }: { readonly adhesionId: string; readonly lieuId: number; readonly empreinte: string },
  now: Date
): Promise<void> {
  await avecTablesTrx<TablesCharte>(trx)
    .insertInto('adhesion_invitation')
    .values({ id: randomUUID(), adhesion_id: adhesionId, lieu_id: lieuId, le: now, empreinte, refusee_le: null })
    .execute()
}

/** The lieu that a link of refusal is about. */
export async function findInvitation(
  db: Db,
  empreinte: string
): Promise<{ readonly lieuId: number; readonly refusee: boolean } | undefined> {
  const ligne = await avecTables<TablesCharte>(db)
    .selectFrom('adhesion_invitation')
    .select(['lieu_id', 'refusee_le'])
    .where('empreinte', '=', empreinte)
    .executeTakeFirst()
  return ligne && { lieuId: ligne.lieu_id, refusee: ligne.refusee_le !== null }
}

/** Twice is once. */
export async function refuseInvitations(trx: Trx, empreinte: string, now: Date): Promise<void> {
  await avecTablesTrx<TablesCharte>(trx)
    .updateTable('adhesion_invitation')
    .set({ refusee_le: now })
    .where('empreinte', '=', empreinte)
    .where('refusee_le', 'is', null)
    .execute()
}
