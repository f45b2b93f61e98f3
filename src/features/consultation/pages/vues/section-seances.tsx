import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { jourCourt } from '../../../../platform/ui/composants/date/date.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { montreTotaux } from '../../domain/module.ts'
import { suitLaCloture } from '../../domain/seance.ts'
import { findOpinionsDe } from '../../store/opinion.store.ts'
import { listDitsEnSeance } from '../../store/seance.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminSeance, direAvis } from './seances.tsx'
import { Section } from './section.tsx'

/** What was said in person, apart from the rest, shown when the totals are (AMB-22). */
export async function sectionSeances(
  c: Contexte,
  { item, module, consultation }: ItemOuvert
): Promise<Child | undefined> {
  if (!module.avis) return undefined
  const compte = c.var.acteur.compte?.id
  const [dits, miens] = await Promise.all([
    listDitsEnSeance(c.var.db, item.id),
    compte && module.resultats === 'apres-avis' ? findOpinionsDe(c.var.db, compte, [item.id]) : undefined
  ])
  const montre = montreTotaux(module, { figee: consultation.figee_le !== null, aRepondu: (miens?.size ?? 0) > 0 })
  if (!montre || dits.length === 0) return undefined
  const comptees = dits.filter((dit) => !suitLaCloture(dit, consultation))
  const total = {
    accord: comptees.reduce((somme, { accord }) => somme + accord, 0),
    revoir: comptees.reduce((somme, { revoir }) => somme + revoir, 0)
  }
  return (
    <Section c={c} id='seances' titre={comptees.length > 0 ? 'Avec l’aide d’un médiateur' : 'En séance'}>
      {comptees.length > 0 && (
        <p class='mt3'>En séance, avec un médiateur&nbsp;: {direAvis(total)}. Ces avis sont comptés à part.</p>
      )}
      <ul class='rows mt4'>
        {dits.map((dit) => (
          <li>
            <p>
              <a href={cheminSeance(consultation, dit.seance)}>{dit.nom}</a>, {jourCourt(dit.tenue_le)}
              {comptees.includes(dit) ? (
                <>&nbsp;: {direAvis(dit)}</>
              ) : (
                '. Séance tenue après la clôture : elle ne change pas les totaux.'
              )}
            </p>
            {dit.issue && <Paragraphes texte={dit.issue} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}
