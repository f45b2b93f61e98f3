// What the application and the other features may use.
export { chargerChartesLivrees } from './actions/charger-chartes.ts'
export { renouvelerCle, revoquerCle } from './actions/marque/cles.ts'
