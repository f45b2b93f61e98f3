import type { BlocReseau } from '../../../platform/http/feature.ts'
import { demandeEnMots } from '../domain/adherer.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { findContenu, listChartes } from '../store/charte.store.ts'

/** What a réseau asks of who joins it, on its own page. */
export const blocCharteDuReseau: BlocReseau = {
  id: 'charte',
  titre: 'La charte',
  rang: 20,
  async charger({ var: { db, now } }, reseau) {
    const siennes = (await listChartes(db)).filter(({ reseau_id }) => reseau_id === reseau.id)
    const lues = await Promise.all(
      siennes.map(async ({ id, nom, versions }) => {
        const version = versionEnVigueur(versions, now)
        return version ? [{ id, nom, contenu: await findContenu(db, version.id) }] : []
      })
    )
    if (lues.flat().length === 0) return undefined
    return (
      <ul class='rows'>
        {lues.flat().map(({ id, nom, contenu }) => (
          <li>
            <a href={`/chartes/${id}`}>{nom}</a>
            <span class='soft'>{`Pour adhérer : ${demandeEnMots(contenu)}.`}</span>
          </li>
        ))}
      </ul>
    )
  }
}
