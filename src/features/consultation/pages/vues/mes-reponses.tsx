import type { Contexte } from '../../../../platform/http/feature.ts'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { direMotif } from '../../domain/moderation.ts'
import {
  ETATS_DITS,
  GENRES_DITS,
  type MaContribution,
  type MonItem,
  type Refusee,
  titreVisible
} from '../../domain/recapitulatif.ts'
import { direSens } from '../../domain/refus.ts'
import type { Module } from '../../store/consultation.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminDe, cheminItem, cheminMesReponses, cheminModule, PageConsultation } from './cadre.tsx'
import { direPeriode } from './dire.ts'
import { LireLaDecision } from './signaler-lien.tsx'

export interface MesReponses extends ConsultationOuverte {
  readonly modules: readonly Module[]
  readonly items: readonly MonItem[]
  readonly contributions: readonly MaContribution[]
}

/** Items without an answer that are named; the others are behind their module's link. */
const SANS_AVIS_NOMMES = 15

/** « Récapitulatif de vos réponses » : everything one person said, to read, print or carry away (CON-15). */
export function rendreMesReponses(c: Contexte, miennes: MesReponses): Response | Promise<Response> {
  const { consultation, modules, items, contributions, etat } = miennes
  const chemin = cheminMesReponses(consultation)
  const parItem = Map.groupBy(contributions, ({ item_id }) => item_id)
  const avis = items.filter(({ sens }) => sens !== null).length
  const autres = contributions.length + items.filter(({ sien }) => sien).length
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Récapitulatif de vos réponses'
      consultation={consultation}
      chapeau={
        <>
          <p class='lead'>
            {avis + autres === 0
              ? 'Vous n’avez pas encore répondu à cette consultation.'
              : `${compter(avis, 'avis', 'avis')}, ${compter(autres, 'contribution', 'contributions', 'aucune')}.`}
          </p>
          <p class='meta'>
            <span>{direPeriode(miennes)}</span>
            {c.var.acteur.compte && <span>Sous le pseudonyme {c.var.acteur.compte.pseudonyme}</span>}
          </p>
          {etat === 'ouverte' && <p>Vous pouvez changer ou retirer vos réponses jusqu’à la clôture.</p>}
        </>
      }
      horsMoteurs
    >
      {avis + autres > 0 && (
        <p class='btns'>
          <a href={`${chemin}.csv`}>Télécharger pour un tableur (CSV)</a>
          <a href={`${chemin}.json`}>Télécharger en JSON</a>
        </p>
      )}
      {modules.map((module) => (
        <Partie
          miennes={miennes}
          module={module}
          items={items.filter(({ module_id }) => module_id === module.id)}
          parItem={parItem}
        />
      ))}
    </PageConsultation>
  )
}

function Partie(props: {
  miennes: MesReponses
  module: Module
  items: readonly MonItem[]
  parItem: ReadonlyMap<string, readonly MaContribution[]>
}) {
  const { miennes, module, items, parItem } = props
  const { consultation, etat } = miennes
  const repondus = items.filter((item) => item.sien || item.sens !== null || parItem.has(item.id))
  const sans = module.avis
    ? items.filter(
        ({ sens, sien, etat: vu, genre }) => sens === null && !sien && vu === 'publie' && genre !== 'amendement'
      )
    : []
  return (
    <section class='section' id={module.adresse} aria-labelledby={`titre-${module.adresse}`}>
      <h2 id={`titre-${module.adresse}`}>{module.titre}</h2>
      {repondus.length === 0 && <p class='mt3'>Vous n’avez rien répondu dans cette partie.</p>}
      <ul class='rows mt4'>
        {repondus.map((item) => (
          <li class='stack'>
            <h3>
              <a href={cheminItem(consultation, item)}>{titreVisible(item)}</a>
            </h3>
            {item.sien && (
              <>
                <p>
                  {item.genre === 'amendement' ? 'Votre amendement' : 'Votre proposition'}{' '}
                  <Suite miennes={miennes} chose={item} />
                </p>
                <Paragraphes texte={item.texte} />
                <Pourquoi miennes={miennes} chose={item} />
              </>
            )}
            {item.sens && (
              <>
                <p>
                  Votre avis&nbsp;: <b>{direSens(item.sens, module)}</b>
                </p>
                {item.pourquoi && <Paragraphes texte={item.pourquoi} />}
                {item.pourquoi_retire && (
                  <p class='soft'>La modération a retiré votre raison. Votre avis compte toujours.</p>
                )}
              </>
            )}
            {(parItem.get(item.id) ?? []).map((contribution) => (
              <div class='stack'>
                <p>
                  {GENRES_DITS[contribution.genre]}
                  {contribution.organisateur && ' au nom de l’organisateur'}{' '}
                  <Suite miennes={miennes} chose={contribution} />
                </p>
                <Paragraphes texte={contribution.texte} />
                {contribution.lien && <p class='break'>{contribution.lien}</p>}
                <Pourquoi miennes={miennes} chose={contribution} />
              </div>
            ))}
          </li>
        ))}
      </ul>
      {sans.length > 0 && (
        <>
          <h3 class='mt6'>Sans avis de votre part ({nombre(sans.length)})</h3>
          <ul class='mt3 stack'>
            {sans.slice(0, SANS_AVIS_NOMMES).map((item) => (
              <li>{etat === 'ouverte' ? <a href={cheminItem(consultation, item)}>{item.titre}</a> : item.titre}</li>
            ))}
          </ul>
          {sans.length > SANS_AVIS_NOMMES && (
            <p class='mt3'>
              <a href={cheminModule(consultation, module)}>Voir les autres dans « {module.titre} »</a>
            </p>
          )}
        </>
      )}
      {items.length === 0 && (
        <p class='mt3'>
          <a href={cheminDe(consultation)}>Revenir à la consultation</a>
        </p>
      )}
    </section>
  )
}

type Chose = Refusee & Pick<MaContribution, 'etat' | 'le'>

const Suite = ({ miennes, chose: { etat, le } }: { miennes: MesReponses; chose: Chose }) => (
  <>
    du {miennes.dire(le)}&nbsp;: {ETATS_DITS[etat].toLowerCase()}
  </>
)

/** Why a moderator did not show it, and where to answer. */
function Pourquoi({ miennes, chose }: { miennes: MesReponses; chose: Chose }) {
  const { motif, raison, decision } = chose
  if (!motif) return null
  return (
    <Note ton='attention'>
      <p>
        {direMotif(motif)}
        {raison && `. ${raison}`}
      </p>
      {decision && <LireLaDecision consultation={miennes.consultation} trace={{ id: decision }} />}
    </Note>
  )
}
