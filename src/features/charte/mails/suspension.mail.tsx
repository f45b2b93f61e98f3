import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To who loses its right: since when, what it means, and that only the committee gives it back (T14, article 13). */
export const courrielSuspension = (
  cadre: CadreLettre,
  { le, manquement }: { readonly le: Date; readonly manquement: string | undefined }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'suspension',
    sujet: 'Votre adhésion est suspendue',
    paragraphes: [
      `L’adhésion de « ${cadre.lieu} » est suspendue depuis le ${direJour(le, cadre.zone)} : le délai pour corriger est passé.`,
      ...(manquement?.trim() ? ['Voici ce qui était à corriger :', { citation: manquement }] : []),
      'Votre lieu n’est plus présenté comme membre. Il ne peut plus utiliser la marque du réseau, dès maintenant. Sa fiche reste dans l’annuaire.',
      'Seul le comité peut lever la suspension. Quand tout est corrigé, demandez-le sur cette page.',
      { libelle: 'Demander au comité de lever la suspension', lien: cadre.liens.suivi }
    ]
  })
