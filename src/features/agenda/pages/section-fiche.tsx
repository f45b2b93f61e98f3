import type { Contexte, SectionContribuee } from '../../../platform/http/feature.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { findLieu, objetDuLieu } from '../../annuaire/index.ts'
import { definitionGenre, ranger } from '../domain/action-projet.ts'
import { type ActionProjet, listActionsPubliques } from '../store/action-projet.store.ts'
import { type LieuDeLaPage, toLieuDeLaPage } from './lieu-de-la-page.ts'
import { Periode } from './vues/mots.tsx'

/** « Actions et projets » on the fiche: the next ones, then the past ones, folded. */
export const sectionActions: SectionContribuee = {
  id: 'actions',
  titre: 'Actions et projets',
  rang: 25,
  charger: showSection
}

const LUES_MAX = 200
const PASSEES_MAX = 20

async function showSection(c: Contexte, numero: number) {
  const { db, now, peut } = c.var
  const actions = await listActionsPubliques(db, numero, LUES_MAX)
  // Nobody who looks after no lieu looks after this one: most fiches stop here.
  if (actions.length === 0 && !peut('fiche:tenir')) return undefined
  const lieu = await findLieu(db, numero)
  if (!lieu) return undefined
  const page = toLieuDeLaPage(lieu)
  const tient = peut('fiche:tenir', await objetDuLieu(db, lieu))
  if (actions.length === 0 && !tient) return undefined
  const { prochaines, passees } = ranger(actions, now, page.fuseau)
  return (
    <div class='stack'>
      {prochaines.length === 0 ? <p>Rien n’est annoncé pour l’instant.</p> : <Liste actions={prochaines} page={page} />}
      {passees.length > 0 && (
        <details>
          <summary>{compter(passees.length, 'action passée', 'actions passées')}</summary>
          <Liste actions={passees.slice(0, PASSEES_MAX)} page={page} />
        </details>
      )}
      {tient && (
        <p>
          <a href={`${page.href}/actions`}>Gérer les actions et projets</a>
        </p>
      )}
    </div>
  )
}

const Liste = ({ actions, page }: { actions: readonly ActionProjet[]; page: LieuDeLaPage }) => (
  <ul class='rows'>
    {actions.map((action) => (
      <li>
        <a class='break' href={`${page.href}/actions/${action.id}`}>
          {action.titre}
        </a>
        <span class='soft'>
          {definitionGenre(action.genre).nom} · <Periode action={action} fuseau={page.fuseau} />
        </span>
      </li>
    ))}
  </ul>
)
