import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To whoever gave this address to open an account: one click and it is open. */
export function courrielConfirmation(de: {
  readonly a: string
  readonly reseau: string
  readonly pseudonyme: string
  /** What the confirmation will finish. */
  readonly attend?: string | undefined
  readonly lien: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-confirmation',
    sujet: 'Confirmez votre adresse pour ouvrir votre compte',
    paragraphes: [
      `Il reste une étape pour ouvrir votre compte, sous le pseudonyme « ${de.pseudonyme} » : confirmer que cette adresse est la vôtre.`,
      ...(de.attend ? [de.attend] : []),
      { lien: de.lien, libelle: 'Confirmer mon adresse' },
      'Ce lien sert une fois, pendant deux jours.',
      'Vous n’avez rien demandé ? Ne faites rien : sans votre confirmation, aucun compte n’est ouvert, et cette adresse est oubliée.'
    ]
  })
}
