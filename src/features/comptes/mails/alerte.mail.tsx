import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

const EVENEMENTS = {
  'mot-de-passe': {
    sujet: 'Votre mot de passe a changé',
    phrase: 'Le mot de passe de votre compte vient de changer. Vos autres connexions sont fermées.'
  },
  'second-facteur': {
    sujet: 'La double vérification est activée',
    phrase: 'Votre compte demande maintenant un code de votre téléphone après votre mot de passe.'
  },
  'second-facteur-retire': {
    sujet: 'La double vérification est retirée',
    phrase: 'Votre compte ne demande plus de code après votre mot de passe.'
  },
  codes: {
    sujet: 'Vous avez de nouveaux codes de secours',
    phrase: 'De nouveaux codes de secours viennent d’être créés pour votre compte. Les anciens ne servent plus.'
  },
  'code-utilise': {
    sujet: 'Un code de secours vient de servir',
    phrase: 'Un de vos codes de secours vient de servir pour entrer dans votre compte. Il ne servira plus.'
  },
  'cle-ajoutee': {
    sujet: 'Une clé d’accès est ajoutée à votre compte',
    phrase: 'Une nouvelle clé d’accès ouvre maintenant votre compte.'
  },
  'cle-retiree': {
    sujet: 'Une clé d’accès est retirée de votre compte',
    phrase: 'Une clé d’accès n’ouvre plus votre compte.'
  },
  identite: {
    sujet: 'Une nouvelle façon d’entrer dans votre compte',
    phrase: 'Un service de connexion extérieur ouvre maintenant votre compte.'
  },
  adresse: {
    sujet: 'L’adresse de votre compte a changé',
    phrase: 'Vous vous connectez maintenant avec votre nouvelle adresse. Celle-ci ne sert plus.'
  }
} as const

export type Alerte = keyof typeof EVENEMENTS

/** To the owner of an account when something that opens it has changed: if it was somebody else, they learn it here. */
export function courrielAlerte(de: {
  readonly a: string
  readonly reseau: string
  readonly evenement: Alerte
  readonly oubli: string
}): Message {
  const { sujet, phrase } = EVENEMENTS[de.evenement]
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-alerte',
    sujet,
    paragraphes: [
      phrase,
      'C’était vous ? Vous n’avez rien à faire.',
      'Ce n’était pas vous ? Changez tout de suite de mot de passe : toutes les connexions seront fermées.',
      { lien: de.oubli, libelle: 'Changer de mot de passe' }
    ]
  })
}
