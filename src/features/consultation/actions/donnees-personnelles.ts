import type { Trx } from '../../../platform/db/index.ts'
import { supprimerFichier } from '../../../platform/fichiers/index.ts'
import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { etatDe } from '../domain/etat.ts'
import { prendreCloture } from '../store/cloture.store.ts'
import { lockConsultation, retenirCloture } from '../store/consultation.store.ts'
import {
  detachCompte,
  forgetNonPublies,
  listNonFigeesDe,
  listParticipationsDe,
  readDonneesDe,
  withdrawOpinions
} from '../store/donnees-personnelles.store.ts'
import { clore } from './clore.ts'

/** What people said in consultations. What is counted at a closing is counted for ever, and nobody's any more. */
export const donneesDesConsultations: DonneesPersonnelles = {
  nom: 'consultations',
  libelle: 'Consultations',
  tables: [
    'opinion',
    'opinion_geste',
    'consultation_item',
    'consultation_contribution',
    'consultation_signalement',
    'consultation_moderation',
    'consultation_seance',
    'consultation_brouillon',
    'consultation_abonnement'
  ],
  gardees: [
    'Vos avis dans les consultations ouvertes sont retirés. Ceux des consultations closes restent dans les totaux, sans votre nom : un résultat publié ne change plus.',
    'Ce que vous avez publié dans les consultations reste, sans votre nom : d’autres y ont répondu. Retirez avant de fermer votre compte ce que vous ne voulez pas laisser.',
    'Ce qu’un modérateur a retiré reste, sans votre nom, avec ses raisons.'
  ],
  exporter: readDonneesDe,
  async effacer(trx, compteId, now) {
    await reglerComptes(trx, compteId, now)
    for (const fichier of await forgetNonPublies(trx, compteId)) await supprimerFichier(trx, fichier)
    await detachCompte(trx, compteId)
  },
  async resumer(db, compteId) {
    return (await listParticipationsDe(db, compteId)).map(({ adresse, titre, avis, contributions, le }) => ({
      texte: `${direParticipation(avis, contributions)} : ${titre}`,
      href: `/consultations/${adresse}/mes-reponses`,
      le
    }))
  }
}

const direParticipation = (avis: number, contributions: number): string =>
  [
    avis > 0 ? `${avis} avis` : '',
    contributions > 0 ? `${contributions} contribution${contributions > 1 ? 's' : ''}` : ''
  ]
    .filter(Boolean)
    .join(' et ')

/**
 * While it is open, an account that goes takes its opinions with it. What has closed and is not counted yet is counted
 * first. Locks go as everywhere: every closing, in one order; the rows; the journal last.
 */
async function reglerComptes(trx: Trx, compteId: string, now: Date): Promise<void> {
  const siennes = await listNonFigeesDe(trx, compteId)
  for (const { id, cloture } of siennes)
    await (cloture && cloture <= now ? prendreCloture(trx, id) : retenirCloture(trx, id))
  const dues: string[] = []
  for (const { id } of siennes) {
    // Held, so that nobody puts its closing off once we have looked.
    const consultation = await lockConsultation(trx, id)
    if (!consultation || consultation.figee_le) continue
    if (etatDe(consultation, now) === 'ouverte') await withdrawOpinions(trx, { compteId, consultationId: id }, now)
    else dues.push(id)
  }
  for (const id of dues) await clore(trx, id, { now, acteur: 'systeme' })
}
