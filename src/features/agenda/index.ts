// What the other features may use.
export { findActionPublique, listActionsPubliques } from './store/action-projet.store.ts'
