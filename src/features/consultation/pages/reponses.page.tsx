import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { SORTS, type SortReponse } from '../domain/item.ts'
import { type ItemEtReponse, listItemsEtReponses, type ReponseOfficielle } from '../store/reponse.store.ts'
import { type ConsultationOuverte, ouvrirConsultation } from './ouvrir.ts'
import { cheminDe, cheminItem, PageConsultation } from './vues/cadre.tsx'
import { CorpsDeReponse, nommerDecisions } from './vues/reponse.tsx'

export const routesReponses: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/consultations/:adresse/reponses',
    permission: 'consultation:lire',
    traiter: showReponses
  }
]

/** Every answer, by fate: what a consultation was for. */
async function showReponses(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  const { consultation, dire } = ouverte
  const restituee = consultation.restituee_le
  const items = restituee ? await listItemsEtReponses(c.var.db, consultation.id) : []
  const repondus = items.flatMap(({ reponse, ...item }) => (reponse ? [{ ...item, reponse }] : []))
  const decisions = await nommerDecisions(
    c.var.db,
    repondus.map(({ reponse }) => reponse)
  )
  const parSort = Map.groupBy(repondus, ({ reponse }) => reponse.sort)
  const sorts = sortsDans(parSort)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Les réponses de l’organisateur'
      consultation={consultation}
      horsMoteurs={!restituee}
      chapeau={
        restituee ? (
          <>
            <p class='lead'>Ce que devient chaque proposition, et pourquoi.</p>
            {items.length > repondus.length && (
              <p>
                Publiées depuis par la modération, elles attendent leur réponse :{' '}
                {compter(items.length - repondus.length, 'proposition', 'propositions')}.
              </p>
            )}
            <p>
              Publiées le {dire(restituee)}.{' '}
              {sorts.map((sort) => `${SORTS[sort]} : ${parSort.get(sort)?.length ?? 0}`).join(', ')}.
            </p>
            <p class='btns'>
              <a href={`${cheminDe(consultation)}/synthese`}>Lire la synthèse</a>
              <a href={`${cheminDe(consultation)}/donnees`}>Prendre les données</a>
            </p>
          </>
        ) : (
          <PasEncore ouverte={ouverte} />
        )
      }
    >
      {sorts.map((sort) => (
        <section class='section' aria-labelledby={`titre-${sort}`} id={sort}>
          <h2 class='title-n' id={`titre-${sort}`}>
            {SORTS[sort]}{' '}
            <span class='num'>{compter(parSort.get(sort)?.length ?? 0, 'proposition', 'propositions', 'aucune')}</span>
          </h2>
          {parSort.get(sort)?.map((item) => (
            <UneReponse ouverte={ouverte} item={item} decisions={decisions} />
          ))}
        </section>
      ))}
    </PageConsultation>
  )
}

const sortsDans = (parSort: ReadonlyMap<SortReponse, unknown>) =>
  (Object.keys(SORTS) as SortReponse[]).filter((sort) => parSort.has(sort))

function PasEncore({ ouverte: { consultation, etat } }: { ouverte: ConsultationOuverte }) {
  const avant = consultation.reponse_avant ? `, avant le ${jourEnMots(consultation.reponse_avant)}` : ''
  // Only a topic is put away without answers.
  if (etat === 'archivee')
    return <p class='lead'>Ce sujet est rangé dans les archives, sans réponse de l’organisateur.</p>
  return (
    <p class='lead'>
      {etat === 'close'
        ? `L’organisateur prépare ses réponses. Elles paraîtront ici, toutes ensemble${avant}.`
        : `L’organisateur répondra à chaque proposition après la clôture${avant}.`}
    </p>
  )
}

function UneReponse(props: {
  ouverte: ConsultationOuverte
  item: Omit<ItemEtReponse, 'reponse'> & { readonly reponse: ReponseOfficielle }
  decisions: ReadonlyMap<string, string>
}) {
  const { ouverte, item, decisions } = props
  const { consultation, dire } = ouverte
  return (
    <article class='mt6'>
      <h3>
        <a href={cheminItem(consultation, item)}>{item.titre}</a>
      </h3>
      <p class='soft'>{item.parent ? `Amendement à « ${item.parent} »` : item.module}</p>
      <CorpsDeReponse reponse={item.reponse} decisions={decisions} restituee={consultation.restituee_le} dire={dire} />
    </article>
  )
}
