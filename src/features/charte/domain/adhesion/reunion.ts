import type { Situation } from './situation.ts'

/**
 * Sanctions first, whatever the rights: « merging fiches keeps the most severe state per réseau ». Then what was acquired
 * comes before what was asked, and what was asked before what failed: a duplicate must not cost a member its right.
 */
function rang(situation: Situation): number {
  switch (situation.etat) {
    case 'SUSPENDU':
      return 0
    case 'RETIRE':
      return situation.barre ? 1 : 9
    case 'AVERTI':
      return 2
    case 'MEMBRE':
      return 3
    case 'FENETRE':
      // An open vote is not lost among two candidates.
      return situation.deliberation ? 4 : 4.5
    case 'DECLARE':
      return 5
    case 'OPPOSE':
      return 6
    case 'BROUILLON':
      return 7
    case 'NON_RENOUVELE':
      return 8
    case 'INVITE':
      return 10
    case 'REFERENCE':
      return 11
  }
}

/** Of two situations of lieux that became one, the one that stays. */
export const plusSevere = <S extends Situation>(a: S, b: S): S => (rang(b) < rang(a) ? b : a)

/** What follows both parts of a lieu that was split: a sanction does, a right stays where the responsable says. */
export const estBarre = (situation: Situation): boolean =>
  situation.etat === 'SUSPENDU' || (situation.etat === 'RETIRE' && situation.barre)
