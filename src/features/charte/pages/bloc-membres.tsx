import type { BlocReseau } from '../../../platform/http/feature.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { countAdhesions } from '../store/montrer.store.ts'

/** How many lieux have joined a réseau, on its page and in the list of réseaux. */
export const blocMembresDuReseau: BlocReseau = {
  id: 'membres',
  titre: 'Les membres',
  rang: 15,
  async charger({ var: { db } }, { id }) {
    const { membres, deDroit, candidats } = await countAdhesions(db, id)
    if (membres + candidats === 0) return undefined
    return (
      <div class='stack'>
        <p class='lead'>{compter(membres, 'lieu est membre', 'lieux sont membres')}</p>
        <ul class='meta'>
          {deDroit > 0 && <li>dont {compter(deDroit, 'membre de droit', 'membres de droit')}</li>}
          {candidats > 0 && <li>et {compter(candidats, 'candidature en cours', 'candidatures en cours')}</li>}
        </ul>
        {membres > 0 && (
          <p class='btns'>
            <a href={`/lieux?membre=${id}`}>Chercher parmi les membres</a>
            <a href={`/reseaux/${id}/membres`}>La liste des membres</a>
          </p>
        )}
      </div>
    )
  },
  async resumer({ var: { db } }, { id }) {
    const { membres } = await countAdhesions(db, id)
    return membres > 0 ? compter(membres, 'membre', 'membres') : undefined
  }
}
