import type { Consultation } from '../../store/consultation.store.ts'
import { jetonOpinion } from '../../store/moderation.store.ts'
import { cheminDe } from './cadre.tsx'

/** What can be reported: something added to an item, an item by its number, the reason of an opinion on that item. */
export type ASignaler =
  | { readonly contribution: string }
  | { readonly item: number }
  | { readonly item: number; readonly opinion: number }

/**
 * Where « Signaler » leads. The number of an opinion is never shown: those of one person follow one another, and would tell
 * which reasons are by the same hand.
 */
export function cheminSignaler(consultation: Pick<Consultation, 'adresse' | 'sel'>, quoi: ASignaler): string {
  const parametres =
    'contribution' in quoi
      ? { contribution: quoi.contribution }
      : { item: String(quoi.item), ...('opinion' in quoi && { raison: jetonOpinion(consultation, quoi.opinion) }) }
  return `${cheminDe(consultation)}/signaler?${new URLSearchParams(parametres)}`
}

/** Where the author of what was taken away reads why, and answers. */
const cheminDecision = (consultation: Pick<Consultation, 'adresse'>, { id }: { readonly id: string }) =>
  `${cheminDe(consultation)}/moderations/${id}`

/** Shown to that author alone, beside the trace. */
export const LireLaDecision = (props: {
  consultation: Pick<Consultation, 'adresse'>
  trace: { readonly id: string }
}) => (
  <p>
    <a href={cheminDecision(props.consultation, props.trace)}>Lire la décision de la modération, et y répondre</a>
  </p>
)
