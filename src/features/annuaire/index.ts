// What the other features, the application and the command line may use.
export { type Attentes, compterAttentes } from './actions/attentes-du-territoire.ts'
export { chercherRessemblants } from './actions/chercher-ressemblants.ts'
export {
  bandeauDemonstration,
  chargerDemonstration,
  effacerDemonstration,
  listLieuxDeDemonstration
} from './actions/demonstration.ts'
export { attribuerResponsable, listLieuxTenus, listResponsables } from './actions/donner-lieu.ts'
export { exporterLieux } from './actions/exporter.ts'
export { importer } from './actions/importer.ts'
export { lienFicheAJour } from './actions/lien-fiche.ts'
export { findLieuActuel, objetDuLieu, retenirLieuTenu } from './actions/lieu-tenu.ts'
export { lieuxDuPerimetre } from './actions/lieux-du-perimetre.ts'
export { lireRechercheDe, rechercher } from './actions/rechercher.ts'
export { type LieuReconnu, reconnaitreLieux } from './actions/reconnaitre-lieux.ts'
export { listSemblables } from './actions/semblables.ts'
export { declarerSourcesLivrees, trouverDeclaration } from './actions/sources.ts'
export { noterActivite, suivreActivites } from './actions/suivre-activites.ts'
export { suivreReunions } from './actions/suivre-reunions.ts'
export { creerFiche, type OutilsFiche, prendreEnMain } from './actions/tenir-fiche.ts'
export { toucherLieux } from './actions/toucher-lieux.ts'
export { adresseFiche } from './domain/fiche.ts'
export { lireDemandeHoraires } from './domain/horaires/demande.ts'
export { lireNouveauLieu, type SaisieNouveauLieu } from './domain/nouveau-lieu.ts'
export { zonesDuLieu } from './domain/permissions.ts'
export { TYPOLOGIES } from './domain/schema.ts'
export { contribuerFacettes, suivreAnnuaire } from './index/annuaire-cherchable.ts'
export { dansLeChamp } from './store/dans-le-champ.ts'
export { findLieu, type LieuPublic } from './store/lieu.store.ts'
