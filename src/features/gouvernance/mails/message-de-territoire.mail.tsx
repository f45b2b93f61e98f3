import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from '../../../platform/mail/lettre.tsx'

/** From who animates a territory, to one person who looks after a lieu there. Its words are the author's own. */
export function courrielDeTerritoire(de: {
  readonly a: string
  readonly reseau: string
  readonly territoire: string
  readonly sujet: string
  readonly texte: string
  /** Where to answer. */
  readonly contact: string | undefined
  readonly arreter: string
}): Message {
  return ecrireLettre({
    a: de.a,
    sujet: de.sujet,
    paragraphes: [
      `L’équipe qui anime le territoire « ${de.territoire} » vous écrit :`,
      { citation: de.texte },
      ...(de.contact ? [`Pour lui répondre : ${de.contact}`] : []),
      `Vous recevez ce message parce que vous êtes responsable d’un lieu de ce territoire. Les autres destinataires ne voient pas votre adresse.`,
      { libelle: 'Ne plus recevoir les messages de ce territoire', lien: de.arreter }
    ],
    signature: de.reseau,
    motif: 'message-de-territoire'
  })
}
