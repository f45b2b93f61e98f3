import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'

export interface LivraisonARegarder {
  readonly a: string
  readonly source: string
  readonly origine: string
  readonly etat: 'refusee' | 'en-attente'
  readonly message: string
  /** The file no longer has the columns that the declaration reads. */
  readonly colonnes?: boolean
  /** Absolute address of the delivery's page. */
  readonly lien: string
}

/** To whoever looks after the sources: a delivery was refused, or waits for a decision. */
export function courrielLivraison({ a, source, origine, etat, message, colonnes, lien }: LivraisonARegarder): Message {
  const quoi = colonnes ? 'Colonnes renommées' : etat === 'refusee' ? 'Livraison refusée' : 'Livraison à confirmer'
  const sujet = `${quoi} : ${source}`
  const suite =
    etat === 'refusee'
      ? 'Le détail, et de quoi relancer l’import, se trouvent sur cette page :'
      : 'Pour confirmer cette livraison, ou la laisser de côté, ouvrez cette page :'
  const texte = [message, '', `Source : ${source}`, `Origine : ${origine}`, '', suite, lien, '', 'Maillage'].join('\n')
  return {
    a,
    sujet,
    texte,
    html: htmlCourriel(
      sujet,
      <>
        <p>{message}</p>
        <p>
          Source : {source}
          <br />
          Origine : {origine}
        </p>
        <p>
          {suite} <a href={lien}>{lien}</a>
        </p>
        <p>Maillage</p>
      </>
    ),
    motif: `livraison-${etat}`
  }
}
