import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a member under warning: the secrétariat found all mended (T13). */
export const courrielCorrectionAcceptee = (cadre: CadreLettre, { le }: { readonly le: Date }): Message =>
  ecrireAuLieu(cadre, {
    nom: 'correction-acceptee',
    sujet: 'Votre avertissement est levé',
    paragraphes: [
      `Le secrétariat a jugé le ${direJour(le, cadre.zone)} que tout est corrigé. L’avertissement de « ${cadre.lieu} » est levé. Merci d’avoir répondu.`,
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
