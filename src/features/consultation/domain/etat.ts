/** The instants that a consultation lives by. */
export interface Instants {
  readonly ouverture: Date
  /** None: an emerging topic, open until somebody closes it (CON-20). */
  readonly cloture: Date | null
  readonly publiee_le: Date | null
  /** When its counts were frozen. */
  readonly figee_le: Date | null
  readonly restituee_le: Date | null
  readonly archivee_le: Date | null
}

export const ETATS = {
  brouillon: 'En préparation',
  'a-venir': 'À venir',
  ouverte: 'Ouverte',
  close: 'Close',
  restituee: 'Restituée',
  archivee: 'Archivée'
} as const
export type EtatConsultation = keyof typeof ETATS

/** The state at an instant. Open from the opening included to the closing excluded. */
export function etatDe(c: Instants, now: Date): EtatConsultation {
  if (!c.publiee_le) return 'brouillon'
  if (c.archivee_le) return 'archivee'
  if (c.restituee_le) return 'restituee'
  if (c.figee_le || (c.cloture && c.cloture <= now)) return 'close'
  return c.ouverture > now ? 'a-venir' : 'ouverte'
}

/** True when the closing was put off: the page keeps saying the date that was first announced. */
export function estReportee<C extends { readonly cloture: Date | null; readonly cloture_annoncee: Date | null }>(
  c: C
): c is C & { readonly cloture: Date; readonly cloture_annoncee: Date } {
  return c.cloture !== null && c.cloture_annoncee !== null && c.cloture.getTime() !== c.cloture_annoncee.getTime()
}
