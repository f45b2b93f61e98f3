import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { forgetMembre, readDonneesDuComite } from '../store/comite-donnees.store.ts'
import { listMotionsDuesDe } from '../store/motion.store.ts'
import { conclure } from './compter.ts'

/** What people did in a committee: their voices, their seats, what they stood aside from. */
export const donneesDuComite: DonneesPersonnelles = {
  nom: 'comite',
  libelle: 'Comités',
  tables: [
    'vote',
    'vote_geste',
    'comite_suppleance',
    'comite_deport',
    'comite_regle',
    'motion',
    'motion_avis',
    'compte_rendu',
    'etude'
  ],
  gardees: [
    'Vos votes déjà comptés restent dans les totaux, sans votre nom.',
    'Les textes que vous avez proposés au comité restent, sans votre nom : ils expliquent ses décisions.'
  ],
  exporter: readDonneesDuComite,
  async effacer(trx, compteId, now) {
    // A vote that has closed is counted with this voice before the person goes.
    for (const id of await listMotionsDuesDe(trx, compteId, now)) await conclure(trx, id, now)
    await forgetMembre(trx, compteId)
  }
}
