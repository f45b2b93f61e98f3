import type { Message } from '../../../platform/mail/index.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a lieu of the directory: it may join (T1). `refuser`: where whoever reads its published address asks for no more. */
export const courrielInvitation = (cadre: CadreLettre, refuser?: string): Message =>
  ecrireAuLieu(cadre, {
    nom: 'invitation',
    sujet: 'Une invitation à rejoindre le réseau',
    paragraphes: [
      `Votre lieu « ${cadre.lieu} » est déjà dans notre annuaire. Nous vous invitons à rejoindre notre réseau.`,
      'Vous lisez la charte. Si elle vous convient, vous l’acceptez et vous remplissez une déclaration.',
      { libelle: 'Lire la charte', lien: cadre.liens.charte },
      { libelle: 'Répondre à l’invitation', lien: cadre.liens.suivi },
      'Vous êtes libre d’accepter ou non. Votre lieu reste dans l’annuaire dans les deux cas.',
      ...(refuser
        ? [
            'Nous envoyons au plus une invitation tous les six mois.',
            { libelle: 'Ne plus recevoir d’invitation', lien: refuser }
          ]
        : [])
    ]
  })
