import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from '../../../platform/mail/lettre.tsx'

/** Names the event in the queue: the same person hears of it once a day. */
export const A_MODERER = 'consultation-a-moderer'

/** To who moderates: how many things wait, and since when. Nothing of what they say. */
export const courrielAModerer = ({
  a,
  reseau,
  nombre,
  depuis,
  bureau
}: {
  readonly a: string
  /** Who signs. */
  readonly reseau: string
  readonly nombre: number
  /** The oldest one, in full words. */
  readonly depuis: string
  readonly bureau: string
}): Message => {
  const combien = nombre === 1 ? 'Un texte attend' : `${nombre} textes attendent`
  return ecrireLettre({
    a,
    sujet: `Consultations : ${combien.toLowerCase()} votre lecture`,
    paragraphes: [
      `${combien} une personne de la modération. Le plus ancien attend depuis le ${depuis}.`,
      { libelle: 'Ouvrir la modération', lien: bureau },
      'Ce message part une fois par jour, quand quelque chose attend. Si quelqu’un a déjà tout lu, tant mieux.'
    ],
    signature: reseau,
    motif: A_MODERER
  })
}
