// What the other features, the application and the command line may use.
export { createLienAdministration, findActeur, openSession } from './actions/administration.ts'
