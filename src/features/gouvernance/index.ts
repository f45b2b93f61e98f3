// What the application and the other features may use.
export { comiteDesVotes } from './actions/compter.ts'
export { Paragraphes } from './pages/vues/paragraphes.tsx'
