import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findLieu } from '../../annuaire/index.ts'
import { direInstant, direReste, findDossier, projeterAdhesions } from '../../charte/index.ts'
import { nommerAuteurs } from '../../comptes/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { type Proposition, proposer, type RefusDeProposition } from '../actions/proposer.ts'
import { ajouterAvis, type Mandat, placeDe, type RefusDeVote, seDeporter, voter } from '../actions/voter.ts'
import { type Faute, lireAvis, lireMotion, lireNumero, net, type SaisieMotion } from '../domain/comite-saisie.ts'
import { parseSens, SENS } from '../domain/depouillement.ts'
import {
  clotureDOpposition,
  fermeDesQueComplet,
  GENRES_MOTION,
  type GenreMotion,
  parseGenreMotion,
  RESULTATS
} from '../domain/motion.ts'
import { EFFETS } from '../domain/registre.ts'
import { MAJORITES, QUORUMS } from '../domain/regle.ts'
import { findRegle } from '../store/comite.store.ts'
import { findDecision, findDecisionDeMotion } from '../store/decision.store.ts'
import { findMotion, findMotionOuverte, listAvis, type Motion } from '../store/motion.store.ts'
import {
  COMITE,
  cheminMotion,
  filComite,
  motDe,
  nomDuCollege,
  PageComite,
  reseauxDuComite,
  TableauDesColleges
} from './vues/comite.tsx'

const permission = 'comite:entrer'
const SIEGER = 'comite:sieger'

/** To raise a motion, to read it, to vote. */
export const routesMotion: readonly Route[] = [
  { methode: 'get', chemin: `${COMITE}/proposer`, permission: SIEGER, traiter: showProposer },
  { methode: 'post', chemin: `${COMITE}/proposer`, permission: SIEGER, traiter: submitProposer },
  { methode: 'get', chemin: `${COMITE}/motions/:id`, permission, traiter: showMotion },
  { methode: 'post', chemin: `${COMITE}/motions/:id/vote`, permission, traiter: submitVote },
  { methode: 'post', chemin: `${COMITE}/motions/:id/avis`, permission, traiter: submitAvis },
  { methode: 'post', chemin: `${COMITE}/motions/:id/deport`, permission, traiter: submitDeport }
]

type Champs = Readonly<Record<string, string>>

/** What a motion would be about: a dossier, or a text of one réseau. */
interface Sujet {
  readonly genre: GenreMotion
  readonly reseau: Reseau
  readonly adhesionId: string | undefined
  readonly lieu: string | undefined
  readonly corrige: string | undefined
  /** Of an opposition: when the vote would close. */
  readonly cloture: Date | undefined
}

/** What this address or this form is about, if it is this person's to ask; otherwise what to answer. */
async function ouvrirSujet(c: Contexte, champs: Champs): Promise<Sujet | Response> {
  const { db, now } = c.var
  const genre = parseGenreMotion(champs.genre)
  if (!genre) return c.notFound()
  if (genre === 'deliberation') {
    const reseau = await findReseau(db, champs.reseau ?? '')
    if (!reseau) return c.notFound()
    if (!c.var.peut(SIEGER, { reseau: reseau.id })) return pageErreur(c, 403)
    const corrige = champs.corrige ? lireNumero(champs.corrige) : undefined
    if (champs.corrige && (!corrige || (await findDecision(db, corrige))?.reseau_id !== reseau.id)) return c.notFound()
    return { genre, reseau, adhesionId: undefined, lieu: undefined, corrige, cloture: undefined }
  }
  const id = lireNumero(champs.adhesion)
  const dossier = id && (await findDossier(db, id))
  if (!dossier) return c.notFound()
  if (!c.var.peut(SIEGER, { reseau: dossier.reseauId })) return pageErreur(c, 403)
  const ouverte = await findMotionOuverte(db, dossier.id)
  if (ouverte) return c.redirect(`${cheminMotion(ouverte.id)}?fait=deja`, 303)
  const [lieu, [actuelle]] = await Promise.all([findLieu(db, dossier.lieuId), projeterAdhesions(db, [dossier], now)])
  if (!lieu || !actuelle) return c.notFound()
  const { situation, reseau } = actuelle
  const cloture = situation.etat === 'FENETRE' ? clotureDOpposition(situation.fin).cloture : undefined
  return { genre, reseau, adhesionId: dossier.id, lieu: lieu.nom, corrige: undefined, cloture }
}

async function showProposer(c: Contexte) {
  const sujet = await ouvrirSujet(c, c.req.query())
  return sujet instanceof Response ? sujet : rendreFormulaire(c, sujet, {}, [])
}

async function submitProposer(c: Contexte) {
  const champs = await readFormulaire(c)
  const sujet = await ouvrirSujet(c, champs)
  if (sujet instanceof Response) return sujet
  const lue = lireMotion(sujet.genre, champs)
  if (!lue.ok) return rendreFormulaire(c, sujet, champs, lue.error)
  const proposition = toProposition(sujet, lue.value)
  if (!proposition) return c.notFound()
  const issue = await proposer(c.var.db, proposition, c.var)
  if (issue.ok) return c.redirect(`${cheminMotion(issue.value)}?fait=proposee`, 303)
  const refus = issue.error
  switch (refus.raison) {
    case 'deja':
      return c.redirect(`${cheminMotion(refus.motion)}?fait=deja`, 303)
    case 'inconnue':
      return c.notFound()
    case 'interdit':
      return pageErreur(c, 403)
    case 'ecarte':
    case 'presidence':
    case 'etat':
    case 'trop-tard':
    case 'trop-souvent':
      return rendreFormulaire(c, sujet, champs, [], direRefus(refus, sujet.reseau.fuseau))
  }
}

function toProposition(
  { genre, adhesionId, reseau, corrige }: Sujet,
  { titre, texte, fondement, jours }: SaisieMotion
): Proposition | undefined {
  if (genre === 'deliberation') return { genre, reseauId: reseau.id, titre, texte, jours, corrige }
  if (!adhesionId) return undefined
  if (genre === 'opposition') return fondement && { genre, adhesionId, fondement, texte }
  return { genre, adhesionId, texte }
}

function direRefus(
  refus: Extract<RefusDeProposition, { raison: 'ecarte' | 'presidence' | 'etat' | 'trop-tard' | 'trop-souvent' }>,
  zone: string
): string {
  switch (refus.raison) {
    case 'ecarte':
      return 'Vous avez un lien avec ce lieu : d’autres que vous proposent et votent.'
    case 'presidence':
      return 'Dans ce réseau, un membre décide au nom du comité. Le comité ne vote pas sur les adhésions.'
    case 'etat':
      return 'Le dossier a changé : cette question ne se pose plus. Ouvrez-le pour voir où il en est.'
    case 'trop-tard':
      return `Il est trop tard pour voter : le délai finit le ${direInstant(refus.fin, zone)}.`
    case 'trop-souvent':
      return `Vous avez proposé beaucoup de votes. Attendez jusqu’au ${direInstant(refus.jusqua, zone)}.`
  }
}

const EXPLICATIONS: Readonly<Record<GenreMotion, string>> = {
  opposition:
    'Le comité peut s’opposer si le lieu ne respecte pas la charte, ou si sa déclaration est inexacte (article 3).',
  levee: 'Seul le comité lève une suspension (article 13).',
  reouverture: 'Ce lieu est parti sous sanction. Seul le comité lui permet de revenir.',
  deliberation: 'Sur un critère, une étude, un indicateur, le fonctionnement du comité : tout ce que le comité décide.'
}

async function rendreFormulaire(
  c: Contexte,
  sujet: Sujet,
  champs: Champs,
  fautes: readonly Faute[],
  refus?: string
): Promise<Response> {
  const { genre, reseau, adhesionId, lieu, corrige, cloture } = sujet
  const { jours } = await findRegle(c.var.db, reseau.id)
  const titre = genre === 'deliberation' ? 'Proposer une délibération' : `${GENRES_MOTION[genre].titre} « ${lieu} »`
  return rendrePage(
    c,
    <PageComite
      c={c}
      titre={titre}
      fil={[filComite(reseau)]}
      fautes={fautes}
      refus={refus}
      chapeau={
        <>
          <p class='lead'>{reseau.nom}</p>
          <p>{EXPLICATIONS[genre]}</p>
          {cloture && (
            <Note ton='attention'>
              <p>
                Le comité votera jusqu’au <b>{direInstant(cloture, reseau.fuseau)}</b> (
                {direReste(cloture, c.var.now, reseau.fuseau)}). Sans majorité pour, le lieu devient membre.
              </p>
            </Note>
          )}
          {corrige && (
            <p>
              Ce texte corrige <a href={`/gouvernance/decisions/${corrige}`}>une décision déjà prise</a>. L’ancienne
              reste lisible.
            </p>
          )}
        </>
      }
    >
      <form class='form' method='post' action={`${COMITE}/proposer`} novalidate>
        <input type='hidden' name='genre' value={genre} />
        {adhesionId ? (
          <input type='hidden' name='adhesion' value={adhesionId} />
        ) : (
          <input type='hidden' name='reseau' value={reseau.id} />
        )}
        {corrige && <input type='hidden' name='corrige' value={corrige} />}
        {genre === 'opposition' && (
          <BoutonsRadio
            nom='fondement'
            legende='Le motif'
            choisis={[champs.fondement ?? '']}
            erreur={erreurDe(fautes, 'fondement')}
            options={[
              { valeur: 'non-conformite', libelle: 'Le lieu ne respecte pas la charte' },
              { valeur: 'inexacte', libelle: 'La déclaration est inexacte' }
            ]}
          />
        )}
        {genre === 'deliberation' && (
          <Champ
            nom='titre'
            libelle='La question'
            indication='Une phrase courte. Elle sera publique.'
            valeur={champs.titre}
            erreur={erreurDe(fautes, 'titre')}
          />
        )}
        <ZoneTexte
          nom='texte'
          libelle={genre === 'deliberation' ? 'Le texte proposé' : 'Les raisons'}
          indication={
            genre === 'deliberation'
              ? 'De 20 à 5 000 signes. Il sera public.'
              : 'De 20 à 5 000 signes. Le lieu les lira, et elles seront publiques : ne nommez ni le lieu, ni une personne.'
          }
          valeur={net(champs.texte)}
          erreur={erreurDe(fautes, 'texte')}
          lignes={8}
        />
        {genre === 'deliberation' && (
          <Champ
            nom='jours'
            libelle='Nombre de jours pour voter'
            valeur={champs.jours ?? String(jours)}
            erreur={erreurDe(fautes, 'jours')}
            clavier='numeric'
            court
          />
        )}
        <p>Chaque membre du comité reçoit un courriel. Vous aussi devez voter.</p>
        <p class='btns'>
          <Bouton principal>Proposer ce vote</Bouton>
          <a href={`${COMITE}?reseau=${reseau.id}`}>Revenir sans rien faire</a>
        </p>
      </form>
    </PageComite>,
    refus ? 409 : fautes.length > 0 ? 422 : 200
  )
}

const FAITS: Readonly<Record<string, string>> = {
  proposee: 'Le vote est ouvert. Le comité est prévenu',
  deja: 'Un vote est déjà ouvert sur ce lieu. Ajoutez-y vos raisons',
  vote: 'Votre vote est noté',
  avis: 'C’est ajouté',
  deport: 'C’est noté : vous ne votez pas sur cette question'
}

interface Reponse {
  readonly champs?: Champs
  readonly fautes?: readonly Faute[]
  readonly refus?: string
}

/** The motion of this address, if its committee is this person's to look at; otherwise what to answer. */
async function ouvrirMotion(c: Contexte): Promise<{ readonly motion: Motion; readonly reseau: Reseau } | Response> {
  const id = lireNumero(c.req.param('id'))
  const motion = id && (await findMotion(c.var.db, id))
  if (!motion) return c.notFound()
  const reseau = (await reseauxDuComite(c)).find((un) => un.id === motion.reseau_id)
  return reseau ? { motion, reseau } : pageErreur(c, 403)
}

async function showMotion(c: Contexte) {
  const ouverte = await ouvrirMotion(c)
  return ouverte instanceof Response ? ouverte : rendreMotion(c, ouverte, {})
}

async function rendreMotion(
  c: Contexte,
  { motion, reseau }: { readonly motion: Motion; readonly reseau: Reseau },
  { champs = {}, fautes = [], refus }: Reponse
) {
  const { db, now, acteur } = c.var
  const zone = reseau.fuseau
  const [place, tousLesAvis, decision] = await Promise.all([
    placeDe(db, motion, acteur.compte?.id, now),
    listAvis(db, motion.id),
    findDecisionDeMotion(db, motion.id)
  ])
  const avis = place.ecarte ? [] : tousLesAvis
  const nommer = await nommerAuteurs(db, [motion.proposee_par, ...avis.map(({ auteur }) => auteur)])
  const ouverte = !motion.comptee_le && motion.cloture > now
  const definition = GENRES_MOTION[motion.genre]
  const titre = definition.question
  return rendrePage(
    c,
    <PageComite
      c={c}
      titre={titre}
      fil={[filComite(reseau)]}
      fautes={fautes}
      refus={refus}
      fait={refus || fautes.length > 0 ? undefined : motDe(FAITS, c.req.query('fait'))}
      chapeau={
        <>
          <p class='lead break'>{motion.titre}</p>
          {ouverte && (
            <Note ton='attention'>
              <p>
                Fin du vote : <b>{direInstant(motion.cloture, zone)}</b> ({direReste(motion.cloture, now, zone)}).
                {fermeDesQueComplet(motion.genre) && ' Le vote se ferme plus tôt si tout le monde a voté.'}
              </p>
            </Note>
          )}
          {!ouverte && !decision && (
            <Note>
              <p>Le vote est fermé. Le résultat arrive dans quelques instants.</p>
            </Note>
          )}
        </>
      }
    >
      {decision && (
        <section class='section split'>
          <h2>Le résultat</h2>
          <div class='stack'>
            <p>
              <b>{RESULTATS[decision.resultat]}.</b> {EFFETS[decision.effet]}
            </p>
            <p>Décision prise le {direInstant(decision.prise_le, zone)}.</p>
            <TableauDesColleges colleges={decision.colleges} legende='Les voix, collège par collège' />
            <p>
              <a href={`/gouvernance/decisions/${decision.id}`}>Lire cette décision dans le registre public</a>
            </p>
          </div>
        </section>
      )}
      {ouverte && place.ecarte && (
        <Note>
          <p>Vous avez un lien avec ce sujet : vous ne votez pas, et le quorum se compte sans vous.</p>
        </Note>
      )}
      {ouverte && place.mandats.map((mandat) => <Bulletin motion={motion} mandat={mandat} fautes={fautes} />)}
      <section class='section split'>
        <h2>{motion.genre === 'deliberation' ? 'Le texte proposé' : 'Les raisons'}</h2>
        <div class='stack'>
          <p class='diff break'>{motion.texte}</p>
          <ListeDescriptive
            faits={[
              { terme: 'Motif', valeur: motion.fondement && FONDEMENTS[motion.fondement] },
              { terme: 'Proposé par', valeur: nommer(motion.proposee_par) },
              { terme: 'Proposé le', valeur: direInstant(motion.ouverte_le, zone) },
              { terme: 'Fin du vote', valeur: `${direInstant(motion.cloture, zone)} : ${motion.cloture_regle}` },
              { terme: 'Quorum', valeur: QUORUMS[motion.quorum].en },
              { terme: 'Majorité', valeur: MAJORITES[motion.majorite].en },
              {
                terme: 'Dossier',
                valeur: motion.adhesion_id && c.var.peut('adhesion:suivre', { reseau: reseau.id }) && (
                  <a href={`/bureau/adhesions/${motion.adhesion_id}`}>Ouvrir le dossier du lieu</a>
                )
              },
              {
                terme: 'Corrige',
                valeur: motion.corrige && (
                  <a href={`/gouvernance/decisions/${motion.corrige}`}>une décision déjà prise</a>
                )
              }
            ]}
          />
        </div>
      </section>
      <section class='section split'>
        <h2>Ce que les membres ajoutent</h2>
        <div class='stack'>
          {place.ecarte ? (
            <p>Vous avez un lien avec ce sujet : ce que les membres se disent n’est pas montré ici.</p>
          ) : (
            avis.length === 0 && <p>Personne n’a encore rien ajouté.</p>
          )}
          {avis.map(({ raison, texte, auteur, le }) => (
            <article class='stack'>
              <h3>
                {raison ? 'Une raison de plus' : 'Un mot au comité'}, {nommer(auteur)}
              </h3>
              <p class='hint'>{direInstant(le, zone)}</p>
              <p class='diff break'>{texte}</p>
            </article>
          ))}
          {ouverte && place.assis && !place.ecarte && (
            <form class='form mt6' method='post' action={`${cheminMotion(motion.id)}/avis`} novalidate>
              {motion.genre !== 'deliberation' && (
                <BoutonsRadio
                  nom='sorte'
                  legende='Pour qui écrivez-vous ?'
                  choisis={[champs.sorte ?? 'mot']}
                  options={[
                    { valeur: 'mot', libelle: 'Pour le comité seulement' },
                    { valeur: 'raison', libelle: 'Une raison de plus, que le lieu lira si le texte est adopté' }
                  ]}
                />
              )}
              <ZoneTexte
                nom='avis'
                libelle='Ce que vous voulez ajouter'
                valeur={net(champs.avis)}
                erreur={erreurDe(fautes, 'avis')}
                lignes={4}
              />
              <Bouton>Ajouter</Bouton>
            </form>
          )}
        </div>
      </section>
      {ouverte && place.assis && !place.ecarte && (
        <section class='section split'>
          <h2>Vous avez un lien avec ce sujet ?</h2>
          <div class='stack'>
            <p>
              Dites-le : vous ne voterez pas sur cette question, et votre vote, si vous l’avez donné, ne comptera pas.
              Vous ne pourrez pas revenir en arrière.
            </p>
            <form class='form' method='post' action={`${cheminMotion(motion.id)}/deport`} novalidate>
              <Champ
                nom='raison'
                libelle='Votre lien, si vous voulez le dire'
                valeur={champs.raison}
                erreur={erreurDe(fautes, 'raison')}
              />
              <Bouton>Ne pas voter sur cette question</Bouton>
            </form>
          </div>
        </section>
      )}
    </PageComite>,
    refus ? 409 : fautes.length > 0 ? 422 : 200
  )
}

const FONDEMENTS = {
  'non-conformite': 'Le lieu ne respecte pas la charte',
  inexacte: 'La déclaration est inexacte'
} as const

/** One question, three answers; what was answered stays visible, and may change until the closing. */
function Bulletin({ motion, mandat, fautes }: { motion: Motion; mandat: Mandat; fautes: readonly Faute[] }) {
  const { titulaireId, college, pour, donne } = mandat
  const nom = pour === undefined ? 'sens' : `sens-${titulaireId}`
  const ferme = pour !== undefined && donne !== undefined && !donne.parSuppleant
  return (
    <section class='section split'>
      <h2>{pour === undefined ? 'Votre vote' : `Votre vote pour ${pour}`}</h2>
      <div class='stack'>
        <p>
          {pour === undefined ? 'Vous votez' : `Vous votez à la place de ${pour}`} au titre du collège{' '}
          {`« ${nomDuCollege(college)} »`}.{' '}
          {donne ? (
            <>
              Réponse donnée : <b>{SENS[donne.sens]}</b>
              {pour === undefined && donne.parSuppleant && ' (par votre suppléant)'}.
            </>
          ) : (
            'Pas encore de réponse.'
          )}{' '}
          Personne ne voit les totaux avant la fin.
        </p>
        {ferme ? (
          <p>{pour} a voté : sa réponse est la sienne.</p>
        ) : (
          <form class='form' method='post' action={`${cheminMotion(motion.id)}/vote`} novalidate>
            <input type='hidden' name='mandat' value={titulaireId} />
            <BoutonsRadio
              nom={nom}
              legende={GENRES_MOTION[motion.genre].question}
              choisis={donne ? [donne.sens] : []}
              erreur={erreurDe(fautes, nom)}
              indication='Vous pouvez changer d’avis jusqu’à la fin du vote.'
              options={Object.entries(SENS).map(([valeur, libelle]) => ({ valeur, libelle }))}
            />
            <Bouton principal>{donne ? 'Changer cette réponse' : 'Voter'}</Bouton>
          </form>
        )}
      </div>
    </section>
  )
}

async function submitVote(c: Contexte) {
  const ouverte = await ouvrirMotion(c)
  if (ouverte instanceof Response) return ouverte
  const champs = await readFormulaire(c)
  const titulaire = lireNumero(champs.mandat)
  if (!titulaire) return c.notFound()
  const nom = titulaire === c.var.acteur.compte?.id ? 'sens' : `sens-${titulaire}`
  const sens = parseSens(champs[nom])
  if (!sens) return rendreMotion(c, ouverte, { champs, fautes: [{ champ: nom, message: 'Choisissez une réponse.' }] })
  const issue = await voter(c.var.db, ouverte.motion.id, { titulaire, sens }, c.var)
  return issue.ok ? aller(c, 'vote') : repondreRefus(c, ouverte, champs, issue.error)
}

async function submitAvis(c: Contexte) {
  const ouverte = await ouvrirMotion(c)
  if (ouverte instanceof Response) return ouverte
  const champs = await readFormulaire(c)
  const lu = lireAvis(champs)
  if (!lu.ok) return rendreMotion(c, ouverte, { champs, fautes: lu.error })
  const raison = lu.value.raison && ouverte.motion.genre !== 'deliberation'
  const issue = await ajouterAvis(c.var.db, ouverte.motion.id, { ...lu.value, raison }, c.var)
  return issue.ok ? aller(c, 'avis') : repondreRefus(c, ouverte, champs, issue.error)
}

async function submitDeport(c: Contexte) {
  const ouverte = await ouvrirMotion(c)
  if (ouverte instanceof Response) return ouverte
  const champs = await readFormulaire(c)
  const raison = net(champs.raison)
  if (raison.length > 500)
    return rendreMotion(c, ouverte, { champs, fautes: [{ champ: 'raison', message: 'Écrivez 500 signes au plus.' }] })
  const issue = await seDeporter(c.var.db, ouverte.motion.id, raison, c.var)
  return issue.ok ? aller(c, 'deport') : repondreRefus(c, ouverte, champs, issue.error)
}

const aller = (c: Contexte, fait: string) => c.redirect(`${cheminMotion(c.req.param('id') ?? '')}?fait=${fait}`, 303)

async function repondreRefus(
  c: Contexte,
  { motion, reseau }: { readonly motion: Motion; readonly reseau: Reseau },
  champs: Champs,
  refus: RefusDeVote
) {
  if (refus.raison === 'inconnue') return c.notFound()
  if (refus.raison === 'interdit') return pageErreur(c, 403)
  const apres = (await findMotion(c.var.db, motion.id)) ?? motion
  return rendreMotion(c, { motion: apres, reseau }, { champs, refus: direRefusDeVote(refus, reseau.fuseau) })
}

function direRefusDeVote(
  refus: Extract<RefusDeVote, { raison: 'ecarte' | 'trop-tard' | 'titulaire' | 'second-facteur' }>,
  zone: string
): string {
  switch (refus.raison) {
    case 'ecarte':
      return 'Vous avez un lien avec ce sujet : vous ne votez pas.'
    case 'trop-tard':
      return `Le vote est fermé. Il finissait le ${direInstant(refus.cloture, zone)}.`
    case 'titulaire':
      return 'La personne que vous remplacez a voté : sa réponse est la sienne.'
    case 'second-facteur':
      return 'Pour voter à la place de quelqu’un, ajoutez un second facteur à votre compte, puis reconnectez-vous.'
  }
}
