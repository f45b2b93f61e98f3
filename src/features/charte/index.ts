// What the application and the other features may use.
export { chargerChartesLivrees } from './actions/charger-chartes.ts'
