// What the other features, the application and the command line may use.
export { createLienAdministration, openSession } from './actions/administration.ts'
export { findActeur } from './actions/session.ts'
