import type { Contexte } from '../../../../platform/http/feature.ts'
import { jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { countAvisDe } from '../../store/opinion.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminDe, cheminMesReponses, cheminModule } from './cadre.tsx'

/** Beside an item: the consultation it belongs to, until when, what comes next, what this person already said. */
export async function CoteDeLaConsultation({ c, ouvert }: { c: Contexte; ouvert: ItemOuvert }) {
  const { consultation, module, etat, dire } = ouvert
  const compte = c.var.acteur.compte?.id
  const miens = compte ? await countAvisDe(c.var.db, compte, consultation.id) : undefined
  return (
    <>
      <h2 id='titre-consultation'>
        <a href={cheminDe(consultation)}>{consultation.titre}</a>
      </h2>
      {consultation.question && <p>{consultation.question}</p>}
      <ListeDescriptive
        serre
        faits={[
          { terme: 'Ouverture', valeur: etat === 'a-venir' && dire(consultation.ouverture) },
          { terme: 'Clôture', valeur: consultation.cloture ? dire(consultation.cloture) : 'Pas encore fixée' },
          {
            terme: 'Réponse',
            valeur:
              consultation.reponse_avant && `À chaque proposition, avant le ${jourEnMots(consultation.reponse_avant)}`
          },
          { terme: 'Vous', valeur: miens && `${compter(miens.donnes, 'avis donné', 'avis donnés')} sur ${miens.sur}` }
        ]}
      />
      {compte && (
        <p>
          <a href={cheminMesReponses(consultation)}>Le récapitulatif de vos réponses</a>
        </p>
      )}
      {etat === 'ouverte' && module.propositions !== 'non' && module.nature === 'items' && (
        <p>
          <a href={`${cheminModule(consultation, module)}/proposer`}>{module.libelle_proposition}</a>
        </p>
      )}
    </>
  )
}
