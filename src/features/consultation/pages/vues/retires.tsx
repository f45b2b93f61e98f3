import { direMotif } from '../../domain/moderation.ts'
import type { Retire } from '../../store/item.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminItem } from './cadre.tsx'

/** Of what moderators took away from a list: that it was there, when it went, and why. */
export function Retires(props: { ouvert: ConsultationOuverte; quoi: string; retires: readonly Retire[] }) {
  const { ouvert, quoi, retires } = props
  const { consultation, dire } = ouvert
  return retires.map(({ numero, le, motif }) => (
    <p class='soft mt3'>
      <a href={cheminItem(consultation, { numero })}>
        {quoi}
        <span class='vh'> (numéro {numero})</span>
      </a>{' '}
      le {dire(le)} : {direMotif(motif)}.
    </p>
  ))
}
