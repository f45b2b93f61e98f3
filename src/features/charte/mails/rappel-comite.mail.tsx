import type { Message } from '../../../platform/mail/index.ts'
import { direJour, direReste } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuBureau } from './lettre.tsx'

/** To each member of the committee, before the window closes, so that silence is a choice (ADH-21). */
export const courrielRappelComite = (
  cadre: CadreLettre,
  { recueLe, fin }: { readonly recueLe: Date; readonly fin: Date }
): Message =>
  ecrireAuBureau(cadre, {
    nom: 'rappel-comite',
    sujet: 'Une déclaration attend le comité',
    paragraphes: [
      `« ${cadre.lieu} » demande à rejoindre le réseau. Sa déclaration a été reçue le ${direJour(recueLe, cadre.zone)}.`,
      `Le comité peut s’opposer jusqu’au ${dernierJour(fin, cadre.zone)} compris : ${direReste(fin, cadre.now, cadre.zone)}.`,
      `Le silence vaut accord : sans opposition, le lieu devient membre le ${direJour(fin, cadre.zone)}.`
    ]
  })
