import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { findAdresseDuCompte } from '../../comptes/index.ts'
import { ERREURS } from '../domain/signalement.ts'
import { forgetCourriel, listSignalementsDe } from '../store/signalement.store.ts'
import { forgetVeilleur, listSourcesVeillees } from '../store/suivi.store.ts'

/** The directory knows people by their address only: who asked for an answer to a report, who receives a source's alerts. */
export const donneesDeLAnnuaire: DonneesPersonnelles = {
  nom: 'annuaire',
  libelle: 'Signalements',
  tables: ['signalement', 'source_suivi'],
  gardees: [
    'Vos signalements restent, sans votre adresse : ils parlent des lieux, et d’autres personnes comptent sur ces corrections.'
  ],
  async exporter(db, compteId) {
    const adresse = await findAdresseDuCompte(db, compteId)
    if (!adresse) return null
    return {
      signalements: await listSignalementsDe(db, adresse),
      sources_suivies: await listSourcesVeillees(db, adresse)
    }
  },
  async effacer(trx, compteId) {
    const adresse = await findAdresseDuCompte(trx, compteId)
    if (!adresse) return
    await forgetCourriel(trx, adresse)
    await forgetVeilleur(trx, adresse)
  },
  async resumer(db, compteId) {
    const adresse = await findAdresseDuCompte(db, compteId)
    const signalements = adresse ? await listSignalementsDe(db, adresse) : []
    return signalements.map(({ genre, lieu, lieu_id, depose_le }) => ({
      texte: `${genre === 'manquant' ? 'Un lieu manque' : ERREURS[genre].libelle}${lieu ? ` : ${lieu}` : ''}`,
      ...(lieu_id !== null && { href: `/lieux/${lieu_id}` }),
      le: depose_le
    }))
  }
}
