import { type Db, transaction } from '../../../../platform/db/index.ts'
import type { DonneesPersonnelles } from '../../../../platform/http/feature.ts'
import { findAdresseDuCompte } from '../../../comptes/index.ts'
import { forgetAnciennes, forgetPlaignant, listEtapesDe, listReclamationsDe } from '../../store/reclamation.store.ts'

/** Forgets the addresses that have served, and the complaints that nobody confirmed. Returns how many. */
export const oublierReclamations = (db: Db, now: Date): Promise<number> =>
  transaction(db, (trx) => forgetAnciennes(trx, now))

/** A complaint knows who made it by an address, and who instructed it by the number of an account. */
export const donneesDesReclamations: DonneesPersonnelles = {
  nom: 'reclamations',
  libelle: 'Réclamations',
  tables: ['reclamation', 'reclamation_etape'],
  gardees: [
    'Vos réclamations restent, sans votre adresse : elles parlent d’un lieu, et peuvent avoir mené à une décision.',
    'Ce que le secrétariat et les lieux ont écrit pour instruire une réclamation reste, sans votre nom.'
  ],
  async exporter(db, compteId) {
    const adresse = await findAdresseDuCompte(db, compteId)
    return {
      reclamations: adresse ? await listReclamationsDe(db, adresse) : [],
      etapes: await listEtapesDe(db, `compte:${compteId}`)
    }
  },
  async effacer(trx, compteId) {
    const adresse = await findAdresseDuCompte(trx, compteId)
    if (adresse) await forgetPlaignant(trx, adresse)
  },
  async resumer(db, compteId) {
    const adresse = await findAdresseDuCompte(db, compteId)
    const siennes = adresse ? await listReclamationsDe(db, adresse) : []
    return siennes.map(({ lieu_id, deposee_le }) => ({
      texte: 'Réclamation à propos d’un lieu',
      href: `/lieux/${lieu_id}`,
      le: deposee_le
    }))
  }
}
