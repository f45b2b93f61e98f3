import { type Db, transaction } from '../../../../platform/db/index.ts'
import { siteDesCourriels } from '../../../../platform/mail/site.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import { courrielNouvelleVersion } from '../../mails/nouvelle-version.mail.tsx'
import { lockDossier } from '../../store/adhesion.store.ts'
import { type AvisADonner, insertAvis, listAvisADonner } from '../../store/avis-version.store.ts'
import { ecrireAuxGensDuLieu } from './prevenir.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

const PAR_LOT = 200

/**
 * Tells each member, once, that its charter has a new version: it binds at the next renewal, or at once where the member
 * accepts it (AMB-15). The dates of a membership come from the version that binds it: a new one moves none of them.
 */
export async function annoncerVersions(db: Db, now: Date): Promise<void> {
  for (;;) {
    const avis = await listAvisADonner(db, now, PAR_LOT)
    for (const un of avis) await annoncer(db, un, now)
    if (avis.length < PAR_LOT) return
  }
}

function annoncer(
  db: Db,
  { adhesionId, versionId, numero, numeroActuel, publieeLe }: AvisADonner,
  now: Date
): Promise<void> {
  return transaction(db, async (trx) => {
    const dossier = await lockDossier(trx, adhesionId)
    if (!dossier || !(await insertAvis(trx, adhesionId, versionId, now))) return
    const { situation } = avancer(dossier.situation, await chargerRegles(trx, dossier.charteId), now)
    // Time may have ended the membership, or renewed it under this very version.
    if (!('membre' in situation) || situation.membre.version === versionId) return
    const { fin } = situation.membre
    const comparaison = `${siteDesCourriels().adresse}/chartes/${dossier.charteId}/comparer?de=${numeroActuel}&a=${numero}`
    await ecrireAuxGensDuLieu(trx, dossier, now, (cadre) =>
      courrielNouvelleVersion(cadre, { publieeLe, fin, comparaison })
    )
  })
}
