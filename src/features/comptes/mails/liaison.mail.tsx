import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To the mailbox of an account: may this provider open it from now on? */
export function courrielLiaison(de: {
  readonly a: string
  readonly reseau: string
  readonly service: string
  readonly nouveau: boolean
  readonly lien: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-liaison',
    sujet: de.nouveau ? 'Confirmez votre adresse pour ouvrir votre compte' : `Reliez ${de.service} à votre compte`,
    paragraphes: [
      de.nouveau
        ? `Il reste une étape pour ouvrir votre compte avec ${de.service} : confirmer que cette adresse est la vôtre.`
        : `Quelqu’un, sans doute vous, s’est présenté avec ${de.service} et cette adresse. Un compte existe déjà : donnez votre accord pour que ${de.service} l’ouvre aussi.`,
      { lien: de.lien, libelle: de.nouveau ? 'Confirmer mon adresse' : `Relier ${de.service} à mon compte` },
      'Ce lien sert une fois, pendant une heure.',
      'Vous n’avez rien demandé ? Ne faites rien : rien ne changera.'
    ]
  })
}
