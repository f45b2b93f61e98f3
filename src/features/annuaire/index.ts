// What the other features, the application and the command line may use.
export { bandeauDemonstration, chargerDemonstration, effacerDemonstration } from './actions/demonstration.ts'
export { exporterLieux } from './actions/exporter.ts'
export { importer } from './actions/importer.ts'
export { declarerSourcesLivrees, trouverDeclaration } from './actions/sources.ts'
export { noterActivite, suivreActivites } from './actions/suivre-activites.ts'
export { suivreReunions } from './actions/suivre-reunions.ts'
export { lireDemandeHoraires } from './domain/horaires/demande.ts'
export { contribuerFacettes, suivreAnnuaire } from './index/annuaire-cherchable.ts'
