import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'

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
  readonly paragraphes: readonly (string | { readonly lien: string; readonly libelle: string })[]
}

/** One letter in its two forms, the same words in both. */
export function ecrireLettre({ a, reseau, motif, sujet, paragraphes }: Lettre): Message {
  const corps = ['Bonjour,', ...paragraphes, reseau]
  return {
    a,
    sujet,
    texte: corps.map((p) => (typeof p === 'string' ? p : `${p.libelle} :\n${p.lien}`)).join('\n\n'),
    html: htmlCourriel(
      sujet,
      corps.map((p) => <p>{typeof p === 'string' ? p : <a href={p.lien}>{p.libelle}</a>}</p>)
    ),
    motif
  }
}
