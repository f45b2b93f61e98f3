import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { findItemEtReponse } from '../../store/reponse.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { CorpsDeReponse, nommerDecisions, Sort } from './reponse.tsx'
import { Section } from './section.tsx'

/** What the organiser answers to this item, once all the answers are public. */
export async function sectionReponse(c: Contexte, ouvert: ItemOuvert): Promise<Child | undefined> {
  const { item, consultation, etat, dire } = ouvert
  if (etat === 'close')
    return (
      <Section c={c} id='reponse' titre='La réponse de l’organisateur'>
        <p class='mt3'>
          Elle n’est pas encore publiée.
          {consultation.reponse_avant && ` Elle est attendue avant le ${jourEnMots(consultation.reponse_avant)}.`}
        </p>
      </Section>
    )
  if (!consultation.restituee_le) return undefined
  const { reponse } = (await findItemEtReponse(c.var.db, consultation.id, item.numero)) ?? {}
  if (!reponse)
    return (
      <Section c={c} id='reponse' titre='La réponse de l’organisateur'>
        <p class='mt3'>
          Elle manque encore : la modération a publié ce texte après que l’organisateur a répondu aux autres.
        </p>
      </Section>
    )
  const decisions = await nommerDecisions(c.var.db, [reponse])
  return (
    <Section c={c} id='reponse' titre='La réponse de l’organisateur'>
      <p class='mt3'>
        <Sort sort={reponse.sort} />
      </p>
      <CorpsDeReponse reponse={reponse} decisions={decisions} restituee={consultation.restituee_le} dire={dire} />
    </Section>
  )
}
