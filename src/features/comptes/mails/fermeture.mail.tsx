import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** A link that closes the account of somebody who has no password to confirm it with. */
export function courrielFermeture(de: { readonly a: string; readonly reseau: string; readonly lien: string }): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-fermeture',
    sujet: 'Confirmez que vous fermez votre compte',
    paragraphes: [
      'Vous avez demandé à fermer votre compte. Le lien mène à un dernier bouton, qui efface tout. C’est définitif.',
      { lien: de.lien, libelle: 'Fermer mon compte' },
      'Ce lien sert une fois, pendant une heure.',
      'Vous avez changé d’avis, ou vous n’avez rien demandé ? Ne faites rien : votre compte reste ouvert.'
    ]
  })
}
