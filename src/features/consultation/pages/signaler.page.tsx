import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { Paragraphes } from '../../gouvernance/index.ts'
import { signaler } from '../actions/signaler.ts'
import { lireLignes } from '../domain/contribution.ts'
import {
  type Cible,
  direNature,
  MOTIFS,
  parseCible,
  parseMotif,
  RAISON_DE_MODERATION_MAX
} from '../domain/moderation.ts'
import { direRefus } from '../domain/refus.ts'
import { findItem } from '../store/item.store.ts'
import { type Chose, findChose, findOpinionParJeton } from '../store/moderation.store.ts'
import { type ConsultationOuverte, outilsDe, ouvrirConsultation } from './ouvrir.ts'
import { cheminItem, PageConsultation, REGLES, type Reprise, statutDe } from './vues/cadre.tsx'
import { cheminModerer } from './vues/moderation.tsx'

const CHEMIN = '/consultations/:adresse/signaler'
const permission = 'consultation:participer'

/** To tell the moderators about what somebody wrote. Needs no account. */
export const routesSignaler: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: showSignaler },
  { methode: 'post', chemin: CHEMIN, permission, traiter: submitSignaler }
]

interface ASignalerOuvert extends ConsultationOuverte {
  readonly chose: Chose
}

async function showSignaler(c: Contexte): Promise<Response> {
  const ouvert = await ouvrir(c)
  if (!ouvert) return c.notFound()
  return c.req.query('fait') === 'signale' ? rendreMerci(c, ouvert) : rendreSignaler(c, ouvert)
}

async function submitSignaler(c: Contexte): Promise<Response> {
  const ouvert = await ouvrir(c)
  if (!ouvert) return c.notFound()
  const champs = await readFormulaire(c)
  const motif = parseMotif(champs.motif)
  const texte = lireLignes(champs.texte ?? '')
  const fautes: ErreurDeChamp[] = []
  if (!motif) fautes.push({ champ: 'motif', message: 'Choisissez ce qui ne va pas.' })
  if (texte.length > RAISON_DE_MODERATION_MAX) fautes.push({ champ: 'texte', message: '2 000 signes au plus.' })
  if (!motif || fautes.length > 0) return rendreSignaler(c, ouvert, { champs, fautes })
  const fait = await signaler(c.var.db, ouvert.chose.cible, { motif, texte }, outilsDe(c))
  if (fait.ok) {
    const retour = new URL(c.req.url)
    retour.searchParams.set('fait', 'signale')
    return c.redirect(`${retour.pathname}${retour.search}`, 303)
  }
  if (fait.error.raison === 'inconnu') return c.notFound()
  return rendreSignaler(c, ouvert, { champs, refus: direRefus(fait.error, ouvert.dire) }, 429)
}

/** What the address points at, in this very consultation, and seen. */
async function ouvrir(c: Contexte): Promise<ASignalerOuvert | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const cible = ouverte && (await cibleDe(c, ouverte))
  const chose = cible && (await findChose(c.var.db, cible))
  if (!ouverte || chose?.consultation_id !== ouverte.consultation.id || chose.etat !== 'publie') return undefined
  return { ...ouverte, chose }
}

async function cibleDe(c: Contexte, { consultation }: ConsultationOuverte): Promise<Cible | undefined> {
  const { contribution, item = '', raison } = c.req.query()
  if (contribution !== undefined) return parseCible('contribution', contribution)
  if (!/^[1-9]\d{0,8}$/.test(item)) return undefined
  if (raison === undefined) {
    const trouve = await findItem(c.var.db, consultation.id, Number(item))
    return trouve && { genre: 'item', id: trouve.id }
  }
  if (!/^[0-9a-f]{32}$/.test(raison)) return undefined
  const id = await findOpinionParJeton(c.var.db, consultation, Number(item), raison)
  return id === undefined ? undefined : { genre: 'opinion', id }
}

function rendreSignaler(
  c: Contexte,
  { consultation, chose }: ASignalerOuvert,
  reprise: Reprise = {},
  statut: 200 | 409 | 422 | 429 = statutDe(reprise)
): Response | Promise<Response> {
  const { champs = {}, fautes = [] } = reprise
  const { pathname, search } = new URL(c.req.url)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Signaler un texte'
      consultation={consultation}
      reprise={reprise}
      chapeau={
        <p class='lead'>
          Une personne de la modération lira ce que vous signalez. Elle suit{' '}
          <a href={REGLES}>les mêmes règles pour tous</a>.
        </p>
      }
      horsMoteurs
    >
      <section class='section' aria-labelledby='titre-texte'>
        <h2 id='titre-texte'>Ce que vous signalez : {direNature(chose.nature)}</h2>
        <blockquote class='note mt4'>
          {chose.intitule && <p class='break'>{chose.intitule}</p>}
          <Paragraphes texte={chose.texte} />
        </blockquote>
        {/* A reason is judged once somebody has pointed at it: its number is for the desk alone. */}
        {chose.cible.genre !== 'opinion' && c.var.peut('consultation:moderer', { reseau: consultation.reseau_id }) && (
          <p class='mt4'>
            <a href={cheminModerer(chose.cible)}>Vous modérez ici : décider tout de suite</a>
          </p>
        )}
      </section>
      <form class='stack section' method='post' action={`${pathname}${search}`}>
        <BoutonsRadio
          nom='motif'
          legende='Qu’est-ce qui ne va pas ?'
          choisis={champs.motif ? [champs.motif] : []}
          erreur={erreurDe(fautes, 'motif')}
          options={Object.entries(MOTIFS).map(([valeur, libelle]) => ({ valeur, libelle }))}
        />
        <ZoneTexte
          nom='texte'
          libelle='Voulez-vous préciser ? (facultatif)'
          indication='Ceci n’est lu que par la modération.'
          valeur={champs.texte}
          erreur={erreurDe(fautes, 'texte')}
          lignes={4}
        />
        <p>
          <Bouton principal>Envoyer à la modération</Bouton>
        </p>
      </form>
      <Note>
        <p>Vous n’êtes simplement pas d’accord ? Répondez, ou donnez votre avis : un désaccord ne se retire pas.</p>
      </Note>
    </PageConsultation>,
    statut
  )
}

function rendreMerci(c: Contexte, { consultation, chose }: ASignalerOuvert): Response | Promise<Response> {
  return rendrePage(
    c,
    <PageConsultation c={c} titre='Signaler un texte' consultation={consultation} horsMoteurs>
      <Alerte ton='succes' titre='Merci. La modération va lire ce texte.'>
        <p>Votre signalement compte une fois. Si le texte est retiré, sa place dira pourquoi.</p>
      </Alerte>
      <p class='mt5'>
        <a href={cheminItem(consultation, chose)}>Revenir à « {chose.item} »</a>
      </p>
    </PageConsultation>
  )
}
