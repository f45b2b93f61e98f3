import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { montreTotaux } from '../domain/module.ts'
import { countParticipants } from '../store/cloture.store.ts'
import { listModules } from '../store/consultation.store.ts'
import { findOpinionsDe } from '../store/opinion.store.ts'
import { listDecisionsEnSeance } from '../store/seance.store.ts'
import {
  listGestesParSemaine,
  listGroupes,
  listItemsDeSynthese,
  listSeancesResumees,
  listValeursDonnees
} from '../store/synthese.store.ts'
import { ouvrirConsultation } from './ouvrir.ts'
import { cheminDe, PageConsultation } from './vues/cadre.tsx'
import { Hachures } from './vues/part.tsx'
import {
  Desaccords,
  Groupes,
  OpinionsDuModule,
  Participation,
  Seances,
  SyntheseEcrite,
  Valeurs
} from './vues/synthese.tsx'

export const routesSynthese: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/consultations/:adresse/synthese',
    permission: 'consultation:lire',
    traiter: showSynthese
  }
]

/** What people said, in figures: only those that may be seen at this hour (AMB-22). */
async function showSynthese(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  const { consultation, reseau, etat } = ouverte
  const { db, acteur } = c.var
  const figee = consultation.figee_le !== null
  const [modules, items, valeurs, gestes, seances, decisions, groupes, participants] = await Promise.all([
    listModules(db, consultation.id),
    listItemsDeSynthese(db, consultation.id),
    listValeursDonnees(db, consultation.id),
    listGestesParSemaine(db, consultation.id, reseau.fuseau),
    listSeancesResumees(db, consultation),
    listDecisionsEnSeance(db, consultation.id),
    // Found at the closing alone: seen from one day to the next, they would tell what somebody has just answered.
    figee ? listGroupes(db, consultation.id) : [],
    consultation.participants ?? countParticipants(db, consultation.id)
  ])
  const ids = items.map(({ id }) => id)
  const miens = acteur.compte ? await findOpinionsDe(db, acteur.compte.id, ids) : new Map<string, unknown>()
  const quiDemandent = modules.filter(({ avis }) => avis)
  const parModule = quiDemandent
    .map((module) => ({
      module,
      items: items.filter(
        (item) => item.module_id === module.id && montreTotaux(module, { figee, aRepondu: miens.has(item.id) })
      )
    }))
    .filter((un) => un.items.length > 0)
  const visibles = parModule.flatMap((un) => un.items)
  const demandes = items.filter(({ module_id }) => quiDemandent.some(({ id }) => id === module_id))
  const caches = visibles.length < demandes.length
  const chemin = cheminDe(consultation)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='La synthèse'
      consultation={consultation}
      horsMoteurs={etat === 'brouillon'}
      chapeau={
        <>
          <p class='lead'>
            {participants === 0
              ? 'Personne n’a encore participé.'
              : `${compter(participants, 'personne a participé', 'personnes ont participé')}${figee ? '' : ' jusqu’ici'}.`}
          </p>
          {caches && (
            <p>
              {visibles.length === 0
                ? 'Les totaux des avis ne sont pas encore montrés, pour que personne ne soit influencé. Voici qui participe.'
                : 'Certains totaux ne sont pas encore montrés, pour que personne ne soit influencé.'}
            </p>
          )}
          <p class='btns'>
            {consultation.restituee_le && <a href={`${chemin}/reponses`}>Lire les réponses de l’organisateur</a>}
            <a href={`${chemin}/donnees`}>Prendre les données</a>
          </p>
        </>
      }
    >
      {consultation.restituee_le && consultation.synthese && <SyntheseEcrite texte={consultation.synthese} />}
      <Participation ouverte={ouverte} items={items} gestes={gestes} />
      <Hachures />
      {parModule.map((un) => (
        <OpinionsDuModule ouverte={ouverte} {...un} />
      ))}
      <Desaccords ouverte={ouverte} items={visibles} figee={figee} />
      <Valeurs valeurs={valeurs} />
      <Groupes ouverte={ouverte} groupes={groupes} items={visibles} />
      <Seances ouverte={ouverte} seances={seances} decisions={decisions} items={visibles} />
    </PageConsultation>
  )
}
