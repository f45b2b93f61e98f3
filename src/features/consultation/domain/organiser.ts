import type { EtatConsultation } from './etat.ts'

/** What the organiser may still do, by the state of the consultation. */
export const GESTES = {
  /** People gave their opinion on those words, under those rules: nothing of it changes once it is open. */
  preparer: ['brouillon', 'a-venir'],
  dater: ['brouillon'],
  publier: ['brouillon'],
  supprimer: ['brouillon'],
  presenter: ['brouillon', 'a-venir', 'ouverte', 'close', 'restituee'],
  completer: ['brouillon', 'a-venir', 'ouverte'],
  reporter: ['a-venir', 'ouverte'],
  clore: ['ouverte'],
  archiver: ['close', 'restituee']
} as const satisfies Readonly<Record<string, readonly EtatConsultation[]>>
export type GesteDOrganisateur = keyof typeof GESTES

export const peutFaire = (geste: GesteDOrganisateur, etat: EtatConsultation): boolean =>
  (GESTES[geste] as readonly EtatConsultation[]).includes(etat)

/** One place up or down; the same list when there is nowhere to go. */
export function deplacer(ids: readonly string[], id: string, vers: 'haut' | 'bas'): readonly string[] {
  const place = ids.indexOf(id)
  const autre = ids[place + (vers === 'haut' ? -1 : 1)]
  if (place < 0 || autre === undefined) return ids
  return ids.map((un) => (un === id ? autre : un === autre ? id : un))
}
