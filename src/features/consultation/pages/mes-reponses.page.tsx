import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { enFlux } from '../../../platform/http/flux.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { Carte } from '../../../platform/ui/composants/carte/carte.tsx'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { keepNothing } from '../../comptes/index.ts'
import { COLONNES, lignesDe } from '../domain/recapitulatif.ts'
import { listModules } from '../store/consultation.store.ts'
import { listParticipationsDe } from '../store/donnees-personnelles.store.ts'
import { listMesContributions, listMesItems } from '../store/recapitulatif.store.ts'
import { ouvrirConsultation } from './ouvrir.ts'
import { CONSULTATIONS, cheminMesReponses, PageConsultation } from './vues/cadre.tsx'
import { type MesReponses, rendreMesReponses } from './vues/mes-reponses.tsx'

const permission = 'consultation:suivre'
const UNE = '/consultations/:adresse/mes-reponses'

/** To be mounted before the consultations, which « mes-reponses » is not one of. */
export const routesMesReponses: readonly Route[] = [
  { methode: 'get', chemin: `${CONSULTATIONS}/mes-reponses`, permission, traiter: showToutes },
  { methode: 'get', chemin: UNE, permission, traiter: show },
  { methode: 'get', chemin: `${UNE}.csv`, permission, traiter: sendCsv },
  { methode: 'get', chemin: `${UNE}.json`, permission, traiter: sendJson }
]

async function showToutes(c: Contexte): Promise<Response> {
  keepNothing(c)
  const compte = c.var.acteur.compte
  const participations = compte ? await listParticipationsDe(c.var.db, compte.id) : []
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Vos réponses aux consultations'
      chapeau={<p class='lead'>Les consultations où vous avez donné votre avis ou contribué.</p>}
      horsMoteurs
    >
      {participations.length === 0 ? (
        <p>
          Vous n’avez pas encore répondu. <a href={CONSULTATIONS}>Voir les consultations ouvertes</a>
        </p>
      ) : (
        <>
          <h2 class='vh'>Les consultations</h2>
          <ul class='cards mt4'>
            {participations.map(({ adresse, titre, avis, contributions, le }) => (
              <Carte
                titre={titre}
                href={cheminMesReponses({ adresse })}
                details={[
                  compter(avis, 'avis', 'avis'),
                  compter(contributions, 'contribution', 'contributions', 'aucune'),
                  `La dernière fois : ${jourEnMots(le)}`
                ]}
              />
            ))}
          </ul>
        </>
      )}
    </PageConsultation>
  )
}

/** What this account answered to the consultation of the address. */
async function lire(c: Contexte): Promise<MesReponses | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const compte = c.var.acteur.compte
  if (!ouverte || !compte) return undefined
  const { id } = ouverte.consultation
  const [modules, items, contributions] = await Promise.all([
    listModules(c.var.db, id),
    listMesItems(c.var.db, id, compte.id),
    listMesContributions(c.var.db, id, compte.id)
  ])
  return { ...ouverte, modules, items, contributions }
}

async function show(c: Contexte): Promise<Response> {
  keepNothing(c)
  const miennes = await lire(c)
  return miennes ? rendreMesReponses(c, miennes) : c.notFound()
}

async function sendCsv(c: Contexte): Promise<Response> {
  const miennes = await lire(c)
  if (!miennes) return c.notFound()
  const { modules, items, contributions } = miennes
  const lignes = lignesDe(modules, items, contributions).map((ligne) => ({ ...ligne }))
  const flux = enFlux(ecrireCsv(COLONNES, lignes, { bom: true }), (panne) => {
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="mes-reponses-${miennes.consultation.adresse}.csv"`,
    'cache-control': 'no-store'
  })
}

async function sendJson(c: Contexte): Promise<Response> {
  const miennes = await lire(c)
  if (!miennes) return c.notFound()
  const { consultation, modules, items, contributions } = miennes
  const corps = {
    consultation: { adresse: consultation.adresse, titre: consultation.titre },
    reponses: lignesDe(modules, items, contributions)
  }
  return c.body(JSON.stringify(corps, null, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="mes-reponses-${consultation.adresse}.json"`,
    'cache-control': 'no-store'
  })
}
