// What the application and the other features may use.
export { comiteDesVotes } from './actions/compter.ts'
export { direPubliquement } from './domain/registre.ts'
export { Paragraphes } from './pages/vues/paragraphes.tsx'
export { findDecision, listRegistre } from './store/decision.store.ts'
