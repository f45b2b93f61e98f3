import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Decompte, DecompteDItem } from '../domain/decompte.ts'
import type { Groupe, OpinionASituer } from '../domain/groupes.ts'
import type { Consultation } from './consultation.store.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** Consultations whose closing has come and whose counts are not frozen yet. */
export async function listAClore(db: Db, now: Date): Promise<readonly string[]> {
  const dues = await t(db)
    .selectFrom('consultation')
    .select('id')
    .where('publiee_le', 'is not', null)
    .where('figee_le', 'is', null)
    .where('cloture', '<=', now)
    .orderBy('cloture')
    .execute()
  return dues.map(({ id }) => id)
}

/** Waits for those who are writing, and lets nobody write until the transaction ends: taken before any row. */
export async function prendreCloture(trx: Trx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(consultation_verrou(${id}::uuid))`.execute(trx)
}

/** Writes what is counted on each item as it is now. The caller holds the closing. */
export async function insertDecomptes(trx: Trx, consultationId: string): Promise<void> {
  await sql`
    insert into consultation_decompte
      (item_id, accord, revoir, accord_assistes, revoir_assistes, commentaires, valeurs, fichiers, actions)
    select i.id, o.accord, o.revoir, s.accord, s.revoir, n.commentaires, n.valeurs, n.fichiers, n.actions
    from consultation_item i
    join consultation_item_compte n on n.item_id = i.id
    cross join lateral (
      select coalesce(sum(accord), 0) as accord, coalesce(sum(revoir), 0) as revoir from opinion_compte where item_id = i.id
    ) o
    cross join lateral (
      select coalesce(sum(accord), 0) as accord, coalesce(sum(revoir), 0) as revoir
      from consultation_seance_item where item_id = i.id
    ) s
    where i.consultation_id = ${consultationId}`.execute(trx)
}

/** Accounts that hold an opinion, or that published something of their own. A session in person counts its own attendance. */
export async function countParticipants(db: Db, consultationId: string): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from (
      select o.compte_id from opinion o join consultation_item i on i.id = o.item_id
      where i.consultation_id = ${consultationId} and o.sens <> 'retrait' and o.compte_id is not null
      union
      select auteur_id from consultation_contribution
      where consultation_id = ${consultationId} and etat = 'publie' and auteur_id is not null
        and not organisateur and seance_id is null
      union
      select auteur_id from consultation_item
      where consultation_id = ${consultationId} and etat = 'publie' and auteur_id is not null
    ) personnes`.execute(db)
  return rows[0]?.nombre ?? 0
}

/** The opinions that hold on what is seen. Whose they are is a name made for this reading only. */
export async function listOpinionsASituer(
  db: Db,
  { id, sel }: Pick<Consultation, 'id' | 'sel'>
): Promise<OpinionASituer[]> {
  const { rows } = await sql<{ qui: string; item: string; accord: boolean }>`
    select md5(${sel} || o.compte_id::text) as qui, o.item_id as item, o.sens = 'accord' as accord
    from opinion o join consultation_item i on i.id = o.item_id
    where i.consultation_id = ${id} and i.etat = 'publie' and o.sens <> 'retrait' and o.compte_id is not null`.execute(
    db
  )
  return rows.map(({ qui, item, accord }) => ({ qui, item, sens: accord ? 1 : -1 }))
}

/** The groups, largest first, numbered from 1. */
export async function insertGroupes(trx: Trx, consultationId: string, groupes: readonly Groupe[]): Promise<void> {
  if (groupes.length === 0) return
  await w(trx)
    .insertInto('consultation_groupe')
    .values(groupes.map(({ effectif }, place) => ({ consultation_id: consultationId, rang: place + 1, effectif })))
    .execute()
  const avis = groupes.flatMap((groupe, place) =>
    [...groupe.avis].map(([item_id, { accord, revoir }]) => ({
      consultation_id: consultationId,
      rang: place + 1,
      item_id,
      accord,
      revoir
    }))
  )
  // A thousand rows of five values stay far from what one statement may carry.
  for (let debut = 0; debut < avis.length; debut += 1000)
    await w(trx)
      .insertInto('consultation_groupe_avis')
      .values(avis.slice(debut, debut + 1000))
      .execute()
}

/** Freezes it, unless it is not due or already is. */
export async function markFigee(
  trx: Trx,
  id: string,
  { empreinte, participants }: { readonly empreinte: string; readonly participants: number },
  now: Date
): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('consultation')
    .set({ figee_le: now, figee_empreinte: empreinte, participants })
    .where('id', '=', id)
    .where('figee_le', 'is', null)
    .where('cloture', '<=', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What was frozen, or is being: in the order of the numbers, whatever became of each item since. */
export async function findDecompte(
  db: Db,
  { id, adresse, reseau_id, ouverture, cloture }: Consultation,
  participants: number
): Promise<Decompte> {
  const { rows } = await sql<DecompteDItem>`
    select i.numero, m.adresse as module, i.genre, d.accord, d.revoir, d.accord_assistes, d.revoir_assistes,
      d.commentaires, d.valeurs, d.fichiers, d.actions
    from consultation_decompte d
    join consultation_item i on i.id = d.item_id
    join consultation_module m on m.id = i.module_id
    where i.consultation_id = ${id} order by i.numero`.execute(db)
  return {
    consultation: adresse,
    reseau: reseau_id,
    ouverture: ouverture.toISOString(),
    cloture: cloture?.toISOString() ?? null,
    participants,
    items: rows
  }
}
