// What the application may use.
export { chargerDemonstrationConsultation, effacerDemonstrationConsultation } from './actions/demonstration.ts'
