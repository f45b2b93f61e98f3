import { type Generated, type Selectable, sql } from 'kysely'
import nodemailer, { type Transporter } from 'nodemailer'
import { z } from 'zod'
import { avecTables, avecTablesTrx, type Db, type Trx, transaction } from '../db/index.ts'
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
    /** It says something of a person: its row goes away as soon as it has served. */
    oublier: Generated<boolean>
  }
}

/** A message, both parts written. `motif` names the event, for whoever looks after the queue. */
export interface Message {
  readonly a: string
  readonly sujet: string
  readonly texte: string
  readonly html: string
  readonly motif: string
  /**
   * What it says must not stay: its text and its address leave the queue once it is sent, or refused for the last time.
   * Without an SMTP server, it can be read for an hour.
   */
  readonly oublier?: boolean
}

export type Courriel = Selectable<TablesCourriel['courriel']>

const JOB = 'envoyer-courriel'
/** How long a message to forget can be read in the development mailbox. */
const LISIBLE_MS = 3_600_000

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
      derniere_erreur: null,
      oublier: message.oublier ?? false
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
    async executer(payload, { db, now, dernierEssai }) {
      const { id } = z.object({ id: z.number().int() }).parse(payload)
      const t = avecTables<TablesCourriel>(db)
      const courriel = await t.selectFrom('courriel').selectAll().where('id', '=', id).executeTakeFirst()
      if (!courriel || courriel.envoye_le) return
      const forget = () => t.deleteFrom('courriel').where('id', '=', id).execute()
      if (!transport) {
        if (!courriel.oublier) return
        const terme = new Date(courriel.cree_le.getTime() + LISIBLE_MS)
        if (now() >= terme) await forget()
        else await transaction(db, (trx) => queueJob(trx, JOB, { id }, { leJour: terme, cle: `courriel-${id}` }))
        return
      }
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
        // Nobody will try again: what it says of a person waits for nothing.
        if (courriel.oublier && dernierEssai) await forget()
        const raison = (error as { code?: string; responseCode?: number }).code ?? 'inconnue'
        await t
          .updateTable('courriel')
          .set((eb) => ({ essais: eb('essais', '+', 1), derniere_erreur: raison }))
          .where('id', '=', id)
          .execute()
        throw new Error(`le serveur d’envoi a refusé le message ${id} (${raison})`)
      }
      if (courriel.oublier) await forget()
      // Its links open things for weeks: once it has left, the base holds them by their digests alone.
      else await t.updateTable('courriel').set({ envoye_le: now(), texte: '', html: '' }).where('id', '=', id).execute()
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
