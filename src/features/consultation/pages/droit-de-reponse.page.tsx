import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { repondreAModeration } from '../actions/moderer.ts'
import { lireLignes } from '../domain/contribution.ts'
import { decisionAContester, parseCible, RAISON_DE_MODERATION_MAX } from '../domain/moderation.ts'
import { type Chose, type Decision, findChose, findCibleDe, listDecisions } from '../store/moderation.store.ts'
import { type ConsultationOuverte, ouvrirConsultation } from './ouvrir.ts'
import { cheminDe, PageConsultation, type Reprise, statutDe } from './vues/cadre.tsx'
import { ChoseVue, Decisions, LienRegles } from './vues/moderation.tsx'

const CHEMIN = '/consultations/:adresse/moderations/:id'
// An account; and the handler shows it to the author alone.
const permission = 'consultation:suivre'

/** What was decided of somebody's words, shown to them, and where they answer once (CON-26). */
export const routesDroitDeReponse: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: showDecision },
  { methode: 'post', chemin: CHEMIN, permission, traiter: submitReponse }
]

interface DecisionOuverte extends ConsultationOuverte {
  readonly id: string
  readonly chose: Chose
  readonly decisions: readonly Decision[]
}

async function ouvrir(c: Contexte): Promise<DecisionOuverte | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const id = c.req.param('id') ?? ''
  // A decision's number is written as a contribution's.
  const cible = ouverte && parseCible('contribution', id) && (await findCibleDe(c.var.db, id))
  const chose = cible && (await findChose(c.var.db, cible))
  if (!ouverte || !chose || chose.consultation_id !== ouverte.consultation.id) return undefined
  if (chose.auteur_id === null || chose.auteur_id !== c.var.acteur.compte?.id) return undefined
  return { ...ouverte, id, chose, decisions: await listDecisions(c.var.db, chose.cible) }
}

async function showDecision(c: Contexte): Promise<Response> {
  const ouverte = await ouvrir(c)
  return ouverte ? rendre(c, ouverte) : c.notFound()
}

async function submitReponse(c: Contexte): Promise<Response> {
  const ouverte = await ouvrir(c)
  if (!ouverte) return c.notFound()
  const champs = await readFormulaire(c)
  const reponse = lireLignes(champs.reponse ?? '')
  const fautes: ErreurDeChamp[] = /\p{L}/u.test(reponse)
    ? reponse.length > RAISON_DE_MODERATION_MAX
      ? [{ champ: 'reponse', message: '2 000 signes au plus.' }]
      : []
    : [{ champ: 'reponse', message: 'Écrivez votre réponse.' }]
  if (fautes.length > 0) return rendre(c, ouverte, { champs, fautes })
  const fait = await repondreAModeration(c.var.db, ouverte.id, reponse, { acteur: c.var.acteur, now: c.var.now })
  if (fait.ok) return c.redirect(`${cheminDe(ouverte.consultation)}/moderations/${ouverte.id}?fait=repondu`, 303)
  if (fait.error.raison === 'inconnu') return c.notFound()
  return rendre(c, ouverte, { champs, refus: 'Vous avez déjà répondu, ou la modération a décidé entre-temps.' })
}

function rendre(c: Contexte, ouverte: DecisionOuverte, reprise: Reprise = {}): Response | Promise<Response> {
  const { consultation, chose, decisions, id } = ouverte
  const { champs = {}, fautes = [], refus } = reprise
  const ouvrable = decisionAContester(decisions)?.id === id
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Une décision de la modération'
      consultation={consultation}
      reprise={reprise}
      fait={c.req.query('fait') === 'repondu' ? 'Votre réponse est envoyée' : undefined}
      chapeau={<p class='lead'>Vous avez écrit ce texte. Voici ce qui a été décidé, et pourquoi.</p>}
      horsMoteurs
    >
      <section class='section' aria-labelledby='titre-texte'>
        <h2 id='titre-texte'>Votre texte</h2>
        <div class='mt4'>
          <ChoseVue chose={chose} />
          <Decisions decisions={decisions} chose={chose} />
        </div>
      </section>
      {ouvrable && !refus ? (
        <form class='stack section' method='post'>
          <h2>Répondre</h2>
          <ZoneTexte
            nom='reponse'
            libelle='Votre réponse'
            indication='Vous pouvez répondre une fois. Une personne de la modération relira tout, et vous écrira.'
            valeur={champs.reponse}
            erreur={erreurDe(fautes, 'reponse')}
            lignes={6}
            obligatoire
          />
          <p>
            <Bouton principal>Envoyer ma réponse</Bouton>
          </p>
        </form>
      ) : (
        decisions.at(-1)?.repondu_le && (
          <p class='section'>Une personne de la modération va relire. Elle vous écrira.</p>
        )
      )}
      <LienRegles />
    </PageConsultation>,
    statutDe(reprise)
  )
}
