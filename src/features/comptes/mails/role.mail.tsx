import { definitionRole, type RoleDonne } from '../../../kernel/role.ts'
import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To whoever received or lost a role: what changes now. */
export function courrielRole(de: {
  readonly a: string
  readonly reseau: string
  readonly role: RoleDonne
  readonly fait: 'donne' | 'retire'
  readonly lien: string
}): Message {
  const { libelle, texte } = definitionRole(de.role)
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-role',
    sujet: de.fait === 'donne' ? `Vous avez un rôle : ${libelle}` : `Votre rôle prend fin : ${libelle}`,
    paragraphes:
      de.fait === 'donne'
        ? [`Votre compte a maintenant le rôle « ${libelle} ». ${texte}`, { lien: de.lien, libelle: 'Mon compte' }]
        : [
            `Votre compte n’a plus le rôle « ${libelle} ». Ce que vous avez fait reste.`,
            'Vous pensez que c’est une erreur ? Écrivez à la personne qui administre le réseau.'
          ]
  })
}
