import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuBureau } from './lettre.tsx'

/**
 * To the secrétariat: « Cette déclaration vaut notification au Secrétariat » (articles 3 and 5).
 * @param fin absent where the charter has no window: signing was enough
 */
export const courrielDeclarationALire = (
  cadre: CadreLettre,
  { recueLe, fin }: { readonly recueLe: Date; readonly fin?: Date | undefined }
): Message =>
  ecrireAuBureau(cadre, {
    nom: 'declaration-a-lire',
    sujet: 'Nouvelle déclaration',
    paragraphes: [
      `« ${cadre.lieu} » a envoyé sa déclaration pour rejoindre le réseau. Vous l’avez reçue le ${direJour(recueLe, cadre.zone)}.`,
      fin
        ? `Le comité peut s’opposer jusqu’au ${dernierJour(fin, cadre.zone)} compris. Sans opposition, le lieu devient membre le ${direJour(fin, cadre.zone)}.`
        : 'Cette charte n’a pas de délai d’opposition : le lieu est membre dès sa signature.'
    ]
  })
