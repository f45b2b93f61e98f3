import { type Generated, type Selectable, sql } from 'kysely'
import nodemailer, { type Transporter } from 'nodemailer'
import { z } from 'zod'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../db/index.ts'
import { type Job, queueJob } from '../jobs/index.ts'

interface TablesCourriel {
  courriel: {
    id: Generated<number>
    destinataire: string
    sujet: string
    texte: string
    html: string
    motif: string
    cree_le: Date
    envoye_le: Date | null
    essais: number
    derniere_erreur: string | null
  }
}

/** A message, both parts written. `motif` names the event, for whoever looks after the queue. */
export interface Message {
  readonly a: string
  readonly sujet: string
  readonly texte: string
  readonly html: string
  readonly motif: string
}

export type Courriel = Selectable<TablesCourriel['courriel']>

const JOB = 'envoyer-courriel'

/** Queues the message in the transaction that causes it. It is sent once that transaction is committed, never before. */
export async function envoyerCourriel(trx: Trx, message: Message, now: Date): Promise<void> {
  const { id } = await avecTablesTrx<TablesCourriel>(trx)
    .insertInto('courriel')
    .values({
      destinataire: message.a,
      sujet: message.sujet,
      texte: message.texte,
      html: message.html,
      motif: message.motif,
      cree_le: now,
      envoye_le: null,
      essais: 0,
      derniere_erreur: null
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await queueJob(trx, JOB, { id }, { cle: `courriel-${id}` })
}

/** The job that sends. Without an SMTP server the message stays in the development mailbox, marked as kept there. */
export function jobEnvoyerCourriel({ smtpUrl, expediteur }: { smtpUrl: string; expediteur: string }): Job {
  const transport: Transporter | undefined = smtpUrl
    ? nodemailer.createTransport({
        url: smtpUrl,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
        disableFileAccess: true,
        disableUrlAccess: true
      })
    : undefined
  return {
    nom: JOB,
    async executer(payload, { db, now }) {
      const { id } = z.object({ id: z.number().int() }).parse(payload)
      const t = avecTables<TablesCourriel>(db)
      const courriel = await t.selectFrom('courriel').selectAll().where('id', '=', id).executeTakeFirst()
      if (!courriel || courriel.envoye_le || !transport) return
      try {
        await transport.sendMail({
          from: expediteur,
          to: courriel.destinataire,
          subject: courriel.sujet,
          text: courriel.texte,
          html: courriel.html,
          // A retry after a crash between sending and marking carries the same identifier: servers drop the second.
          messageId: `<${courriel.id}.${courriel.cree_le.getTime()}@maillage>`
        })
      } catch (error) {
        const raison = (error as { code?: string; responseCode?: number }).code ?? 'inconnue'
        await t
          .updateTable('courriel')
          .set((eb) => ({ essais: eb('essais', '+', 1), derniere_erreur: raison }))
          .where('id', '=', id)
          .execute()
        throw new Error(`le serveur d’envoi a refusé le message ${id} (${raison})`)
      }
      await t.updateTable('courriel').set({ envoye_le: now() }).where('id', '=', id).execute()
    }
  }
}

/** Forgets the messages of an event that were written before an instant: whom they went to, and what they said. */
export async function forgetMessages(trx: Trx, motif: string, avant: Date): Promise<void> {
  await avecTablesTrx<TablesCourriel>(trx)
    .deleteFrom('courriel')
    .where('motif', '=', motif)
    .where('cree_le', '<', avant)
    .execute()
}

/** Forgets every message to an address, and what mentions it: sent, waiting or refused. */
export async function forgetMessagesTo(trx: Trx, adresse: string): Promise<void> {
  await sql`delete from courriel where lower(destinataire) = lower(${adresse})`.execute(trx)
}

/** What was written to an address and is still in the queue: for who asks for all that is kept of them. */
export async function listMessagesTo(db: Db, adresse: string): Promise<Courriel[]> {
  return avecTables<TablesCourriel>(db)
    .selectFrom('courriel')
    .selectAll()
    .where(sql<boolean>`lower(destinataire) = lower(${adresse})`)
    .orderBy('id')
    .execute()
}

export async function listCourriels(db: Db, limite = 100): Promise<Courriel[]> {
  return avecTables<TablesCourriel>(db).selectFrom('courriel').selectAll().orderBy('id', 'desc').limit(limite).execute()
}

export async function findCourriel(db: Db, id: number): Promise<Courriel | undefined> {
  return avecTables<TablesCourriel>(db).selectFrom('courriel').selectAll().where('id', '=', id).executeTakeFirst()
}
