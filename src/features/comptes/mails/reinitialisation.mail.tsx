import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** A link to choose another password. */
export function courrielReinitialisation(de: {
  readonly a: string
  readonly reseau: string
  readonly lien: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-reinitialisation',
    sujet: 'Choisissez un nouveau mot de passe',
    paragraphes: [
      'Voici le lien pour choisir un nouveau mot de passe. Il sert une fois, pendant une heure.',
      { lien: de.lien, libelle: 'Choisir un nouveau mot de passe' },
      'Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même.'
    ]
  })
}
