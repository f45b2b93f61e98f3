/** An orientation slip in words, as it is printed and as it is sent: the lieu, how to go there, and nothing of who goes. */
export interface OrientationEcrite {
  readonly nom: string
  readonly adresse: string
  readonly complement: string | undefined
  /** As people read it. */
  readonly telephone: string | undefined
  readonly courriels: readonly string[]
  readonly pourquoi: readonly string[]
  readonly aSavoir: readonly string[]
  readonly venir: string
  /** What the mediator wrote, line by line. */
  readonly note: readonly string[]
  /** A line for each day of the usual week, or a sentence. Empty when nobody knows. */
  readonly horaires: readonly string[]
  readonly envoyeur: string
  readonly prepareeLe: Date
  /** The lieu's own public page: nothing of the person is in it. */
  readonly lien: string
}
