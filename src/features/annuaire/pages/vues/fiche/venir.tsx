import type { Child } from 'hono/jsx'
import { ListeDescriptive } from '../../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Telephone } from '../../../../../platform/ui/composants/telephone/telephone.tsx'
import { champ } from '../../../domain/schema.ts'
import { adresseSure } from '../mots.ts'
import { HorairesVue } from '../semaine.tsx'
import { type FicheProps, motsClairs } from './fiche.ts'
import { lignes } from './lignes.tsx'

/** When, and how to get in. */
export function venir({ lieu: { valeurs, departement }, maintenant }: FicheProps): Child {
  return (
    <div class='stack'>
      {valeurs.horaires ? (
        <HorairesVue horaires={valeurs.horaires} departement={departement} aujourdhui={maintenant.date} />
      ) : (
        <p>Les horaires ne sont pas connus.</p>
      )}
      <ListeDescriptive
        faits={[
          { terme: 'Prendre contact', valeur: lignes(motsClairs(valeurs, 'modalites_acces')) },
          {
            terme: champ('itinerance').libelle,
            valeur: valeurs.itinerance?.includes('Itinérant') && lignes(motsClairs(valeurs, 'itinerance'))
          },
          { terme: champ('structure_parente').libelle, valeur: valeurs.structure_parente }
        ]}
      />
    </div>
  )
}

/** Steps, deafness, languages: what may keep someone from coming, or from being understood. Hardly any source says it. */
export function accessibilite({ lieu: { valeurs } }: FicheProps): Child {
  const fiche = valeurs.fiche_acces_libre && adresseSure(valeurs.fiche_acces_libre)
  const besoins = motsClairs(valeurs, 'prise_en_charge_specifique')
  const fauteuil = valeurs.prise_en_charge_specifique?.includes('Handicaps moteurs')
  return (
    <div class='stack'>
      {besoins.length > 0 && (
        <>
          <p>Ce lieu se dit prêt à accueillir :</p>
          <ul class='does'>
            {besoins.map((besoin) => (
              <li>{besoin}</li>
            ))}
          </ul>
        </>
      )}
      {fiche && (
        <p>
          Entrée, marches, toilettes : <a href={fiche}>la fiche de ce lieu sur Acceslibre</a>.
        </p>
      )}
      {!fiche && !fauteuil && (
        <p>
          Nous ne savons pas si l’on peut entrer en fauteuil : appelez avant de venir
          {valeurs.telephone && (
            <>
              , au <Telephone numero={valeurs.telephone} />
            </>
          )}
          .
        </p>
      )}
    </div>
  )
}
