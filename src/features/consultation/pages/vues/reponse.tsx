import type { Db } from '../../../../platform/db/index.ts'
import { Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { direPubliquement, findDecision, Paragraphes } from '../../../gouvernance/index.ts'
import { SORTS, type SortReponse } from '../../domain/item.ts'
import type { ReponseOfficielle } from '../../store/reponse.store.ts'

/** Titles of the decisions that answers lead to, as the public register says them. */
export async function nommerDecisions(
  db: Db,
  reponses: readonly Pick<ReponseOfficielle, 'decision_id'>[]
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(reponses.flatMap(({ decision_id }) => decision_id ?? []))]
  const decisions = await Promise.all(ids.map((id) => findDecision(db, id)))
  return new Map(decisions.flatMap((une) => (une ? [[une.id, direPubliquement(une).titre]] : [])))
}

export const Sort = ({ sort }: { sort: SortReponse }) => (
  <Etiquette ton={sort === 'retenu' || sort === 'retenu-en-partie' ? 'succes' : 'info'}>{SORTS[sort]}</Etiquette>
)

const DEVENUE: Readonly<Record<string, string>> = {
  condition: 'C’est devenu une condition',
  critere: 'C’est devenu un critère',
  engagement: 'C’est devenu un engagement'
}

/** Why, what it became, and when the answer was mended after everybody could read it. */
export function CorpsDeReponse(props: {
  reponse: ReponseOfficielle
  decisions: ReadonlyMap<string, string>
  restituee: Date | null
  dire: (instant: Date) => string
}) {
  const { reponse, decisions, restituee, dire } = props
  const { critere, decision_id } = reponse
  const decision = decision_id ? decisions.get(decision_id) : undefined
  return (
    <div class='stack mt3'>
      <Paragraphes texte={reponse.texte} />
      {critere && (
        <p>
          {DEVENUE[critere.genre] ?? 'C’est entré dans la charte'} :{' '}
          <a href={`/chartes/${critere.charte}/versions/${critere.version}#critere-${reponse.critere_id}`}>
            {critere.libelle}
          </a>{' '}
          ({critere.nom}, version {critere.version}).
        </p>
      )}
      {decision_id && decision && (
        <p>
          Le comité en a décidé : <a href={`/gouvernance/decisions/${decision_id}`}>{decision}</a>.
        </p>
      )}
      {restituee && reponse.le > restituee && <p class='soft'>Réponse corrigée le {dire(reponse.le)}.</p>}
    </div>
  )
}
