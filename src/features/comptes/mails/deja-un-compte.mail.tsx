import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To the owner of an account, when somebody signs up with the same address: the page itself said nothing of it. */
export function courrielDejaUnCompte(de: {
  readonly a: string
  readonly reseau: string
  readonly connexion: string
  readonly oubli: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-deja-la',
    sujet: 'Vous avez déjà un compte',
    paragraphes: [
      'Quelqu’un, sans doute vous, a voulu ouvrir un compte avec cette adresse. Vous en avez déjà un : il suffit de vous connecter.',
      { lien: de.connexion, libelle: 'Me connecter' },
      { lien: de.oubli, libelle: 'J’ai oublié mon mot de passe' },
      'Ce n’était pas vous ? Votre compte n’a pas changé, et vous n’avez rien à faire.'
    ]
  })
}
