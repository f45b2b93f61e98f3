import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a lieu that left under sanction: the committee lets it declare again. */
export const courrielReouverture = (
  cadre: CadreLettre,
  { le, raisons }: { readonly le: Date; readonly raisons: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'reouverture',
    sujet: 'Vous pouvez revenir dans le réseau',
    paragraphes: [
      `Le comité a décidé le ${direJour(le, cadre.zone)} que « ${cadre.lieu} » peut revenir dans le réseau.`,
      ...(raisons.trim() ? ['Voici ce qu’il a écrit :', { citation: raisons }] : []),
      'Une nouvelle déclaration suffit, quand vous voulez.',
      { libelle: 'Déclarer à nouveau', lien: cadre.liens.suivi }
    ]
  })
