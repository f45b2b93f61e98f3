import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a lieu whose suspension the committee lifts (T15). Its period ran on meanwhile: it may be over. */
export const courrielLevee = (
  cadre: CadreLettre,
  { le, raisons, membre }: { readonly le: Date; readonly raisons: string; readonly membre: boolean }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'levee',
    sujet: 'Votre suspension est levée',
    paragraphes: [
      `Le comité a levé le ${direJour(le, cadre.zone)} la suspension de « ${cadre.lieu} ».${membre ? ' Votre lieu est de nouveau membre du réseau.' : ''}`,
      ...(raisons.trim() ? ['Voici ce qu’il a écrit :', { citation: raisons }] : []),
      ...(membre
        ? []
        : ['La période d’adhésion s’était terminée pendant ce temps. Un autre message vous dit comment revenir.']),
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
