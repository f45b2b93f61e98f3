import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { PublicDuMessage } from '../domain/pole-message.ts'
import { duPublic, lieuxDuSecteur, type Regard } from './pole.store.ts'
import type { TableMessageTerritoire, TablesGouvernance } from './tables.ts'

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

export type MessageDeTerritoire = Selectable<TableMessageTerritoire>

/**
 * The people who look after lieux of a territory, each once, whatever they look after and under whichever number; without
 * those who stopped these messages.
 */
const responsables = (regard: Regard, cible: PublicDuMessage, territoire: string) => sql`
  recursive tenus(compte_id, id, vers) as (
    select a.compte_id, l.id, l.remplace_par
    from attribution a join compte c on c.id = a.compte_id cross join unnest(a.lieux) n join lieu l on l.id = n
    where a.role = 'responsable' and c.etat = 'actif' and a.retiree_le is null
      and a.donnee_le <= ${regard.now} and (a.fin_le is null or a.fin_le > ${regard.now})
    union select t.compte_id, l.id, l.remplace_par from tenus t join lieu l on l.id = t.vers
  ),
  ${lieuxDuSecteur(regard)},
  responsables as (
    select distinct t.compte_id from tenus t join secteur s on s.id = t.id
    where t.vers is null and ${duPublic(cible)} and not exists (
      select from message_territoire_refus f where f.compte_id = t.compte_id and f.territoire = ${territoire})
  )`

/** How many people a message would reach. */
export async function countDestinataires(
  db: Db,
  regard: Regard,
  cible: PublicDuMessage,
  territoire: string
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with ${responsables(regard, cible, territoire)} select count(*)::int as total from responsables`.execute(db)
  return rows[0]?.total ?? 0
}

/** Until the transaction ends, nobody else writes to this territory: of two who do, the second sees the first. */
export async function lockTerritoire(trx: Trx, territoire: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`message-territoire ${territoire}`}, 0))`.execute(trx)
}

export async function countMessagesDepuis(db: Db, territoire: string, depuis: Date): Promise<number> {
  const { total } = await t(db)
    .selectFrom('message_territoire')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('territoire', '=', territoire)
    .where('cree_le', '>', depuis)
    .executeTakeFirstOrThrow()
  return total
}

/**
 * Writes the message and whom it goes to, as they are at this instant.
 * @returns how many; 0 writes nothing
 */
export async function insertMessage(
  trx: Trx,
  message: Omit<MessageDeTerritoire, 'etat' | 'destinataires' | 'fini_le' | 'cree_le'>,
  regard: Regard
): Promise<number> {
  const destinataires = await countDestinataires(trx, regard, message.public, message.territoire)
  if (destinataires === 0) return 0
  await w(trx)
    .insertInto('message_territoire')
    .values({ ...message, etat: 'en-cours', destinataires, cree_le: regard.now, fini_le: null })
    .execute()
  await sql`
    with ${responsables(regard, message.public, message.territoire)}
    insert into message_territoire_envoi (message_id, compte_id)
    select ${message.id}::uuid, compte_id from responsables`.execute(trx)
  return destinataires
}

export async function findMessage(db: Db, id: string): Promise<MessageDeTerritoire | undefined> {
  return t(db).selectFrom('message_territoire').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Kept until the transaction ends: two workers never send the same lot. */
export async function lockMessage(trx: Trx, id: string): Promise<MessageDeTerritoire | undefined> {
  return w(trx).selectFrom('message_territoire').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The messages of a territory, the last one first, with how many have left. */
export async function listMessages(
  db: Db,
  territoire: string,
  limite: number
): Promise<(MessageDeTerritoire & { readonly envoyes: number })[]> {
  const { rows } = await sql<MessageDeTerritoire & { readonly envoyes: number }>`
    select m.*, (select count(*)::int from message_territoire_envoi e where e.message_id = m.id and e.envoye) as envoyes
    from message_territoire m where m.territoire = ${territoire} order by m.cree_le desc, m.id limit ${limite}`.execute(
    db
  )
  return rows
}

export interface EnvoiAFaire {
  readonly compteId: string
  readonly courriel: string
  /** They stopped these messages since it was written, or their account opens no more. */
  readonly arrete: boolean
}

/** The next people of a message. */
export async function listEnvoisAFaire(
  trx: Trx,
  { id, territoire }: Pick<MessageDeTerritoire, 'id' | 'territoire'>,
  limite: number
): Promise<EnvoiAFaire[]> {
  const { rows } = await sql<EnvoiAFaire>`
    select e.compte_id as "compteId", c.courriel, c.etat <> 'actif' or exists (
      select from message_territoire_refus f where f.compte_id = e.compte_id and f.territoire = ${territoire}) as arrete
    from message_territoire_envoi e join compte c on c.id = e.compte_id
    where e.message_id = ${id} and e.traite_le is null order by e.compte_id limit ${limite}`.execute(trx)
  return rows
}

/** Their turn came. `empreinte`: of the link that their message carries; none when no message left. */
export async function markEnvoi(
  trx: Trx,
  messageId: string,
  compteId: string,
  empreinte: string | undefined,
  now: Date
): Promise<void> {
  await w(trx)
    .updateTable('message_territoire_envoi')
    .set({ traite_le: now, envoye: empreinte !== undefined, empreinte: empreinte ?? null })
    .where('message_id', '=', messageId)
    .where('compte_id', '=', compteId)
    .execute()
}

export async function finishMessage(trx: Trx, id: string, now: Date): Promise<void> {
  await w(trx).updateTable('message_territoire').set({ etat: 'envoye', fini_le: now }).where('id', '=', id).execute()
}

/** Whose link it is, of which territory, and whether they stopped its messages. */
export async function findEnvoiParLien(
  db: Db,
  empreinte: string
): Promise<
  { readonly compteId: string; readonly territoire: string; readonly nom: string; readonly arrete: boolean } | undefined
> {
  const { rows } = await sql<{ compteId: string; territoire: string; nom: string; arrete: boolean }>`
    select e.compte_id as "compteId", m.territoire, m.nom_territoire as nom, exists (
      select from message_territoire_refus f where f.compte_id = e.compte_id and f.territoire = m.territoire) as arrete
    from message_territoire_envoi e join message_territoire m on m.id = e.message_id
    where e.empreinte = ${empreinte}`.execute(db)
  return rows[0]
}

/** Twice is once. */
export async function insertRefus(trx: Trx, compteId: string, territoire: string, now: Date): Promise<void> {
  await w(trx)
    .insertInto('message_territoire_refus')
    .values({ compte_id: compteId, territoire, le: now })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

export async function deleteRefus(trx: Trx, compteId: string, territoire: string): Promise<void> {
  await w(trx)
    .deleteFrom('message_territoire_refus')
    .where('compte_id', '=', compteId)
    .where('territoire', '=', territoire)
    .execute()
}

/** What an account wrote, received and stopped. `auteur`: « compte:<numéro> ». */
export async function readMessagesDe(db: Db, compteId: string, auteur: string) {
  const [ecrits, { rows: recus }, arretes] = await Promise.all([
    t(db).selectFrom('message_territoire').selectAll().where('auteur', '=', auteur).orderBy('cree_le').execute(),
    sql`
      select m.nom_territoire as territoire, m.sujet, e.traite_le as le
      from message_territoire_envoi e join message_territoire m on m.id = e.message_id
      where e.compte_id = ${compteId} and e.envoye order by e.traite_le`.execute(db),
    t(db)
      .selectFrom('message_territoire_refus')
      .select(['territoire', 'le'])
      .where('compte_id', '=', compteId)
      .execute()
  ])
  return { ecrits, recus, arretes }
}

/** A message may be signed: its words go with its author, and what has not left yet does not leave. */
export async function forgetMessagesDe(trx: Trx, compteId: string, auteur: string, now: Date): Promise<void> {
  await sql`
    update message_territoire set sujet = '', texte = '', etat = 'envoye', fini_le = coalesce(fini_le, ${now})
    where auteur = ${auteur}`.execute(trx)
  await w(trx).deleteFrom('message_territoire_envoi').where('compte_id', '=', compteId).execute()
  await w(trx).deleteFrom('message_territoire_refus').where('compte_id', '=', compteId).execute()
}
