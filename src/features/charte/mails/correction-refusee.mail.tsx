import type { Message } from '../../../platform/mail/index.ts'
import { type CadreLettre, dernierJour, ecrireAuLieu } from './lettre.tsx'

/** To a member under warning whose answer is not enough, while there is still time. */
export const courrielCorrectionRefusee = (
  cadre: CadreLettre,
  { fin, jugement }: { readonly fin: Date; readonly jugement: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'correction-refusee',
    sujet: 'Il reste quelque chose à corriger',
    paragraphes: [
      `Le secrétariat a lu votre réponse, à propos de « ${cadre.lieu} ». Pour lui, tout n’est pas encore corrigé.`,
      ...(jugement.trim() ? [{ citation: jugement }] : []),
      `Vous avez encore jusqu’au ${dernierJour(fin, cadre.zone)} compris. Quand c’est fait, dites-le sur cette page.`,
      { libelle: 'Dire que tout est corrigé', lien: cadre.liens.suivi }
    ]
  })
