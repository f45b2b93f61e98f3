import type { Acteur } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../platform/mail/site.ts'
import { direInstant } from '../../charte/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { type Evenement, evenementsDus } from '../domain/annonce.ts'
import { courrielAnnonce } from '../mails/annonce.mail.tsx'
import {
  deleteAbonnement,
  deleteAbonnementDe,
  insertAbonnement,
  insertAnnonce,
  listAAnnoncer,
  listAPrevenir,
  lockAnnonce,
  moveAnnonce
} from '../store/abonnement.store.ts'
import { type Consultation, findConsultationById } from '../store/consultation.store.ts'

export const JOB_ANNONCE = 'envoyer-annonce-de-consultation'

/**
 * Follows a consultation, or follows it no more. False without an account.
 * @param consultationId null: every new consultation
 */
export async function reglerSuivi(
  db: Db,
  { consultationId, suivre }: { readonly consultationId: string | null; readonly suivre: boolean },
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<boolean> {
  const compteId = acteur.compte?.id
  if (!compteId) return false
  await transaction(db, (trx) =>
    suivre
      ? insertAbonnement(trx, { compteId, consultationId }, now)
      : deleteAbonnementDe(trx, { compteId, consultationId })
  )
  return true
}

/** Follows no more, by the number that a message carries. */
export const arreterSuivi = (db: Db, id: string): Promise<void> => transaction(db, (trx) => deleteAbonnement(trx, id))

/** Announces what has just happened to consultations, each thing once, whoever else looks at the same time. */
export async function annoncerConsultations(db: Db, now: Date): Promise<void> {
  for (const consultation of await listAAnnoncer(db))
    for (const evenement of evenementsDus(consultation, now))
      if (!consultation.faites.includes(evenement))
        await transaction(db, async (trx) => {
          const consultationId = consultation.id
          if (await insertAnnonce(trx, { consultationId, evenement }, now))
            await queueJob(trx, JOB_ANNONCE, { consultation: consultationId, evenement })
        })
}

/** People written to in one transaction: a consultation that many follow leaves room for everybody else's messages. */
const LOT = 100

/** Writes to the next followers, and asks for the following ones. Interrupted, it neither repeats nor misses anyone. */
export async function envoyerAnnonce(db: Db, consultationId: string, evenement: Evenement, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    const annonce = await lockAnnonce(trx, consultationId, evenement)
    const consultation = await findConsultationById(trx, consultationId)
    if (!annonce || !consultation || isPassee(consultation, evenement, now)) return
    const lot = await listAPrevenir(trx, { consultationId, evenement, ...annonce, nombre: LOT })
    const dernier = lot.at(-1)
    if (!dernier) return
    const ecrire = await preparer(trx, consultation, evenement)
    for (const { courriel, abonnement } of lot) await envoyerCourriel(trx, ecrire(courriel, abonnement), now)
    await moveAnnonce(trx, consultationId, evenement, dernier.compte)
    if (lot.length === LOT) await queueJob(trx, JOB_ANNONCE, { consultation: consultationId, evenement })
  })
}

// A job that waited too long says nothing that is no longer true.
const isPassee = (consultation: Consultation, evenement: Evenement, now: Date) =>
  (evenement === 'ouverture' || evenement === 'bientot') && !evenementsDus(consultation, now).includes(evenement)

async function preparer(trx: Trx, consultation: Consultation, evenement: Evenement) {
  const reseau = await findReseau(trx, consultation.reseau_id)
  const site = siteDesCourriels().adresse
  const { cloture } = consultation
  return (a: string, abonnement: string) =>
    courrielAnnonce({
      a,
      evenement,
      titre: consultation.titre,
      question: consultation.question,
      cloture: cloture ? direInstant(cloture, reseau?.fuseau ?? 'Europe/Paris') : undefined,
      reponseAvant: consultation.reponse_avant,
      lien: `${site}/consultations/${consultation.adresse}`,
      arreter: `${site}/consultations/abonnement/${abonnement}`,
      signature: reseau?.nom ?? ''
    })
}
