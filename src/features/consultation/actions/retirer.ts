import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { supprimerFichier } from '../../../platform/fichiers/index.ts'
import { etatDe } from '../domain/etat.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { retenirCloture } from '../store/consultation.store.ts'
import { type ContributionTrouvee, findContribution, saveRetraitParAuteur } from '../store/contribution.store.ts'
import type { OutilsDeContribution } from './contribuer.ts'

/**
 * An author takes back what they added, until the closing: it leaves its trace and is counted no more, and the bytes of a
 * file are forgotten. Somebody else's, or what is not seen any more, is `inconnu`.
 */
export function retirerContribution(
  db: Db,
  { consultationId, id }: { readonly consultationId: string; readonly id: string },
  { acteur, now }: Pick<OutilsDeContribution, 'acteur' | 'now'>
): Promise<Result<ContributionTrouvee, RefusDeContribution>> {
  const compteId = acteur.compte?.id
  return transaction(db, async (trx): Promise<Result<ContributionTrouvee, RefusDeContribution>> => {
    if (!compteId) return refuse({ raison: 'sans-compte' })
    const consultation = await retenirCloture(trx, consultationId)
    if (!consultation) return refuse({ raison: 'inconnu' })
    const contribution = await findContribution(trx, id)
    if (contribution?.consultation_id !== consultationId || contribution.auteur_id !== compteId)
      return refuse({ raison: 'inconnu' })
    const etat = etatDe(consultation, now)
    if (etat === 'close' || etat === 'restituee' || etat === 'archivee') return refuse({ raison: 'close' })
    if (!(await saveRetraitParAuteur(trx, id))) return refuse({ raison: 'inconnu' })
    if (contribution.fichier_id !== null) await supprimerFichier(trx, contribution.fichier_id)
    return ok(contribution)
  })
}
