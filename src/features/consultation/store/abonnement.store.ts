import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Evenement } from '../domain/annonce.ts'
import type { Consultation } from './consultation.store.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** @param consultationId null: every new consultation */
export async function insertAbonnement(
  trx: Trx,
  { compteId, consultationId }: { readonly compteId: string; readonly consultationId: string | null },
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('consultation_abonnement')
    .values({ id: randomUUID(), compte_id: compteId, consultation_id: consultationId, le: now })
    .onConflict((oc) => oc.columns(['compte_id', 'consultation_id']).doNothing())
    .execute()
}

export async function deleteAbonnementDe(
  trx: Trx,
  { compteId, consultationId }: { readonly compteId: string; readonly consultationId: string | null }
): Promise<void> {
  await w(trx)
    .deleteFrom('consultation_abonnement')
    .where('compte_id', '=', compteId)
    .where('consultation_id', 'is not distinct from', consultationId)
    .execute()
}

/** By the number that its messages carry: nobody else knows it. */
export async function deleteAbonnement(trx: Trx, id: string): Promise<void> {
  await w(trx).deleteFrom('consultation_abonnement').where('id', '=', id).execute()
}

export async function isAbonne(db: Db, compteId: string, consultationId: string | null): Promise<boolean> {
  const ligne = await t(db)
    .selectFrom('consultation_abonnement')
    .select('id')
    .where('compte_id', '=', compteId)
    .where('consultation_id', 'is not distinct from', consultationId)
    .executeTakeFirst()
  return ligne !== undefined
}

/** What a message's number follows: a consultation's title and address, or both null for all of them. */
export async function findAbonnement(
  db: Db,
  id: string
): Promise<{ readonly titre: string | null; readonly adresse: string | null } | undefined> {
  return t(db)
    .selectFrom('consultation_abonnement as a')
    .leftJoin('consultation as c', 'c.id', 'a.consultation_id')
    .select(['c.titre', 'c.adresse'])
    .where('a.id', '=', id)
    .executeTakeFirst()
}

/** Published consultations that have something left to tell: what the rule says of them is looked at next. */
export async function listAAnnoncer(db: Db): Promise<(Consultation & { readonly faites: readonly Evenement[] })[]> {
  const { rows } = await sql<Consultation & { faites: Evenement[] }>`
    select c.*, coalesce(array_agg(a.evenement) filter (where a.evenement is not null), '{}') as faites
    from consultation c left join consultation_annonce a on a.consultation_id = c.id
    where c.publiee_le is not null and c.archivee_le is null
    group by c.id having not coalesce(bool_or(a.evenement = 'restitution'), false)`.execute(db)
  return rows
}

/** True once: the first process that comes announces it. */
export async function insertAnnonce(
  trx: Trx,
  { consultationId, evenement }: { readonly consultationId: string; readonly evenement: Evenement },
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('consultation_annonce')
    .values({ consultation_id: consultationId, evenement, le: now, dernier: null })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The announcement, kept until the transaction ends: two processes do not write to the same people. */
export async function lockAnnonce(
  trx: Trx,
  consultationId: string,
  evenement: Evenement
): Promise<{ readonly le: Date; readonly dernier: string | null } | undefined> {
  return w(trx)
    .selectFrom('consultation_annonce')
    .select(['le', 'dernier'])
    .where('consultation_id', '=', consultationId)
    .where('evenement', '=', evenement)
    .forUpdate()
    .executeTakeFirst()
}

export async function moveAnnonce(
  trx: Trx,
  consultationId: string,
  evenement: Evenement,
  dernier: string
): Promise<void> {
  await w(trx)
    .updateTable('consultation_annonce')
    .set({ dernier })
    .where('consultation_id', '=', consultationId)
    .where('evenement', '=', evenement)
    .execute()
}

export interface AbonneAPrevenir {
  readonly abonnement: string
  readonly compte: string
  readonly courriel: string
}

/**
 * The next people to write to, one line each, after that account: who followed when it happened. An opening is also told to
 * those who follow every new consultation.
 */
export async function listAPrevenir(
  trx: Trx,
  {
    consultationId,
    evenement,
    le,
    dernier,
    nombre
  }: {
    readonly consultationId: string
    readonly evenement: Evenement
    readonly le: Date
    readonly dernier: string | null
    readonly nombre: number
  }
): Promise<readonly AbonneAPrevenir[]> {
  const { rows } = await sql<AbonneAPrevenir>`
    select distinct on (a.compte_id) a.id as abonnement, a.compte_id as compte, p.courriel
    from consultation_abonnement a join compte p on p.id = a.compte_id and p.etat = 'actif'
    where (a.consultation_id = ${consultationId} or (a.consultation_id is null and ${evenement}::text = 'ouverture'))
      and a.le <= ${le} and (${dernier}::uuid is null or a.compte_id > ${dernier}::uuid)
    order by a.compte_id, a.consultation_id nulls last limit ${nombre}`.execute(trx)
  return rows
}
