// What the application may use.
export { comiteDesVotes } from './actions/compter.ts'
