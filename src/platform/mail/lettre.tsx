import { htmlCourriel } from './gabarit.tsx'
import type { Message } from './index.ts'

/** A paragraph; a link with its words; what somebody wrote, word for word. */
export type Paragraphe = string | { readonly lien: string; readonly libelle: string } | { readonly citation: string }

export interface Lettre {
  readonly a: string
  readonly sujet: string
  /** The one thing to know comes first. */
  readonly paragraphes: readonly Paragraphe[]
  readonly signature: string
  /** Names the event, for whoever looks after the queue. */
  readonly motif: string
}

/** One letter in its two forms, the same words in both. */
export function ecrireLettre({ a, sujet, paragraphes, signature, motif }: Lettre): Message {
  const corps = ['Bonjour,', ...paragraphes, signature]
  return {
    a,
    sujet,
    texte: corps.map(enTexte).join('\n\n'),
    html: htmlCourriel(sujet, corps.map(enHtml)),
    motif
  }
}

function enTexte(p: Paragraphe): string {
  if (typeof p === 'string') return p
  if ('lien' in p) return `${p.libelle}\u00a0:\n${p.lien}`
  return lines(p.citation)
    .map((ligne) => `> ${ligne}`.trimEnd())
    .join('\n')
}

function enHtml(p: Paragraphe) {
  if (typeof p === 'string') return <p>{p}</p>
  if ('lien' in p)
    return (
      <p>
        <a href={p.lien}>{p.libelle}</a>
      </p>
    )
  return (
    <blockquote>
      {lines(p.citation)
        .filter((ligne) => ligne.trim() !== '')
        .map((ligne) => (
          <p>{ligne}</p>
        ))}
    </blockquote>
  )
}

const lines = (texte: string): string[] => texte.trim().split(/\r?\n/)
