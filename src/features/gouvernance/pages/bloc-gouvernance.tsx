import type { BlocReseau } from '../../../platform/http/feature.ts'
import { listSieges } from '../store/comite.store.ts'
import { listRegistre } from '../store/decision.store.ts'

/** Who decides in a réseau: shown once a committee sits, or has decided something. */
export const blocGouvernance: BlocReseau = {
  id: 'gouvernance',
  titre: 'Qui décide',
  rang: 30,
  async charger({ var: { db, now } }, { id }) {
    const [sieges, { total }] = await Promise.all([
      listSieges(db, id, now),
      listRegistre(db, { reseau: id }, { limite: 1 })
    ])
    if (sieges.length === 0 && total === 0) return undefined
    return (
      <ul class='rows'>
        <li>
          <a href={`/gouvernance?reseau=${id}`}>Le comité et sa règle</a>
          <span class='soft'>{`${sieges.length} membre${sieges.length > 1 ? 's' : ''} aujourd’hui`}</span>
        </li>
        <li>
          <a href={`/gouvernance/decisions?reseau=${id}`}>Les décisions du comité</a>
          <span class='soft'>{`${total} dans le registre`}</span>
        </li>
      </ul>
    )
  }
}
