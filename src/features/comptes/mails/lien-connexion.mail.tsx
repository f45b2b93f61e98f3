import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** A link that signs in without a password. */
export function courrielLienConnexion(de: {
  readonly a: string
  readonly reseau: string
  readonly lien: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-connexion',
    sujet: 'Votre lien pour vous connecter',
    paragraphes: [
      'Voici le lien que vous avez demandé. Il vous connecte sans mot de passe, une seule fois, pendant 15 minutes.',
      { lien: de.lien, libelle: 'Me connecter' },
      'Ne le transmettez à personne : celui qui l’ouvre entre dans votre compte.',
      'Vous n’avez rien demandé ? Ne faites rien, personne n’est entré.'
    ]
  })
}
