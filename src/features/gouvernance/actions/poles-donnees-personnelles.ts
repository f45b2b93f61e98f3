import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { forgetMessagesDe, readMessagesDe } from '../store/pole-message.store.ts'

/** Messages of the territories: who wrote, who received, who stopped them. */
export const donneesDesMessages: DonneesPersonnelles = {
  nom: 'messages_des_territoires',
  libelle: 'Messages des territoires',
  tables: ['message_territoire', 'message_territoire_envoi', 'message_territoire_refus'],
  gardees: ['La date et le nombre de destinataires des messages que vous avez envoyés restent, sans leur texte.'],
  exporter: (db, compteId) => readMessagesDe(db, compteId, authorOf(compteId)),
  effacer: (trx, compteId, now) => forgetMessagesDe(trx, compteId, authorOf(compteId), now)
}

const authorOf = (compteId: string): string => `compte:${compteId}`
