import type { Child } from 'hono/jsx'
import type { Result } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  archiver,
  type Cible,
  cloreMaintenant,
  dater,
  direReponseAvant,
  type Geste,
  presenter,
  publier,
  type RefusDOrganiser,
  reporter,
  supprimer
} from '../actions/organiser.ts'
import { ETATS, estReportee } from '../domain/etat.ts'
import { NATURES } from '../domain/module.ts'
import { peutFaire } from '../domain/organiser.ts'
import { listManques, type Manque } from '../domain/publication.ts'
import { ecrireDates, lireDates, lireMots, lireReponseAvant, lireReport } from '../domain/saisie-consultation.ts'
import { listModulesComptes, type ModuleCompte } from '../store/liste.store.ts'
import { hasReponse } from '../store/organiser.store.ts'
import { cheminDecompte } from './decompte.page.tsx'
import { Mots } from './organiser.page.tsx'
import type { ConsultationOuverte } from './ouvrir.ts'
import { cheminDe, type Reprise, statutDe } from './vues/cadre.tsx'
import {
  avecAtelier,
  cheminOrganiser,
  cibleDe,
  direRefusDOrganiser,
  FormulaireDOrganisateur,
  ORGANISER,
  ouvrirAtelier,
  PageOrganiser,
  PERMISSION as permission,
  Revision
} from './vues/organiser.tsx'
import { cheminRepondre } from './vues/repondre.tsx'

const UNE = `${ORGANISER}/:adresse`

/** The workbench of one consultation. */
export const routesAtelier: readonly Route[] = [
  { methode: 'get', chemin: UNE, permission, traiter: avecAtelier((c, ouverte) => rendreAtelier(c, ouverte)) },
  { methode: 'get', chemin: `${UNE}/mots`, permission, traiter: avecAtelier((c, ouverte) => showMots(c, ouverte)) },
  { methode: 'post', chemin: `${UNE}/mots`, permission, traiter: avecAtelier(submitMots) },
  { methode: 'get', chemin: `${UNE}/dates`, permission, traiter: avecAtelier((c, ouverte) => showDates(c, ouverte)) },
  { methode: 'post', chemin: `${UNE}/dates`, permission, traiter: avecAtelier(submitDates) },
  { methode: 'post', chemin: `${UNE}/publier`, permission, traiter: avecAtelier(submitPublication) },
  { methode: 'post', chemin: `${UNE}/clore`, permission, traiter: poster(cloreMaintenant, 'close') },
  { methode: 'post', chemin: `${UNE}/archiver`, permission, traiter: poster(archiver, 'archivee') },
  { methode: 'post', chemin: `${UNE}/supprimer`, permission, traiter: poster(supprimer, 'supprimee') }
]

interface Affichage {
  readonly refus?: string
  readonly manques?: readonly Manque[]
}

/** What is written, what is left to do, what comes next. */
async function rendreAtelier(c: Contexte, ouverte: ConsultationOuverte, { refus, manques }: Affichage = {}) {
  const { consultation, reseau, etat } = ouverte
  const { db, now } = c.var
  const modules = await listModulesComptes(db, consultation.id, undefined)
  const restes = manques ?? (etat === 'brouillon' ? listManques({ ...consultation, modules }, now) : [])
  const archivable =
    peutFaire('archiver', etat) &&
    (consultation.restituee_le !== null || (consultation.sujet && !(await hasReponse(db, consultation.id))))
  const chemin = cheminOrganiser(consultation)
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={consultation.titre}
      consultation={consultation}
      reprise={{
        refus: refus ?? (manques && 'Il manque quelque chose avant de publier : voyez « Publier », plus bas.')
      }}
      chapeau={
        <>
          <p class='lead'>{consultation.question}</p>
          <p>
            {reseau.nom} · <b>{ETATS[etat]}</b>
            {etat === 'brouillon' && ' : personne d’autre ne la voit.'}
          </p>
          <p class='btns'>
            <LienBouton href={cheminDe(consultation)}>
              {etat === 'brouillon' ? 'Voir l’aperçu' : 'Voir la page publique'}
            </LienBouton>
          </p>
        </>
      }
    >
      <section class='section split'>
        <h2>La présentation</h2>
        {etat !== 'archivee' && (
          <ul class='doors'>
            {peutFaire('presenter', etat) && (
              <Porte href={`${chemin}/mots`} libelle='Les mots' texte='Le titre, la question, l’introduction' />
            )}
            {aDesDates(ouverte) && (
              <Porte
                href={`${chemin}/dates`}
                libelle={consultation.cloture && peutFaire('reporter', etat) ? 'Repousser la clôture' : 'Les dates'}
                texte={<Dates ouverte={ouverte} />}
              />
            )}
          </ul>
        )}
        {!aDesDates(ouverte) && <Dates ouverte={ouverte} />}
      </section>
      <section class='section split' id='modules'>
        <h2>Les modules</h2>
        <div class='stack'>
          <ul class='rows'>
            {modules.map((module) => (
              <li>
                <a href={`${chemin}/modules/${module.adresse}`}>{module.titre}</a>
                <span class='soft'>{direModule(module)}</span>
              </li>
            ))}
          </ul>
          {modules.length === 0 && <p>Un module pose une question et montre une liste de propositions.</p>}
          {peutFaire('preparer', etat) && !(consultation.sujet && modules.length > 0) && (
            <p class='btns'>
              <LienBouton href={`${chemin}/modules/nouveau`}>Ajouter un module</LienBouton>
            </p>
          )}
        </div>
      </section>
      {etat === 'brouillon' && <Publication ouverte={ouverte} restes={restes} now={now} />}
      {etat === 'ouverte' && consultation.sujet && !consultation.cloture && (
        <Acte
          titre='Clore le sujet'
          vers={`${chemin}/clore`}
          ouverte={ouverte}
          texte='Plus personne ne pourra donner son avis. Les avis sont comptés et signés tout de suite. Un sujet clos ne rouvre pas.'
          bouton='Clore maintenant'
        />
      )}
      {consultation.figee_le && (
        <section class='section split'>
          <h2>Après la clôture</h2>
          <ul class='doors'>
            <Porte
              href={cheminRepondre(consultation)}
              libelle={consultation.restituee_le ? 'Les réponses' : 'Répondre aux propositions'}
              texte='Ce que devient chaque proposition, et la synthèse'
            />
            <Porte
              href={cheminDecompte(consultation)}
              libelle='Le décompte signé'
              texte='Ce qui a été compté à la clôture'
            />
          </ul>
        </section>
      )}
      {archivable && (
        <Acte
          titre='Archiver'
          vers={`${chemin}/archiver`}
          ouverte={ouverte}
          texte='La consultation quitte la liste de celles en cours. Tout reste lisible dans les archives.'
          bouton='Mettre dans les archives'
        />
      )}
      {etat === 'brouillon' && (
        <Acte
          titre='Supprimer'
          vers={`${chemin}/supprimer`}
          ouverte={ouverte}
          texte='Le brouillon disparaît, avec ses modules et ses propositions.'
          bouton='Supprimer ce brouillon'
        />
      )}
    </PageOrganiser>,
    refus || manques ? 409 : 200
  )
}

/** A topic has no dates to choose before it is closed. */
const aDesDates = ({ consultation, etat }: ConsultationOuverte) =>
  etat !== 'archivee' && (consultation.cloture !== null || etat !== 'brouillon')

function direModule({ items, nature }: ModuleCompte): string {
  return nature === 'texte'
    ? `${NATURES.texte} · ${compter(items, 'article', 'articles')}`
    : compter(items, 'proposition', 'propositions', 'aucune')
}

function Dates({ ouverte: { consultation, dire } }: { ouverte: ConsultationOuverte }) {
  const { ouverture, cloture, reponse_avant, publiee_le, sujet } = consultation
  return (
    <ListeDescriptive
      serre
      faits={[
        { terme: 'Ouverture', valeur: sujet && !publiee_le ? 'dès la publication' : dire(ouverture) },
        { terme: 'Clôture', valeur: cloture ? dire(cloture) : 'quand vous le déciderez' },
        { terme: 'D’abord annoncée', valeur: estReportee(consultation) && dire(consultation.cloture_annoncee) },
        { terme: 'Réponses avant', valeur: reponse_avant && <Jour date={reponse_avant} /> }
      ]}
    />
  )
}

const Porte = ({ href, libelle, texte }: { href: string; libelle: string; texte: Child }) => (
  <li class='door'>
    <a href={href}>{libelle}</a>
    <span>{texte}</span>
  </li>
)

function Publication({ ouverte, restes, now }: { ouverte: ConsultationOuverte; restes: readonly Manque[]; now: Date }) {
  const { consultation, dire } = ouverte
  const chemin = cheminOrganiser(consultation)
  return (
    <section class='section split' id='publier'>
      <h2>Publier</h2>
      {restes.length > 0 ? (
        <Note ton='attention'>
          <p>Avant de publier :</p>
          <ul>
            {restes.map(({ ou, message }) => (
              <li>
                <a
                  href={
                    ou === 'modules' ? '#modules' : `${chemin}/${typeof ou === 'string' ? ou : `modules/${ou.module}`}`
                  }
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </Note>
      ) : (
        <form method='post' action={`${chemin}/publier`} class='stack'>
          <Revision consultation={consultation} />
          <p>
            {consultation.sujet
              ? 'Le sujet s’ouvre dès sa publication.'
              : consultation.ouverture <= now
                ? 'La date d’ouverture est passée : la consultation s’ouvre dès sa publication.'
                : `Tout le monde la lira aussitôt, et pourra donner son avis à partir du ${dire(consultation.ouverture)}.`}{' '}
            Dès l’ouverture, les propositions, les articles et les règles ne changent plus : les avis porteront sur ces
            mots.
          </p>
          <p class='btns'>
            <Bouton principal>{consultation.sujet ? 'Publier ce sujet' : 'Publier cette consultation'}</Bouton>
          </p>
        </form>
      )}
    </section>
  )
}

function Acte(props: { titre: string; vers: string; ouverte: ConsultationOuverte; texte: string; bouton: string }) {
  return (
    <section class='section split'>
      <h2>{props.titre}</h2>
      <form method='post' action={props.vers}>
        <Revision consultation={props.ouverte.consultation} />
        <p>{props.texte}</p>
        <p class='btns mt4'>
          <Bouton>{props.bouton}</Bouton>
        </p>
      </form>
    </section>
  )
}

function showMots(c: Contexte, ouverte: ConsultationOuverte, reprise: Reprise = {}) {
  const { consultation, etat } = ouverte
  if (!peutFaire('presenter', etat) && !reprise.refus) return c.redirect(cheminOrganiser(consultation), 303)
  const { titre, question, introduction } = consultation
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre='Les mots'
      consultation={consultation}
      reprise={reprise}
      chapeau={
        etat !== 'brouillon' && (
          <p>La consultation est publiée : chaque changement est noté dans le journal du réseau.</p>
        )
      }
    >
      <FormulaireDOrganisateur
        consultation={consultation}
        vers={`${cheminOrganiser(consultation)}/mots`}
        bouton='Enregistrer les mots'
        retour={cheminOrganiser(consultation)}
      >
        <Mots reprise={{ champs: { titre, question, introduction }, ...reprise }} />
      </FormulaireDOrganisateur>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitMots(c: Contexte, ouverte: ConsultationOuverte) {
  const champs = await readFormulaire(c)
  const lus = lireMots(champs)
  if (!lus.ok) return showMots(c, ouverte, { champs, fautes: lus.error })
  const fait = await presenter(c.var.db, cibleDe(ouverte, champs), lus.value, c.var)
  return repondre(c, ouverte, fait, 'enregistre', (relue, refus) => showMots(c, relue, { champs, refus }))
}

function showDates(c: Contexte, ouverte: ConsultationOuverte, reprise: Reprise = {}) {
  const { consultation, reseau, etat, dire } = ouverte
  if (!aDesDates(ouverte) && !reprise.refus) return c.redirect(cheminOrganiser(consultation), 303)
  const { champs = ecrireDates(consultation, reseau.fuseau), fautes = [] } = reprise
  const toutes = peutFaire('dater', etat)
  const report = peutFaire('reporter', etat) && consultation.cloture !== null
  const instant = (nom: 'ouverture' | 'cloture', libelle: string) => (
    <>
      <Champ
        nom={`${nom}_jour`}
        type='date'
        libelle={`Jour de ${libelle}`}
        valeur={champs[`${nom}_jour`]}
        erreur={erreurDe(fautes, `${nom}_jour`)}
        court
      />
      <Champ
        nom={`${nom}_heure`}
        libelle={`Heure de ${libelle}`}
        indication='Exemple : 18:00.'
        valeur={champs[`${nom}_heure`]}
        erreur={erreurDe(fautes, `${nom}_heure`)}
        court
      />
    </>
  )
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={report ? 'Repousser la clôture' : 'Les dates'}
      consultation={consultation}
      reprise={reprise}
      chapeau={
        report &&
        consultation.cloture && (
          <p>
            La clôture est annoncée pour le {dire(consultation.cloture)}. Vous pouvez la repousser, pas l’avancer. La
            première date reste écrite sur la page.
          </p>
        )
      }
    >
      <FormulaireDOrganisateur
        consultation={consultation}
        vers={`${cheminOrganiser(consultation)}/dates`}
        bouton={report ? 'Annoncer ces dates' : 'Enregistrer ces dates'}
        retour={cheminOrganiser(consultation)}
      >
        {toutes && instant('ouverture', 'l’ouverture')}
        {(toutes || report) && instant('cloture', 'la clôture')}
        <Champ
          nom='reponse_avant'
          type='date'
          libelle='Réponses promises avant le'
          indication='Le jour avant lequel chaque proposition aura sa réponse. Laissez vide si vous ne le savez pas encore.'
          valeur={champs.reponse_avant}
          erreur={erreurDe(fautes, 'reponse_avant')}
          court
        />
      </FormulaireDOrganisateur>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitDates(c: Contexte, ouverte: ConsultationOuverte) {
  const champs = await readFormulaire(c)
  const { consultation, reseau, etat } = ouverte
  const horloge = { fuseau: reseau.fuseau, now: c.var.now }
  const cible = cibleDe(ouverte, champs)
  const relire = (relue: ConsultationOuverte, refus: string) => showDates(c, relue, { champs, refus })
  if (peutFaire('reporter', etat) && consultation.cloture) {
    const lu = lireReport(champs, consultation.cloture, horloge)
    if (!lu.ok) return showDates(c, ouverte, { champs, fautes: lu.error })
    const fait = await reporter(c.var.db, cible, lu.value, c.var)
    return repondre(c, ouverte, fait, 'report', relire)
  }
  if (peutFaire('dater', etat) && consultation.cloture) {
    const lues = lireDates(champs, horloge)
    if (!lues.ok) return showDates(c, ouverte, { champs, fautes: lues.error })
    return repondre(c, ouverte, await dater(c.var.db, cible, lues.value, c.var), 'dates', relire)
  }
  const lu = lireReponseAvant(champs, consultation.cloture, horloge)
  if (!lu.ok) return showDates(c, ouverte, { champs, fautes: lu.error })
  return repondre(c, ouverte, await direReponseAvant(c.var.db, cible, lu.value, c.var), 'dates', relire)
}

async function submitPublication(c: Contexte, ouverte: ConsultationOuverte) {
  const publiee = await publier(c.var.db, cibleDe(ouverte, await readFormulaire(c)), c.var)
  if (!publiee.ok && publiee.error.raison === 'incomplete')
    return rendreAtelier(c, ouverte, { manques: publiee.error.manques })
  return repondre(c, ouverte, publiee, 'publiee', (relue, refus) => rendreAtelier(c, relue, { refus }))
}

type RefusDActe = RefusDOrganiser | { readonly raison: 'datee' | 'sans-restitution' | 'avancee' | 'incomplete' }

/** A gesture that is one button. */
function poster(
  agir: (db: Contexte['var']['db'], cible: Cible, geste: Geste) => Promise<Result<undefined, RefusDActe>>,
  fait: 'close' | 'archivee' | 'supprimee'
): Route['traiter'] {
  return avecAtelier(async (c, ouverte) => {
    const issue = await agir(c.var.db, cibleDe(ouverte, await readFormulaire(c)), c.var)
    if (issue.ok && fait === 'supprimee') return c.redirect(`${ORGANISER}?fait=${fait}`, 303)
    return repondre(c, ouverte, issue, fait, (relue, refus) => rendreAtelier(c, relue, { refus }))
  })
}

/** Back to the workbench, or the same page with the reason, as the consultation now is. */
async function repondre(
  c: Contexte,
  { consultation }: ConsultationOuverte,
  issue: Result<undefined, RefusDActe>,
  fait: string,
  remontrer: (relue: ConsultationOuverte, refus: string) => Response | Promise<Response>
): Promise<Response> {
  if (issue.ok) return c.redirect(`${cheminOrganiser(consultation)}?fait=${fait}`, 303)
  const { error } = issue
  if (error.raison === 'inconnue') return c.notFound()
  if (error.raison === 'interdit') return pageErreur(c, 403)
  const relue = await ouvrirAtelier(c)
  return relue instanceof Response ? relue : remontrer(relue, direRefusDActe(error))
}

function direRefusDActe(refus: RefusDActe): string {
  switch (refus.raison) {
    case 'datee':
      return 'Cette consultation a une date de clôture annoncée : elle se clôt ce jour-là.'
    case 'sans-restitution':
      return 'Publiez d’abord la restitution : les personnes qui ont participé l’attendent.'
    case 'avancee':
      return 'La clôture est annoncée : vous pouvez la repousser, pas l’avancer.'
    case 'incomplete':
      return 'Il manque quelque chose avant de publier.'
    default:
      return direRefusDOrganiser(refus)
  }
}
