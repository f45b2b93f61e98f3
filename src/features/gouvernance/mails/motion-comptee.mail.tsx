import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from '../../../platform/mail/lettre.tsx'
import { direInstant } from '../../charte/index.ts'
import type { Resultat } from '../domain/depouillement.ts'
import { type EffetDeDecision, RESULTATS } from '../domain/motion.ts'
import type { CadreDuComite } from './cadre-du-comite.ts'

/** To each member of the committee: what the vote decided, and what follows. */
export const courrielMotionComptee = (
  { a, reseau, zone, lien }: CadreDuComite,
  decision: {
    readonly titre: string
    readonly resultat: Resultat
    readonly effet: EffetDeDecision
    readonly priseLe: Date
    readonly pour: number
    readonly contre: number
    readonly abstentions: number
    readonly electeurs: number
  }
): Message => {
  const { titre, resultat, effet, priseLe, pour, contre, abstentions, electeurs } = decision
  return ecrireLettre({
    a,
    sujet: `Résultat du vote\u00a0: ${titre}`.slice(0, 200),
    paragraphes: [
      `${RESULTATS[resultat]}. Le vote s’est fermé le ${direInstant(priseLe, zone)}.`,
      `Pour\u00a0: ${pour}. Contre\u00a0: ${contre}. Abstentions\u00a0: ${abstentions}. Membres qui pouvaient voter\u00a0: ${electeurs}.`,
      EFFETS[effet],
      { libelle: 'Lire le résultat', lien }
    ],
    signature: reseau,
    motif: 'comite-resultat'
  })
}

const EFFETS: Readonly<Record<EffetDeDecision, string>> = {
  opposition: 'Le comité s’oppose à cette adhésion. Le lieu reçoit vos raisons.',
  levee: 'La suspension est levée. Le lieu reçoit vos raisons.',
  reouverture: 'Le lieu peut de nouveau se déclarer. Il reçoit vos raisons.',
  refus: 'La demande du lieu est refusée. Il reçoit vos raisons.',
  deliberation: 'Le texte est adopté.',
  aucun: 'Rien ne change.',
  'sans-objet': 'Le dossier avait changé avant la fin du vote\u00a0: la décision n’a plus d’objet.'
}
