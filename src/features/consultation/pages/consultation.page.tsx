import type { Child } from 'hono/jsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Carte } from '../../../platform/ui/composants/carte/carte.tsx'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { Paragraphes } from '../../gouvernance/index.ts'
import { ETATS, estReportee } from '../domain/etat.ts'
import { listModulesComptes, type ModuleCompte } from '../store/liste.store.ts'
import { cheminDecompte } from './decompte.page.tsx'
import { type ConsultationOuverte, ouvrirConsultation } from './ouvrir.ts'
import { blocResultats } from './vues/bloc-resultats.tsx'
import { cheminDe, cheminModule, PageConsultation } from './vues/cadre.tsx'
import { blocSeances } from './vues/seances.tsx'
import { FormulaireSuivre, LienDuFlux } from './vues/suivre.tsx'

export const routesConsultation: readonly Route[] = [
  { methode: 'get', chemin: '/consultations/:adresse', permission: 'consultation:lire', traiter: showConsultation }
]

/** What is added under the modules: to follow, results. Each says nothing when there is nothing to say. */
const BLOCS: readonly ((c: Contexte, ouverte: ConsultationOuverte) => Promise<Child | undefined>)[] = [
  blocSeances,
  suivre
]

/** What was just done, told at the top of this page. */
const FAITS: Readonly<Record<string, string>> = {}

async function showConsultation(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  const { consultation, reseau, etat, dire } = ouverte
  const compte = c.var.acteur.compte?.id
  const [modules, resultats, blocs] = await Promise.all([
    listModulesComptes(c.var.db, consultation.id, compte),
    blocResultats(c, ouverte),
    Promise.all(BLOCS.map((rendre) => rendre(c, ouverte)))
  ])
  const adresse = `${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}${cheminDe(consultation)}`
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={consultation.titre}
      fait={lireFait(c, FAITS)}
      canonique={adresse}
      tete={<LienDuFlux consultation={consultation} />}
      description={(consultation.question || consultation.introduction).slice(0, 200)}
      horsMoteurs={etat === 'brouillon'}
      consultation={consultation}
      chapeau={
        <>
          {etat === 'brouillon' && (
            <Alerte ton='attention' titre='En préparation'>
              <p>Seules les personnes qui organisent cette consultation voient cette page. Rien n’est encore publié.</p>
            </Alerte>
          )}
          {consultation.question && <p class='lead'>{consultation.question}</p>}
          <p class='meta'>
            <span>
              <Etiquette ton={etat === 'ouverte' ? 'succes' : 'info'}>{ETATS[etat]}</Etiquette>
            </span>
            <span>
              {consultation.sujet ? 'Sujet posé par' : 'Organisée par'} : {reseau.nom}
            </span>
          </p>
        </>
      }
    >
      <div class='with-aside'>
        <div>
          {consultation.introduction && <Paragraphes texte={consultation.introduction} />}
          {/* Once answered, the answers come first: they are what people come back for. */}
          {consultation.restituee_le && resultats}
          <Modules ouverte={ouverte} modules={modules} compte={compte} />
          {!consultation.restituee_le && resultats}
          {blocs}
        </div>
        <aside class='aside stack' aria-labelledby='titre-quand'>
          <h2 id='titre-quand'>Quand ?</h2>
          <ListeDescriptive
            serre
            faits={[
              { terme: 'Ouverture', valeur: dire(consultation.ouverture) },
              {
                terme: 'Clôture',
                valeur: consultation.cloture ? dire(consultation.cloture) : 'Quand l’organisateur décide de la clore'
              },
              { terme: 'D’abord annoncée', valeur: estReportee(consultation) && dire(consultation.cloture_annoncee) },
              {
                terme: 'Réponses',
                valeur: consultation.reponse_avant && `Avant le ${jourEnMots(consultation.reponse_avant)}`
              },
              { terme: 'Participants', valeur: consultation.participants !== null && String(consultation.participants) }
            ]}
          />
          <Ensuite ouverte={ouverte} />
          {consultation.figee_le && (
            <p>
              <a href={cheminDecompte(consultation)}>Vérifier le décompte signé</a>
            </p>
          )}
          <hr />
          <h2>En parler autour de vous</h2>
          <p class='break'>
            <a href={adresse}>{adresse}</a>
          </p>
          <p>
            <a
              href={`mailto:?subject=${encodeURIComponent(consultation.titre)}&body=${encodeURIComponent(`${consultation.question}\n\n${adresse}`)}`}
            >
              Envoyer cette adresse par courriel
            </a>
          </p>
        </aside>
      </div>
    </PageConsultation>
  )
}

async function suivre(c: Contexte, { consultation, etat }: ConsultationOuverte): Promise<Child | undefined> {
  // Once answered, no message is left to come.
  if (etat === 'brouillon' || etat === 'restituee' || etat === 'archivee') return undefined
  return FormulaireSuivre({ c, consultation })
}

/** What happens by itself, and what the organiser promises. */
function Ensuite({ ouverte: { consultation, etat } }: { ouverte: ConsultationOuverte }) {
  const avant = consultation.reponse_avant ? `, avant le ${jourEnMots(consultation.reponse_avant)}` : ''
  switch (etat) {
    case 'brouillon':
    case 'a-venir':
    case 'ouverte':
      return (
        <p>
          À la clôture, les comptes sont arrêtés et inscrits au journal. Ensuite, l’organisateur répond à chaque
          proposition{avant}.
        </p>
      )
    case 'close':
      return (
        <p>
          {consultation.figee_le ? 'Les comptes sont arrêtés.' : 'Le décompte se fait en ce moment.'} L’organisateur
          répond à chaque proposition{avant}.
        </p>
      )
    case 'restituee':
    case 'archivee':
      // A topic may be put away without an answer: the page does not say otherwise.
      return consultation.restituee_le ? (
        <p>L’organisateur a répondu. Chaque proposition dit ce qu’elle est devenue.</p>
      ) : (
        <p>Ce sujet est rangé dans les archives. L’organisateur n’y a pas répondu.</p>
      )
  }
}

function Modules(props: {
  ouverte: ConsultationOuverte
  modules: readonly ModuleCompte[]
  compte: string | undefined
}) {
  const { ouverte, modules, compte } = props
  const { consultation, etat } = ouverte
  const repondre = compte !== undefined && etat !== 'brouillon' && etat !== 'a-venir'
  const donnes = modules.reduce((somme, m) => somme + m.donnes, 0)
  const sur = modules.reduce((somme, m) => somme + (m.avis ? m.items : 0), 0)
  return (
    <section class='section' aria-labelledby='titre-modules'>
      <h2 id='titre-modules'>{etat === 'ouverte' ? 'Donner votre avis' : 'Ce qui est proposé'}</h2>
      {repondre && sur > 0 && (
        <p class='mt3'>
          {donnes > 0
            ? `Vous avez donné votre avis sur ${compter(donnes, 'proposition', 'propositions')} sur ${sur}.`
            : `Vous n’avez ${etat === 'ouverte' ? 'pas encore' : 'pas'} donné votre avis.`}
        </p>
      )}
      {modules.length === 0 && <p class='mt3'>Rien n’est encore proposé.</p>}
      <ul class='cards mt4'>
        {modules.map((module) => (
          <Carte
            titre={module.titre}
            href={cheminModule(consultation, module)}
            sousTitre={module.question}
            details={[
              module.nature === 'texte'
                ? compter(module.items, 'article', 'articles')
                : compter(module.items, 'proposition', 'propositions', 'aucune'),
              repondre && module.avis && compter(module.donnes, 'avis donné', 'avis donnés')
            ]}
          />
        ))}
      </ul>
    </section>
  )
}
