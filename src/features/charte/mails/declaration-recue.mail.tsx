import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuLieu } from './lettre.tsx'

/** To the candidate: the declaration is received, when silence speaks, and the fiche to complete meanwhile (T4, article 5). */
export const courrielDeclarationRecue = (
  cadre: CadreLettre,
  { recueLe, fin }: { readonly recueLe: Date; readonly fin: Date }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'declaration-recue',
    sujet: 'Votre déclaration est reçue',
    paragraphes: [
      `Le secrétariat a reçu la déclaration de « ${cadre.lieu} » le ${direJour(recueLe, cadre.zone)}. Merci.`,
      `Le comité du réseau peut s’opposer jusqu’au ${dernierJour(fin, cadre.zone)} compris, en donnant ses raisons. S’il ne dit rien, votre lieu devient membre le ${direJour(fin, cadre.zone)}. Vous n’aurez rien à faire.`,
      { libelle: 'Suivre votre déclaration', lien: cadre.liens.suivi },
      'En attendant, complétez la fiche de votre lieu : ses horaires, ses services, comment y venir. C’est elle que le public lit.',
      { libelle: 'Compléter la fiche', lien: cadre.liens.modifier }
    ]
  })
