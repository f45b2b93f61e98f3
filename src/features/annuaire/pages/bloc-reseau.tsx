import type { BlocReseau, Contexte, ReseauDePage } from '../../../platform/http/feature.ts'
import { compter, nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { lieuxDuPerimetre } from '../actions/lieux-du-perimetre.ts'
import { FACETTES } from '../domain/facette.ts'

/** « Les lieux » on the page of a réseau, and « 128 lieux » in the list of réseaux. */
export const blocLieuxDuReseau: BlocReseau = {
  id: 'lieux',
  titre: 'Les lieux',
  rang: 10,
  charger: showLieux,
  resumer: async (c, { genre, territoires }) =>
    // A territory that is still to be said has no lieux; the national one has them all.
    genre === 'territorial' && territoires.length === 0
      ? undefined
      : compter((await lieuxDuPerimetre(c.var.db, territoires)).total, 'lieu', 'lieux')
}

async function showLieux(c: Contexte, { genre, territoires }: ReseauDePage) {
  if (genre === 'territorial' && territoires.length === 0) return undefined
  const { total, services } = await lieuxDuPerimetre(c.var.db, territoires)
  const ou = genre === 'national' ? 'en France' : 'sur ce territoire'
  if (total === 0) return <p>Aucun lieu n’est encore connu {ou}.</p>
  return (
    <>
      <p class='lead'>
        {compter(total, 'lieu vous accueille', 'lieux vous accueillent')} {ou}.
      </p>
      {services.length > 0 && (
        <>
          <p>Ce que l’on y trouve le plus souvent :</p>
          <ul class='rows'>
            {services.map(({ service, nombre: lieux }) => (
              <li>
                {nameOf(service)}
                <span class='soft'>
                  {nombre(lieux)} {lieux > 1 ? 'lieux' : 'lieu'}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const nameOf = (service: string) => FACETTES.find(({ cle }) => cle === 'services')?.enClair(service) ?? service
