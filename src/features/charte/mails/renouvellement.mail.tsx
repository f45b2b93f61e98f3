import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuLieu } from './lettre.tsx'

/** To a member: the period went by, the fiche lived, nothing is to be done (T8). A new version binds from then on (AMB-15). */
export const courrielRenouvellement = (
  cadre: CadreLettre,
  {
    le,
    fin,
    nouvelleVersion
  }: { readonly le: Date; readonly fin?: Date | undefined; readonly nouvelleVersion: boolean }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'renouvellement',
    sujet: 'Votre adhésion est renouvelée',
    paragraphes: [
      `L’adhésion de « ${cadre.lieu} » est renouvelée depuis le ${direJour(le, cadre.zone)}${fin ? `, jusqu’au ${dernierJour(fin, cadre.zone)} compris` : ''}. Vous n’avez rien à faire. Merci de tenir la fiche à jour.`,
      ...(nouvelleVersion
        ? [
            'La charte a changé depuis votre déclaration. La nouvelle version compte pour vous à partir de ce jour.',
            { libelle: 'Lire la charte', lien: cadre.liens.charte }
          ]
        : []),
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
