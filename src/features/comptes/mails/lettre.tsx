import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre as ecrireUneLettre, type Paragraphe } from '../../../platform/mail/lettre.tsx'

/** Names of these messages in the queue: they are forgotten a week after, with the address they went to. */
export const MOTIFS = [
  'compte-confirmation',
  'compte-deja-la',
  'compte-connexion',
  'compte-reinitialisation',
  'compte-alerte',
  'compte-adresse',
  'compte-liaison',
  'compte-fermeture',
  'compte-invitation',
  'compte-role'
] as const

/** Who writes: the network's name, in a signature. */
export interface Lettre {
  readonly a: string
  readonly reseau: string
  readonly motif: (typeof MOTIFS)[number]
  readonly sujet: string
  /** The one thing to know comes first. */
  readonly paragraphes: readonly Paragraphe[]
}

export const ecrireLettre = ({ reseau, ...lettre }: Lettre): Message =>
  ecrireUneLettre({ ...lettre, signature: reseau })
