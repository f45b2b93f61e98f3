import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'

export interface SourceAVeiller {
  readonly a: string
  readonly source: string
  readonly genre: 'attente' | 'muette'
  readonly depuis: Date
  /** The last thing that went wrong, in French. */
  readonly erreur: string | undefined
  /** Absolute address of the source's page. */
  readonly lien: string
}

/** To whoever looks after the source: it has been silent, or a delivery has waited, for too long. */
export function courrielAlerte({ a, source, genre, depuis, erreur, lien }: SourceAVeiller): Message {
  const jour = jourEnMots(depuis)
  const [sujet, phrase, suite] =
    genre === 'muette'
      ? [
          `Source muette : ${source}`,
          `La source « ${source} » n’a rien livré depuis le ${jour}. C’est plus long que d’habitude.`,
          'Ses lieux restent publiés. Pour voir ce qui s’est passé, ou la relire maintenant, ouvrez cette page :'
        ]
      : [
          `Une livraison attend toujours : ${source}`,
          `Une livraison de « ${source} » attend votre réponse depuis le ${jour}.`,
          'Tant qu’elle attend, la source n’est plus relue. Pour y répondre, ouvrez cette page :'
        ]
  const derniere = erreur && `Dernière erreur : ${erreur}`
  const texte = [phrase, ...(derniere ? ['', derniere] : []), '', suite, lien, '', 'Maillage'].join('\n')
  return {
    a,
    sujet,
    texte,
    html: htmlCourriel(
      sujet,
      <>
        <p>{phrase}</p>
        {derniere && <p>{derniere}</p>}
        <p>
          {suite} <a href={lien}>{lien}</a>
        </p>
        <p>Maillage</p>
      </>
    ),
    motif: `source-${genre}`
  }
}
