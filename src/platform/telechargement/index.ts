export { telecharger } from './telecharger.ts'
