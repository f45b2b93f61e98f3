import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

const FONDEMENTS = {
  'non-conformite': 'Pour lui, le lieu ne respecte pas encore la charte.',
  inexacte: 'Pour lui, la déclaration n’est pas exacte.'
} as const

/** To the candidate: the committee's reasons, whole, and how to come back (T5, ADH-14, ADH-15). */
export const courrielOpposition = (
  cadre: CadreLettre,
  {
    le,
    fondement,
    raisons
  }: { readonly le: Date; readonly fondement: keyof typeof FONDEMENTS | null; readonly raisons: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'opposition',
    sujet: 'Le comité s’oppose à votre adhésion',
    paragraphes: [
      `Le comité du réseau s’est opposé à l’adhésion de « ${cadre.lieu} » le ${direJour(le, cadre.zone)}.${fondement ? ` ${FONDEMENTS[fondement]}` : ''} Voici ses raisons, telles qu’il les a écrites :`,
      { citation: raisons },
      'Vous pouvez corriger ce qui doit l’être, puis envoyer une nouvelle déclaration quand vous voulez. Ce que vous aviez écrit est gardé.',
      { libelle: 'Corriger et déclarer à nouveau', lien: cadre.liens.suivi },
      'La fiche de votre lieu reste dans l’annuaire.'
    ]
  })
