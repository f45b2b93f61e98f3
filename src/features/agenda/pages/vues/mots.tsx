import { heureDe, jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { type ContenuAction, definitionGenre, type EtatAction } from '../../domain/action-projet.ts'

/** « mardi 16 juin 2026, de 14 h à 16 h », on the lieu's own clock. */
export function periodeEnMots({ genre, debut, fin }: Pick<ContenuAction, 'genre' | 'debut' | 'fin'>, fuseau: string) {
  if (!debut) return 'Sans date'
  const jour = (date: Date) => jourEnMots(date, fuseau)
  if (definitionGenre(genre).parJours) {
    // The end is the first instant that is no longer in it.
    const dernier = fin && jour(new Date(fin.getTime() - 1))
    if (!dernier) return `À partir du ${jour(debut)}`
    return dernier === jour(debut) ? `Le ${dernier}` : `Du ${jour(debut)} au ${dernier}`
  }
  const a = (date: Date) => `${jour(date)} à ${heureDe(date, fuseau)}`
  if (!fin) return `Le ${a(debut)}`
  return jour(debut) === jour(fin)
    ? `Le ${jour(debut)}, de ${heureDe(debut, fuseau)} à ${heureDe(fin, fuseau)}`
    : `Du ${a(debut)} au ${a(fin)}`
}

/** The same, with the instant for machines. */
export const Periode = ({ action, fuseau }: { action: ContenuAction; fuseau: string }) =>
  action.debut ? (
    <time datetime={action.debut.toISOString()}>{periodeEnMots(action, fuseau)}</time>
  ) : (
    <>{periodeEnMots(action, fuseau)}</>
  )

export const ETATS: Readonly<Record<EtatAction, string>> = {
  'a-venir': 'À venir',
  'en-cours': 'En cours',
  passee: 'Passé'
}
