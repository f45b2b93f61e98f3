import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listReseaux } from '../../reseaux/index.ts'
import { type AModerer, moderer } from '../actions/moderer.ts'
import { lireLignes } from '../domain/contribution.ts'
import {
  type Cible,
  direRefusDeModerer,
  GESTES,
  gestesPossibles,
  motifsDe,
  parseCible,
  parseGeste,
  RAISON_DE_MODERATION_MAX
} from '../domain/moderation.ts'
import { type EnAttente, findChose, listDecisions, listEnAttente, listSignalements } from '../store/moderation.store.ts'
import { outilsDe } from './ouvrir.ts'
import { PageConsultation, type Reprise, statutDe } from './vues/cadre.tsx'
import { type AJuger, AJugerVue, LienRegles, MODERATION, SuiteDeLaFile } from './vues/moderation.tsx'

const permission = 'consultation:moderer'
/** Lines of the desk: what is beyond comes up as these go. */
const LIGNES = 50

/** The desk of the moderators: the thing that waits for longest on top, ready to be judged. */
export const routesModeration: readonly Route[] = [
  { methode: 'get', chemin: MODERATION, permission, traiter: showBureau },
  { methode: 'get', chemin: `${MODERATION}/:genre/:id`, permission, traiter: showChose },
  { methode: 'post', chemin: `${MODERATION}/:genre/:id`, permission, traiter: submitDecision }
]

async function showBureau(c: Contexte): Promise<Response> {
  const file = await listFile(c)
  const moi = c.var.acteur.compte?.id
  const premiere = file.find(({ auteur_id }) => auteur_id === null || auteur_id !== moi)
  const aJuger = premiere && (await preparer(c, premiere.cible))
  const suite = file.filter((ligne) => ligne !== premiere)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Modération des consultations'
      fait={c.req.query('fait') === 'decide' ? 'Votre décision est enregistrée' : undefined}
      chapeau={
        <p class='lead'>
          {file.length === 0
            ? 'Rien n’attend. Tout ce qui a été signalé ou proposé a été lu.'
            : `${compter(file.length, 'texte attend', 'textes attendent')}${file.length === LIGNES ? ' au moins' : ''}, du plus ancien au plus récent.`}
        </p>
      }
      horsMoteurs
    >
      {aJuger && (
        <section class='section' aria-labelledby='titre-premiere'>
          <h2 id='titre-premiere'>À juger maintenant</h2>
          <div class='mt4'>
            <AJugerVue aJuger={aJuger} />
          </div>
        </section>
      )}
      {suite.length > 0 && (
        <section class='section' aria-labelledby='titre-suite'>
          <h2 id='titre-suite'>Ensuite</h2>
          <SuiteDeLaFile c={c} file={suite} />
        </section>
      )}
      <LienRegles />
    </PageConsultation>
  )
}

async function showChose(c: Contexte): Promise<Response> {
  const aJuger = await ouvrirChose(c)
  return aJuger ? rendreChose(c, aJuger) : c.notFound()
}

function rendreChose(c: Contexte, aJuger: AJuger, reprise: Reprise = {}): Response | Promise<Response> {
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Un texte à juger'
      fil={[{ href: MODERATION, libelle: 'Modération' }]}
      reprise={reprise}
      horsMoteurs
    >
      <h2 class='vh'>Ce texte</h2>
      <AJugerVue aJuger={aJuger} reprise={reprise} />
      <LienRegles />
    </PageConsultation>,
    statutDe(reprise)
  )
}

async function submitDecision(c: Contexte): Promise<Response> {
  const aJuger = await ouvrirChose(c)
  if (!aJuger) return c.notFound()
  const champs = await readFormulaire(c)
  const lue = lireDecision(champs)
  if (!lue.ok) return rendreChose(c, aJuger, { champs, fautes: lue.error })
  // A forged state is none of them: it is told as a decision taken meanwhile.
  const { etat } = aJuger.chose
  const vu = {
    etat: champs.etat === etat ? etat : ('retire-auteur' as const),
    decisions: Number.parseInt(champs.decisions ?? '', 10)
  }
  const fait = await moderer(c.var.db, { cible: aJuger.chose.cible, ...lue.value, vu }, outilsDe(c))
  if (fait.ok) return c.redirect(`${MODERATION}?fait=decide`, 303)
  if (fait.error.raison === 'inconnu') return c.notFound()
  const maintenant = await ouvrirChose(c)
  if (!maintenant) return c.notFound()
  return rendreChose(c, maintenant, { champs, refus: direRefusDeModerer(fait.error) })
}

function lireDecision(
  champs: Readonly<Record<string, string>>
): Result<Pick<AModerer, 'geste' | 'motif' | 'raison'>, readonly ErreurDeChamp[]> {
  const geste = parseGeste(champs.geste)
  const motif = champs.motif ?? ''
  const raison = lireLignes(champs.raison ?? '')
  const fautes: ErreurDeChamp[] = []
  if (!geste) fautes.push({ champ: 'geste', message: 'Choisissez une décision.' })
  if (motif === '') fautes.push({ champ: 'motif', message: 'Choisissez une raison dans la liste.' })
  else if (geste && !Object.hasOwn(motifsDe(geste), motif))
    fautes.push({ champ: 'motif', message: 'Cette raison ne va pas avec votre décision. Choisissez-en une autre.' })
  if (geste && !GESTES[geste].favorable && raison === '')
    fautes.push({ champ: 'raison', message: 'Expliquez votre décision à l’auteur, en une ou deux phrases.' })
  if (raison.length > RAISON_DE_MODERATION_MAX) fautes.push({ champ: 'raison', message: '2 000 signes au plus.' })
  return geste && fautes.length === 0 ? ok({ geste, motif, raison }) : refuse(fautes)
}

/** The thing of the address, for who may moderate where it is. */
async function ouvrirChose(c: Contexte): Promise<AJuger | undefined> {
  const cible = parseCible(c.req.param('genre') ?? '', c.req.param('id') ?? '')
  return cible && preparer(c, cible)
}

async function preparer(c: Contexte, cible: Cible): Promise<AJuger | undefined> {
  const chose = await findChose(c.var.db, cible)
  if (!chose || !c.var.peut(permission, { reseau: chose.reseau_id })) return undefined
  const [signalements, decisions] = await Promise.all([
    listSignalements(c.var.db, cible),
    listDecisions(c.var.db, cible)
  ])
  // Nobody reads the reasons one after the other by their numbers: only those that somebody pointed at.
  if (cible.genre === 'opinion' && signalements.length + decisions.length === 0) return undefined
  return {
    chose,
    signalements,
    decisions,
    gestes: gestesPossibles(chose.etat, { signalee: signalements.length > 0, decisions }),
    sienne: chose.auteur_id !== null && chose.auteur_id === c.var.acteur.compte?.id
  }
}

/** What waits in the réseaux where this person moderates, and nowhere else. */
async function listFile(c: Contexte): Promise<EnAttente[]> {
  const reseaux = await listReseaux(c.var.db)
  const siens = reseaux.filter(({ id }) => c.var.peut(permission, { reseau: id })).map(({ id }) => id)
  return listEnAttente(c.var.db, siens, LIGNES)
}
