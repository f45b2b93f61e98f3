/** What every message to a committee says: to whom, of which motion, and where to go on. */
export interface CadreDuComite {
  readonly a: string
  readonly reseau: string
  readonly zone: string
  readonly now: Date
  readonly lien: string
}
