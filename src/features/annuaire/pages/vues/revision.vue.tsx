import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import { type Colonne, Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { LigneComparee } from '../../domain/revision.ts'
import { ListePreuves, type PreuveVue } from './histoire.vue.tsx'

export const CHEMIN_REVISION = '/administration/revision'

/** The queues, in the order of what a wrong answer costs to visitors. */
export const FILES = {
  paires: { chemin: CHEMIN_REVISION, libelle: 'Même lieu ou non' },
  valeurs: { chemin: `${CHEMIN_REVISION}/valeurs`, libelle: 'Valeurs douteuses' },
  positions: { chemin: `${CHEMIN_REVISION}/positions`, libelle: 'Lieux sans position' },
  contradictions: { chemin: `${CHEMIN_REVISION}/contradictions`, libelle: 'Sources en désaccord' }
} as const
export type NomFile = keyof typeof FILES

/** Where one stands in a queue, and what was just done: all of it is in the address, nothing is stored. */
export interface Cran {
  readonly departement?: string | undefined
  /** The questions passed over: those after this point only. */
  readonly apres?: string | undefined
  /** A question to show first. */
  readonly paire?: string | undefined
  readonly doute?: string | undefined
  readonly fait?: string | undefined
  /** The answer that can be taken back, and the question it was about. */
  readonly lot?: string | undefined
  readonly de?: string | undefined
}

export function adresseRevision(file: NomFile, cran: Cran = {}): string {
  const parametres = new URLSearchParams(Object.entries(cran).filter(([, valeur]) => valeur))
  return parametres.size > 0 ? `${FILES[file].chemin}?${parametres}` : FILES[file].chemin
}

export interface MessageRevision {
  readonly ton: 'succes' | 'attention' | 'danger'
  readonly titre: string
  readonly texte?: string
  readonly annulation?: { readonly lot: string; readonly de: string }
}

export interface RevisionProps {
  readonly cadre: CadrePage
  readonly file: NomFile
  readonly comptes: Readonly<Record<NomFile, number>>
  readonly departement: string | undefined
  readonly departements: readonly { readonly code: string; readonly nom: string }[]
  readonly message: MessageRevision | undefined
}

export interface LieuVu {
  readonly nom: string
  readonly href: string
  readonly adresse: string
  readonly sources: readonly string[]
}

function Cadre({
  cadre,
  file,
  comptes,
  departement,
  departements,
  message,
  avecTouches = false,
  children
}: RevisionProps & { avecTouches?: boolean; children?: Child }) {
  return (
    <Page
      cadre={cadre}
      titre={`Révision : ${FILES[file].libelle.toLowerCase()}`}
      horsMoteurs
      sansRecherche
      enErreur={message?.ton === 'danger'}
      ilots={avecTouches ? ['touches-revision'] : undefined}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Administration', href: '/administration' },
        { libelle: 'Révision' }
      ]}
    >
      <div class='wrap revision'>
        <div class='revision__tete'>
          <h1>Révision de l’annuaire</h1>
          <form method='get' action={FILES[file].chemin} class='revision__territoire'>
            <Liste
              nom='departement'
              libelle='Département'
              valeur={departement}
              vide='Toute la France'
              options={departements.map(({ code, nom }) => ({ valeur: code, libelle: `${code} – ${nom}` }))}
            />
            <Bouton petit>Afficher</Bouton>
          </form>
        </div>
        <nav aria-label='Ce qui reste à vérifier'>
          <ul class='onglets'>
            {Object.entries(FILES).map(([nom, { libelle }]) => (
              <li>
                <a
                  href={adresseRevision(nom as NomFile, { departement })}
                  aria-current={nom === file ? 'page' : undefined}
                >
                  {libelle} <span class='num'>{nombre(comptes[nom as NomFile])}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
    </Page>
  )
}

interface QuestionProps extends RevisionProps {
  readonly cran: Cran
}

/** What was just done, with the way back; then the question. The anchor where each answer leads. */
function Question({
  props: { message, file, cran },
  titre,
  children
}: {
  props: QuestionProps
  titre: string
  children?: Child
}) {
  return (
    <section id='question' class='question' tabindex={-1} aria-labelledby='titre-question'>
      {message && (
        <Alerte ton={message.ton} titre={message.titre}>
          {message.texte && <p>{message.texte}</p>}
          {message.annulation && (
            <form method='post' action={`${CHEMIN_REVISION}/annulation`}>
              <Caches valeurs={{ file, ...cran, ...message.annulation }} />
              <button class='btn btn--small' type='submit' accesskey='a' data-touche='a'>
                Annuler ma dernière réponse <kbd>A</kbd>
              </button>
            </form>
          )}
        </Alerte>
      )}
      <h2 id='titre-question'>{titre}</h2>
      {children}
    </section>
  )
}

function Caches({ valeurs }: { valeurs: Readonly<Record<string, string | undefined>> }) {
  return (
    <>
      {Object.entries(valeurs).map(
        ([nom, valeur]) => valeur !== undefined && <input type='hidden' name={nom} value={valeur} />
      )}
    </>
  )
}

interface Reponse {
  readonly valeur: string
  readonly libelle: string
  readonly touche: string
}

/** The answers, above what is compared: a phone keeps them in sight while one reads. */
function Reponses({
  file,
  caches,
  reponses,
  passer
}: {
  file: NomFile
  caches: Readonly<Record<string, string | undefined>>
  reponses: readonly Reponse[]
  passer: string
}) {
  return (
    <form method='post' action={FILES[file].chemin} class='reponses'>
      <Caches valeurs={caches} />
      {reponses.map(({ valeur, libelle, touche }) => (
        <button class='btn' type='submit' name='reponse' value={valeur} accesskey={touche} data-touche={touche}>
          {libelle} <kbd>{touche.toUpperCase()}</kbd>
        </button>
      ))}
      <a class='btn btn--small' href={`${passer}#question`} accesskey='p' data-touche='p'>
        Passer <kbd>P</kbd>
      </a>
    </form>
  )
}

function Raccourcis({ reponses }: { reponses: readonly Reponse[] }) {
  const touches = [
    ...reponses.map(({ libelle, touche }) => [touche.toUpperCase(), libelle]),
    ['P', 'Passer'],
    ['A', 'Annuler ma dernière réponse']
  ]
  return (
    <details class='touches'>
      <summary>Répondre au clavier</summary>
      <ul>
        {touches.map(([touche, libelle]) => (
          <li>
            <kbd>{touche}</kbd> {libelle}
          </li>
        ))}
      </ul>
      <p class='soft'>
        Sans raccourcis, la touche Tabulation mène d’une réponse à l’autre, et Entrée la choisit. « Passer » garde la
        question pour plus tard : vous la retrouverez au début de la file.
      </p>
      <div data-raccourcis hidden>
        <label class='check'>
          <input type='checkbox' checked />
          <span>
            Raccourcis clavier
            <span class='hint'>Une seule touche suffit pour répondre. Votre choix est gardé sur cet appareil.</span>
          </span>
        </label>
      </div>
    </details>
  )
}

/** Nothing more after this point: what was passed over is still there, or all is done. */
function Fin({ props: { file, comptes, departement, cran }, fini }: { props: QuestionProps; fini: string }) {
  const reste = comptes[file]
  return reste > 0 && cran.apres ? (
    <>
      <p>
        Vous êtes au bout de la file. {compter(reste, 'question passée attend', 'questions passées attendent')} encore
        une réponse.
      </p>
      <p class='btns'>
        <LienBouton principal href={`${adresseRevision(file, { departement })}#question`}>
          Reprendre au début
        </LienBouton>
      </p>
    </>
  ) : (
    <p>{fini}</p>
  )
}

const ACCORDS: Readonly<Record<LigneComparee['accord'], string>> = {
  identique: 'Identique',
  'en-partie': 'En partie identique',
  different: 'Différent',
  'un-seul': 'D’un seul côté'
}

const REPONSES_PAIRE: readonly Reponse[] = [
  { valeur: 'meme', libelle: 'C’est le même lieu', touche: 'm' },
  { valeur: 'different', libelle: 'Ce sont deux lieux', touche: 'd' }
]

interface LigneVue {
  readonly libelle: string
  readonly a: string | undefined
  readonly b: string | undefined
  readonly accord: LigneComparee['accord']
}

export function PaireVue(
  props: QuestionProps & {
    readonly paire:
      | {
          readonly nom: string
          readonly passer: string
          readonly habitants: number
          readonly lieux: readonly [LieuVu, LieuVu]
          readonly lignes: readonly LigneVue[]
          readonly verdict: string
          readonly preuves: readonly PreuveVue[]
        }
      | undefined
  }
) {
  const { paire, cran } = props
  if (!paire)
    return (
      <Cadre {...props} avecTouches>
        <Question props={props} titre='Plus rien à comparer ici'>
          <Fin props={props} fini='Toutes les paires de ce territoire ont leur réponse.' />
          <Raccourcis reponses={REPONSES_PAIRE} />
        </Question>
      </Cadre>
    )
  const [a, b] = paire.lieux
  return (
    <Cadre {...props} avecTouches>
      <Question props={props} titre='Est-ce le même lieu ?'>
        <Reponses
          file='paires'
          caches={{ paire: paire.nom, departement: cran.departement, apres: cran.apres }}
          reponses={REPONSES_PAIRE}
          passer={paire.passer}
        />
        <Tableau
          legende={
            <>
              D’après les preuves : {paire.verdict}.
              {paire.habitants > 0 && ` Commune de ${nombre(paire.habitants)} habitants.`}
            </>
          }
          lignes={paire.lignes}
          colonnes={[
            { titre: 'Information', cellule: ({ libelle }) => libelle },
            { titre: 'Première fiche', cellule: (l) => <Dit valeur={l.a} /> },
            { titre: 'Seconde fiche', cellule: (l) => <Dit valeur={l.b} /> },
            {
              titre: 'Comparaison',
              cellule: ({ accord }) => <span class={`accord accord--${accord}`}>{ACCORDS[accord]}</span>
            }
          ]}
        />
        <ul class='fiches'>
          {[a, b].map((lieu, rang) => (
            <li>
              <a href={lieu.href}>
                {rang === 0 ? 'Première' : 'Seconde'} fiche : {lieu.nom}
              </a>
              <span class='soft'>D’après {lieu.sources.join(', ')}.</span>
            </li>
          ))}
        </ul>
        <details open>
          <summary>Les preuves</summary>
          <ListePreuves preuves={paire.preuves} />
        </details>
        <Raccourcis reponses={REPONSES_PAIRE} />
      </Question>
    </Cadre>
  )
}

const Dit = ({ valeur }: { valeur: string | undefined }) =>
  valeur === undefined ? <span class='soft'>non renseigné</span> : <span class='break'>{valeur}</span>

const JUSTE: Reponse = { valeur: 'juste', libelle: 'La valeur est juste', touche: 'j' }
const FAUSSE: Reponse = { valeur: 'fausse', libelle: 'Elle est fausse', touche: 'f' }

export function DouteVue(
  props: QuestionProps & {
    readonly doute:
      | {
          readonly nom: string
          readonly empreinte: string
          readonly passer: string
          readonly habitants: number
          readonly libelle: string
          readonly valeur: string
          readonly ecrit: readonly string[]
          readonly raison: string
          readonly position: { readonly latitude: number; readonly longitude: number } | undefined
          readonly distance: { readonly metres: number; readonly commune: string } | undefined
          readonly adresse: string
          /** False for what a fiche computes for itself: nobody can choose it. */
          readonly confirmable: boolean
          readonly source: { readonly nom: string; readonly href: string }
          readonly livreeLe: string
          readonly lieu: LieuVu
        }
      | undefined
  }
) {
  const { doute, cran } = props
  if (!doute)
    return (
      <Cadre {...props} avecTouches>
        <Question props={props} titre='Plus rien à vérifier ici'>
          <Fin props={props} fini='Toutes les valeurs douteuses de ce territoire ont leur réponse.' />
          <Raccourcis reponses={[JUSTE, FAUSSE]} />
        </Question>
      </Cadre>
    )
  const reponses = doute.confirmable ? [JUSTE, FAUSSE] : [FAUSSE]
  return (
    <Cadre {...props} avecTouches>
      <Question props={props} titre='Cette valeur est-elle juste ?'>
        <p class='lead'>
          {doute.libelle} : <b class='break'>{doute.valeur}</b>
        </p>
        <Reponses
          file='valeurs'
          caches={{ doute: doute.nom, vu: doute.empreinte, departement: cran.departement, apres: cran.apres }}
          reponses={reponses}
          passer={doute.passer}
        />
        <dl class='facts facts--tight'>
          <div>
            <dt>Pourquoi ce doute</dt>
            <dd>
              {doute.raison}
              {doute.distance &&
                ` À ${nombre(Math.round(doute.distance.metres / 1000))}\u00a0km du centre de ${doute.distance.commune}.`}
            </dd>
          </div>
          <div>
            <dt>Fiche</dt>
            <dd>
              <a href={doute.lieu.href}>{doute.lieu.nom}</a>
              {doute.lieu.adresse && <span class='hint'>{doute.lieu.adresse}</span>}
            </dd>
          </div>
          {doute.position && (
            <div>
              <dt>Sur une carte</dt>
              <dd>
                <a
                  href={`https://www.openstreetmap.org/?mlat=${doute.position.latitude}&mlon=${doute.position.longitude}#map=15/${doute.position.latitude}/${doute.position.longitude}`}
                  rel='noreferrer'
                >
                  Voir ce point sur OpenStreetMap
                </a>
              </dd>
            </div>
          )}
          {doute.ecrit.length > 0 && (
            <div>
              <dt>La source écrit</dt>
              <dd class='break'>« {doute.ecrit.join(' ; ')} »</dd>
            </div>
          )}
          {doute.adresse && (
            <div>
              <dt>Adresse donnée</dt>
              <dd>{doute.adresse}</dd>
            </div>
          )}
          <div>
            <dt>Source</dt>
            <dd>
              <a href={doute.source.href}>{doute.source.nom}</a>, livraison du <Jour date={doute.livreeLe} court />
            </dd>
          </div>
        </dl>
        <p class='soft'>
          Juste : la valeur l’emporte sur les autres sources. Fausse : la fiche s’en passe, tant que la source la
          répète.
        </p>
        <Raccourcis reponses={reponses} />
      </Question>
    </Cadre>
  )
}

interface LieuDeListe extends LieuVu {
  readonly habitants: number | undefined
}

interface ListeProps extends RevisionProps {
  readonly suivant: string | undefined
  readonly debut: string | undefined
}

function PageDeListe<L extends LieuDeListe>({
  props,
  lieux,
  titre,
  consigne,
  vide,
  colonnes
}: {
  props: ListeProps
  lieux: readonly L[]
  titre: string
  consigne: string
  vide: string
  colonnes: readonly Colonne<L>[]
}) {
  const total = props.comptes[props.file]
  return (
    <Cadre {...props}>
      <section id='question' class='question' tabindex={-1} aria-labelledby='titre-question'>
        <h2 id='titre-question'>{titre}</h2>
        {lieux.length > 0 ? (
          <Tableau
            legende={consigne}
            lignes={lieux}
            discret
            colonnes={[
              {
                titre: 'Lieu',
                cellule: (l: L) => (
                  <>
                    <a href={l.href}>{l.nom}</a>
                    <span class='hint'>{l.adresse || 'adresse inconnue'}</span>
                  </>
                )
              },
              ...colonnes,
              {
                titre: 'Habitants de la commune',
                nombre: true,
                cellule: (l: L) => (l.habitants === undefined ? 'inconnu' : nombre(l.habitants))
              }
            ]}
          />
        ) : (
          <p>{vide}</p>
        )}
        <Pagination
          phrase={`${nombre(lieux.length)} sur ${nombre(total)}, ceux des communes les plus peuplées d’abord`}
          suivant={props.suivant ? { href: props.suivant, libelle: 'Lieux suivants' } : undefined}
          debut={props.debut ? { href: props.debut, libelle: 'Revenir au début' } : undefined}
          titre='Pages de cette liste'
        />
      </section>
    </Cadre>
  )
}

export function PositionsVue(
  props: ListeProps & {
    readonly lieux: readonly (LieuDeListe & { readonly approchee: boolean; readonly itinerant: boolean })[]
  }
) {
  return (
    <PageDeListe
      props={props}
      lieux={props.lieux}
      titre='Des lieux que la carte ne sait pas placer'
      consigne='Aucune source ne donne leur position. Une adresse plus précise dans la source les placera.'
      vide='Tous les lieux de ce territoire ont une position.'
      colonnes={[
        {
          titre: 'Position',
          cellule: (l) => (
            <>
              {l.approchee ? 'au centre de la commune' : 'aucune'}
              {l.itinerant && (
                <>
                  {' '}
                  <Etiquette>Itinérant</Etiquette>
                </>
              )}
            </>
          )
        },
        { titre: 'Sources', cellule: (l) => l.sources.join(', ') }
      ]}
    />
  )
}

export function ContradictionsVue(
  props: ListeProps & {
    readonly lieux: readonly (LieuDeListe & {
      readonly desaccords: readonly {
        readonly libelle: string
        readonly valeurs: readonly { readonly valeur: string; readonly sources: readonly string[] }[]
      }[]
    })[]
  }
) {
  return (
    <PageDeListe
      props={props}
      lieux={props.lieux}
      titre='Des fiches dont les sources se contredisent'
      consigne='Sur le téléphone, l’adresse, les horaires ou le nom. Votre choix l’emportera sur les livraisons à venir.'
      vide='Les sources de ce territoire disent la même chose.'
      colonnes={[
        {
          titre: 'Ce que disent les sources',
          cellule: ({ desaccords }) => (
            <ul class='desaccords'>
              {desaccords.map(({ libelle, valeurs }) => (
                <li>
                  <b>{libelle}</b>
                  <ul>
                    {valeurs.map(({ valeur, sources }) => (
                      <li class='break'>
                        {valeur} <span class='soft'>({sources.join(', ')})</span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )
        },
        {
          titre: 'À faire',
          cellule: ({ href, nom }) => (
            <a href={`${href}/histoire#titre-valeurs`}>
              Choisir une valeur<span class='vh'> pour {nom}</span>
            </a>
          )
        }
      ]}
    />
  )
}
