import type { Message } from '../../../platform/mail/index.ts'
import { direInstant, direJour, direReste } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuBureau } from './lettre.tsx'

/**
 * To each member of the committee, before the window closes, so that silence is a choice (ADH-21). It leads to where one may
 * oppose: the vote where the committee votes, the dossier where one member decides.
 * @param deliberation when the vote that is open closes
 */
export const courrielRappelComite = (
  cadre: CadreLettre,
  { recueLe, fin, deliberation }: { readonly recueLe: Date; readonly fin: Date; readonly deliberation?: Date }
): Message => {
  const { zone, now, liens } = cadre
  return ecrireAuBureau(cadre, {
    nom: 'rappel-comite',
    sujet: 'Une déclaration attend le comité',
    paragraphes: [
      `« ${cadre.lieu} » demande à rejoindre le réseau. Sa déclaration a été reçue le ${direJour(recueLe, zone)}.`,
      `Le comité peut s’opposer jusqu’au ${dernierJour(fin, zone)} compris : ${direReste(fin, now, zone)}.`,
      deliberation
        ? `Un vote est ouvert jusqu’au ${direInstant(deliberation, zone)}. Sans majorité pour s’opposer, le lieu devient membre le ${direJour(fin, zone)}.`
        : `Le silence vaut accord : sans opposition, le lieu devient membre le ${direJour(fin, zone)}.`,
      ...(liens.vote
        ? [
            deliberation
              ? { libelle: 'Lire les raisons et voter', lien: liens.vote.opposition }
              : { libelle: 'Vous opposer : proposer un vote au comité', lien: liens.vote.opposition }
          ]
        : [])
    ]
  })
}
