import { type Db, transaction } from '../../../../platform/db/index.ts'
import { estBarre } from '../../domain/adhesion/reunion.ts'
import { courrielRappelDemande } from '../../mails/demande-de-retour.mail.tsx'
import { lockDossier } from '../../store/adhesion.store.ts'
import { listDemandesSansReponse, markRappelee } from '../../store/piece.store.ts'
import { ecrireAuComite } from './prevenir.ts'

/** The texts give no delay to answer: a fortnight, as for all that the committee decides. */
const JOURS_ENTRE_RAPPELS = 15

/**
 * Reminds the committee, every fortnight, of each lieu that asked to come back and still waits: it must be answered, and
 * silence changes nothing for it (AMB-08). Late or run twice, one message.
 */
export async function rappelerDemandes(db: Db, now: Date): Promise<void> {
  const avant = new Date(now.getTime() - JOURS_ENTRE_RAPPELS * 86_400_000)
  for (const { id, adhesionId, ecriteLe } of await listDemandesSansReponse(db, avant))
    await transaction(db, async (trx) => {
      const dossier = await lockDossier(trx, adhesionId)
      if (!dossier || dossier.absorbeePar || !estBarre(dossier.situation)) return
      if (!(await markRappelee(trx, id, { avant, now }))) return
      const retour = dossier.situation.etat === 'SUSPENDU' ? 'levee' : 'reouverture'
      await ecrireAuComite(trx, dossier, now, (cadre) => courrielRappelDemande(cadre, ecriteLe, retour))
    })
}
