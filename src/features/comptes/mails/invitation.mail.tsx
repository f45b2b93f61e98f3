import { definitionRole, type RoleDonne } from '../../../kernel/role.ts'
import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from './lettre.tsx'

/** To somebody whom the réseau would like to have: what it offers, and the one thing to do. */
export function courrielInvitation(de: {
  readonly a: string
  readonly reseau: string
  readonly role: RoleDonne
  /** The lieu that it is for, when a person of that lieu invites. */
  readonly lieu?: string | undefined
  readonly lien: string
}): Message {
  const { libelle, texte } = definitionRole(de.role)
  return ecrireLettre({
    a: de.a,
    reseau: de.reseau,
    motif: 'compte-invitation',
    sujet: `Invitation : ${libelle.toLocaleLowerCase('fr')}${de.lieu ? `, ${de.lieu}` : ''}`.slice(0, 200),
    paragraphes: [
      `Vous êtes invité à devenir « ${libelle} »${de.lieu ? ` pour « ${de.lieu} »` : ''}. ${texte}`,
      { lien: de.lien, libelle: 'Voir l’invitation' },
      'Ce lien sert une fois, pendant sept jours. Il est pour vous seul : ne le transmettez pas.',
      'Cela ne vous dit rien ? Ne faites rien : aucun compte n’est ouvert, et cette adresse est oubliée.'
    ]
  })
}
