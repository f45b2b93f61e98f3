import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To who was a member: it ended for want of an update, and comes back as it went (T11, AMB-06). */
export const courrielNonRenouvellement = (cadre: CadreLettre, { le }: { readonly le: Date }): Message =>
  ecrireAuLieu(cadre, {
    nom: 'non-renouvellement',
    sujet: 'Votre adhésion s’est arrêtée',
    paragraphes: [
      `L’adhésion de « ${cadre.lieu} » s’est arrêtée le ${direJour(le, cadre.zone)} : la fiche n’avait pas été mise à jour pendant la période.`,
      'Ce n’est pas une sanction. Votre lieu reste dans l’annuaire. Il n’est plus présenté comme membre, et n’utilise plus la marque du réseau.',
      'Vous voulez revenir ? Une nouvelle déclaration suffit. Ce que vous aviez écrit est gardé.',
      { libelle: 'Déclarer à nouveau', lien: cadre.liens.suivi }
    ]
  })
