import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To both mailboxes, the old one and the new one: each must agree. */
export function courrielChangementAdresse(de: {
  readonly a: string
  readonly reseau: string
  readonly qui: 'ancienne' | 'nouvelle'
  readonly lien: string
}): Message {
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-adresse',
    sujet: de.qui === 'ancienne' ? 'Confirmez que vous changez d’adresse' : 'Confirmez votre nouvelle adresse',
    paragraphes: [
      de.qui === 'ancienne'
        ? 'Votre compte va changer d’adresse électronique. Il nous faut votre accord, ici et à la nouvelle adresse.'
        : 'Cette adresse doit devenir celle d’un compte. Il nous faut votre accord, ici et à l’ancienne adresse.',
      { lien: de.lien, libelle: 'Donner mon accord' },
      'Ce lien sert une fois, pendant deux jours.',
      'Vous n’avez rien demandé ? Ne faites rien : l’adresse ne changera pas.'
    ]
  })
}
