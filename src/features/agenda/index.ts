// What the other features may use.
export { type ActionProjet, findActionPublique, listActionsPubliques } from './store/action-projet.store.ts'
