import type { Message } from '../../../platform/mail/index.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a lieu that asked to come back, when the committee says no, with its reasons (AMB-08). */
export const courrielRetourRefuse = (cadre: CadreLettre, { raisons }: { readonly raisons: string }): Message =>
  ecrireAuLieu(cadre, {
    nom: 'retour-refuse',
    sujet: 'Le comité a répondu à votre demande',
    paragraphes: [
      `Le comité a lu la demande de « ${cadre.lieu} ». Pour l’instant, rien ne change. Voici ses raisons :`,
      { citation: raisons },
      'Quand vous aurez avancé, vous pourrez refaire une demande.',
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
