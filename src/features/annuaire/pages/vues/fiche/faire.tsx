import type { Child } from 'hono/jsx'
import { ListeDescriptive } from '../../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { champ, type NomChamp, SERVICES } from '../../../domain/schema.ts'
import { serviceEnClair } from '../../../domain/vocabulaires/services-en-clair.ts'
import { type FicheProps, motsClairs } from './fiche.ts'
import { lignes } from './lignes.tsx'

/** What people come for: each kind of help with its examples, how it is given, to whom, at what price. */
export function faire({ lieu: { numero, valeurs } }: FicheProps): Child {
  const { services } = valeurs
  return (
    <div class='stack'>
      {services ? (
        <ul class='does'>
          {services.map((service) => (
            <li>
              <b>{service}</b>
              <span class='only-screen'>{serviceEnClair(service)?.exemple}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>Aucune source ne dit quelles aides ce lieu propose. Le plus sûr est de les joindre.</p>
      )}
      {valeurs.presentation_detail && (
        <div class='presentation stack'>
          {paragraphes(valeurs.presentation_detail).map((paragraphe) => (
            <p>{paragraphe}</p>
          ))}
        </div>
      )}
      <ListeDescriptive
        faits={FAITS.map((nom) => ({ terme: champ(nom).libelle, valeur: lignes(motsClairs(valeurs, nom)) }))}
      />
      <PasIci numero={numero} services={services ?? []} />
    </div>
  )
}

const FAITS: readonly NomChamp[] = [
  'frais_a_charge',
  'modalites_accompagnement',
  'publics_specifiquement_adresses',
  'dispositif_programmes_nationaux',
  'formations_labels',
  'autres_formations_labels'
]

export const paragraphes = (texte: string | undefined) =>
  (texte ?? '').split(/\n+/).filter((paragraphe) => paragraphe.trim())

/** For every kind of help this lieu does not offer, the nearest ones that do. */
function PasIci({ numero, services }: { numero: number; services: readonly string[] }) {
  const absents = SERVICES.filter((service) => !services.includes(service))
  if (absents.length === 0) return null
  return (
    <details class='no-print'>
      <summary>Ce lieu ne fait pas cela ? Trouver le plus proche qui le fait</summary>
      <ul class='does'>
        {absents.map((service) => (
          <li>
            <a href={`/orienter/autour?${new URLSearchParams({ lieu: String(numero), service })}`}>{service}</a>
            <small class='hint'>{serviceEnClair(service)?.exemple}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
