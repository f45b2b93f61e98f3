import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To who leaves: recorded, what they undertook, and how one comes back (T16, ADH-22). */
export const courrielRetrait = (
  cadre: CadreLettre,
  { le, barre }: { readonly le: Date; readonly barre: boolean }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'retrait',
    sujet: 'Votre départ est enregistré',
    paragraphes: [
      `« ${cadre.lieu} » a quitté le réseau le ${direJour(le, cadre.zone)}. Merci pour le chemin fait ensemble.`,
      'Vous vous êtes engagé à ne plus utiliser la marque du réseau, dès ce jour, et à ne pas créer un réseau dont le nom prête à confusion.',
      barre
        ? 'Un avertissement ou une suspension était en cours. Pour revenir, il faudra d’abord l’accord du comité.'
        : 'Vous pouvez revenir quand vous voulez, avec une nouvelle déclaration.',
      'La fiche de votre lieu reste dans l’annuaire.',
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
