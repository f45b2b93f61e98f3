// What the application and the other features may use.
export { mettreAJour } from './actions/adhesion/agir-sur.ts'
export { refuseDemande } from './actions/adhesion/bureau.ts'
export { type Comite, confierComite } from './actions/adhesion/comite.ts'
export { deliberer, lever, opposer, rouvrir } from './actions/adhesion/decisions.ts'
export { projeterAdhesions } from './actions/adhesion/projeter.ts'
export { chargerChartesLivrees } from './actions/charger-chartes.ts'
export {
  attendDemonstrationCharte,
  chargerDemonstrationCharte,
  effacerDemonstrationCharte
} from './actions/demonstration.ts'
export { renouvelerCle, revoquerCle } from './actions/marque/cles.ts'
export { demandeEnAttente } from './domain/adhesion/bureau.ts'
export { direInstant, direJour, direReste } from './domain/adhesion/dire.ts'
export { comparerMots } from './domain/comparaison.ts'
export { blocs, typographier } from './domain/texte.ts'
export { estPublique } from './domain/version.ts'
export { dessiner } from './pages/dessiner-pdf.ts'
export type { Noeud } from './pages/document.ts'
export { Difference } from './pages/vues/comparaison.vue.tsx'
export { type Dossier, findDossier, lockDossier } from './store/adhesion.store.ts'
export { type DossierDuBureau, listFile } from './store/bureau.store.ts'
export { findContenu, listChartes } from './store/charte.store.ts'
export { insertPiece, listPieces } from './store/piece.store.ts'
