import type { Etat, Situation } from '../adhesion/situation.ts'
import { estMembre } from '../adhesion/situation.ts'

/** What a passer-by may be told. A warning is « membre »; an opposition, a draft, an invitation leave no mark. */
export type Statut = 'membre' | 'suspendu' | 'ancien-membre' | 'candidat' | 'jamais-membre'

/** A change that anyone may know, without its reasons. */
export interface Etape {
  readonly statut: Extract<Statut, 'membre' | 'suspendu' | 'ancien-membre'>
  /** Its legal instant. */
  readonly le: Date
}

/**
 * The public history of an adhesion, oldest first. Two states that the public cannot tell apart make one step: neither a
 * warning, nor what followed it, can be guessed from the dates. A renewal is no change of status.
 * @param transitions in the order in which they happened
 */
export function historiquePublic(transitions: readonly { readonly vers: Etat; readonly le: Date }[]): Etape[] {
  const etapes: Etape[] = []
  for (const { vers, le } of transitions) {
    const dernier = etapes.at(-1)?.statut
    const statut = estMembre({ etat: vers }) ? 'membre' : vers === 'SUSPENDU' ? 'suspendu' : 'ancien-membre'
    // Who was never a member has nothing to lose.
    if (statut === dernier || (statut === 'ancien-membre' && dernier === undefined)) continue
    etapes.push({ statut, le })
  }
  return etapes
}

export function statutPublic(situation: Situation, historique: readonly Etape[]): Statut {
  switch (situation.etat) {
    case 'MEMBRE':
    case 'AVERTI':
      return 'membre'
    case 'SUSPENDU':
      return 'suspendu'
    case 'DECLARE':
    case 'FENETRE':
      return 'candidat'
    case 'REFERENCE':
    case 'INVITE':
    case 'BROUILLON':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
    case 'RETIRE':
      return historique.length > 0 ? 'ancien-membre' : 'jamais-membre'
  }
}

/**
 * The end of the period, when it is still to come. Under a warning the period runs on past its end, and the renewal is
 * decided at cure: a date already past would tell the warning.
 */
export function finConnue(situation: Situation, now: Date): Date | undefined {
  const fin = 'membre' in situation ? situation.membre.fin : undefined
  return fin && fin > now ? fin : undefined
}

/** What anyone may read of a situation: the same, without an end that would tell a warning (`finConnue`). */
export function situationPublique(situation: Situation, now: Date): Situation {
  if (situation.etat !== 'AVERTI' || finConnue(situation, now)) return situation
  const { fin: _, ...membre } = situation.membre
  return { ...situation, membre }
}

/** A status in big words, and what it means for who stands at the door. */
export const STATUTS: Readonly<Record<Statut, { readonly titre: string; readonly sens: string }>> = {
  membre: {
    titre: 'Ce lieu est membre',
    sens: 'Il respecte la charte du réseau, et il a le droit d’utiliser sa marque.'
  },
  suspendu: {
    titre: 'Son droit est suspendu',
    sens: 'Ce lieu a été membre. En ce moment, il n’a plus le droit d’utiliser la marque du réseau. Seul le comité du réseau peut le lui rendre.'
  },
  'ancien-membre': {
    titre: 'Ce lieu n’est plus membre',
    sens: 'Il a été membre du réseau, et ne l’est plus. Il n’a plus le droit d’utiliser sa marque.'
  },
  candidat: {
    titre: 'Ce lieu n’est pas encore membre',
    sens: 'Il a demandé à rejoindre le réseau. La réponse n’est pas encore connue. Il n’a pas le droit d’utiliser sa marque.'
  },
  'jamais-membre': {
    titre: 'Ce lieu n’est pas membre',
    sens: 'Il est peut-être dans l’annuaire, mais il n’a pas rejoint le réseau. Il n’a pas le droit d’utiliser sa marque.'
  }
}

/** A step of the history, without its date. */
export const ETAPES: Readonly<Record<Etape['statut'], string>> = {
  membre: 'Membre du réseau',
  suspendu: 'Droit suspendu',
  'ancien-membre': 'N’est plus membre'
}
