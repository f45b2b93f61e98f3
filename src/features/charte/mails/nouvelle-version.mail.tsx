import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a member: the charter has changed, when that will count, and that one may accept it at once (AMB-15). */
export const courrielNouvelleVersion = (
  cadre: CadreLettre,
  {
    publieeLe,
    fin,
    comparaison
  }: { readonly publieeLe: Date; readonly fin?: Date | undefined; readonly comparaison: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'nouvelle-version',
    sujet: 'La charte a changé',
    paragraphes: [
      `La charte de notre réseau a une nouvelle version depuis le ${direJour(publieeLe, cadre.zone)}.`,
      { libelle: 'Voir ce qui change', lien: comparaison },
      fin
        ? `Pour « ${cadre.lieu} », elle comptera à partir du prochain renouvellement, le ${direJour(fin, cadre.zone)}. Vous n’avez rien à faire d’ici là.`
        : `Pour « ${cadre.lieu} », elle comptera quand vous l’aurez acceptée.`,
      fin ? 'Vous pouvez aussi l’accepter dès maintenant.' : 'Un geste suffit, quand vous l’avez lue.',
      { libelle: 'Accepter la nouvelle version', lien: cadre.liens.suivi }
    ]
  })
