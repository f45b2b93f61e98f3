import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuLieu } from './lettre.tsx'

const COMMENT = {
  silence: 'Le comité ne s’est pas opposé.',
  signature: 'Votre signature est reçue.',
  droit: 'Il figure sur une liste de membres de droit : il n’y a pas de déclaration à faire.'
} as const

/** To a new member: since when, until when, what to do (T6, T7, signature). */
export const courrielBienvenue = (
  cadre: CadreLettre,
  {
    comment,
    depuis,
    fin,
    confirmationMois
  }: {
    readonly comment: keyof typeof COMMENT
    readonly depuis: Date
    readonly fin?: Date | undefined
    readonly confirmationMois: number | null
  }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'bienvenue',
    sujet: 'Bienvenue dans le réseau',
    paragraphes: [
      `« ${cadre.lieu} » est membre${comment === 'droit' ? ' de droit' : ''} du réseau depuis le ${direJour(depuis, cadre.zone)}. ${COMMENT[comment]} Bienvenue !`,
      fin
        ? `L’adhésion va jusqu’au ${dernierJour(fin, cadre.zone)} compris. Elle se renouvelle toute seule si la fiche est mise à jour au moins une fois d’ici là.`
        : 'L’adhésion n’a pas de date de fin.',
      ...(confirmationMois === null
        ? []
        : [
            `Nous vous demanderons de confirmer vos engagements ${confirmationMois === 12 ? 'une fois par an' : `tous les ${confirmationMois} mois`}.`
          ]),
      'Relisez maintenant la fiche de votre lieu : le public y cherche vos horaires, vos services, votre adresse.',
      { libelle: 'Compléter la fiche', lien: cadre.liens.modifier },
      { libelle: 'Voir votre adhésion', lien: cadre.liens.suivi }
    ]
  })
