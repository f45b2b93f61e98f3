import type { Instants } from './etat.ts'

/** What those who follow a consultation are told by e-mail. */
export type Evenement = 'ouverture' | 'bientot' | 'cloture' | 'restitution'

const JOUR_MS = 86_400_000

/** How long before the closing it is recalled. */
const BIENTOT_MS = 3 * JOUR_MS

/**
 * What is to be told at this instant. A consultation too short for both is told its opening only; counts are told once they
 * are frozen, never before.
 */
export function evenementsDus(c: Instants, now: Date): readonly Evenement[] {
  if (!c.publiee_le || c.archivee_le) return []
  if (c.restituee_le) return ['restitution']
  if (c.figee_le) return ['cloture']
  if (c.ouverture > now || (c.cloture && c.cloture <= now)) return []
  const rappel = c.cloture && new Date(c.cloture.getTime() - BIENTOT_MS)
  const long = rappel && rappel.getTime() - c.ouverture.getTime() >= JOUR_MS
  return rappel && long && rappel <= now ? ['ouverture', 'bientot'] : ['ouverture']
}
