import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, type OptionListe, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Instant, Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { type Fait, ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import {
  ERREURS,
  type GenreSignalement,
  JOURS_COURRIEL,
  type NomQuestion,
  type Propose,
  QUESTIONS_AJOUT,
  type SuiteSignalement
} from '../../domain/signalement.ts'
import type { RessemblantVu } from './signaler.vue.tsx'

/** Where these pages live. */
export const CHEMINS_SIGNALEMENTS = {
  liste: '/administration/signalements',
  un: (id: number) => `/administration/signalements/${id}`
}

const FIL = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Administration', href: '/administration' }
]

const titreDuGenre = (genre: GenreSignalement) => (genre === 'manquant' ? 'Un lieu manque' : ERREURS[genre].libelle)

/* ── The queue ─────────────────────────────────────────────────────────────────────────────────────────────────── */

export interface SignalementDeLaFile {
  readonly id: number
  readonly genre: GenreSignalement
  readonly etat: 'depose' | 'accepte' | 'refuse'
  readonly suite: SuiteSignalement | null
  readonly deposeLe: Date
  readonly traiteLe: Date | null
  readonly lieu: string
  readonly attendReponse: boolean
}

export interface SignalementsProps {
  readonly cadre: CadrePage
  readonly signalements: readonly SignalementDeLaFile[]
  readonly total: number
  readonly traites: boolean
  readonly departement: string | undefined
  readonly departements: readonly OptionListe[]
  readonly suivants: string | undefined
  readonly debut: string | undefined
}

export function SignalementsVue(props: SignalementsProps) {
  const { cadre, signalements, total, traites, departement, departements, suivants, debut } = props
  const dans = departement ? `?departement=${encodeURIComponent(departement)}` : ''
  return (
    <Page
      cadre={cadre}
      titre={traites ? 'Signalements traités' : 'Signalements du public'}
      fil={[...FIL, { libelle: 'Signalements' }]}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{traites ? 'Signalements traités' : 'Signalements du public'}</h1>
          <p class='lead'>
            {traites
              ? `${compter(total, 'signalement traité', 'signalements traités')}.`
              : total === 0
                ? 'Aucun signalement n’attend de réponse.'
                : `${compter(total, 'signalement attend', 'signalements attendent')} une réponse, ${total > 1 ? 'le plus ancien d’abord' : 'le voici'}.`}
          </p>
        </div>
        <form class='row' action={CHEMINS_SIGNALEMENTS.liste}>
          {traites && <input type='hidden' name='etat' value='traites' />}
          <Liste
            nom='departement'
            libelle='Département'
            vide='Toute la France'
            options={departements}
            valeur={departement}
          />
          <p class='btns'>
            <Bouton>Voir ce territoire</Bouton>
          </p>
        </form>
        <div class='mt5'>
          <Tableau
            legende={traites ? 'Du plus récent au plus ancien.' : 'Du plus ancien au plus récent.'}
            vide='Rien ici.'
            lignes={signalements}
            colonnes={[
              {
                titre: 'Signalement',
                cellule: ({ id, genre }) => <a href={`${CHEMINS_SIGNALEMENTS.un(id)}${dans}`}>{titreDuGenre(genre)}</a>
              },
              { titre: 'Lieu', cellule: ({ lieu }) => lieu },
              { titre: 'Reçu le', cellule: ({ deposeLe }) => <Jour date={deposeLe} court /> },
              traites
                ? { titre: 'Réponse', cellule: (s) => <Suite {...s} /> }
                : {
                    titre: 'Une personne attend',
                    cellule: ({ attendReponse }) => (attendReponse ? 'oui' : 'non')
                  }
            ]}
          />
          <Pagination
            phrase={`${compter(signalements.length, 'signalement', 'signalements')} sur ${total}`}
            suivant={suivants ? { href: suivants, libelle: 'Signalements suivants' } : undefined}
            debut={debut ? { href: debut, libelle: 'Revenir au début' } : undefined}
          />
        </div>
        <p class='mt5'>
          {traites ? (
            <a href={`${CHEMINS_SIGNALEMENTS.liste}${dans}`}>Voir ceux qui attendent</a>
          ) : (
            <a href={`${CHEMINS_SIGNALEMENTS.liste}${dans ? `${dans}&` : '?'}etat=traites`}>
              Voir ceux qui sont traités
            </a>
          )}
        </p>
      </div>
    </Page>
  )
}

const SUITES: Readonly<Record<SuiteSignalement, string>> = {
  transmis: 'Transmis à la source',
  corrige: 'Corrigé ici',
  ajoute: 'Lieu ajouté'
}

const Suite = ({ etat, suite }: Pick<SignalementDeLaFile, 'etat' | 'suite'>) =>
  etat === 'depose' ? (
    <Etiquette>En attente</Etiquette>
  ) : suite ? (
    <Etiquette ton='succes'>{SUITES[suite]}</Etiquette>
  ) : (
    <Etiquette ton='attention'>Refusé</Etiquette>
  )

/* ── One report, beside its fiche ──────────────────────────────────────────────────────────────────────────────── */

export interface SignalementProps {
  readonly cadre: CadrePage
  readonly signalement: {
    readonly id: number
    readonly genre: GenreSignalement
    readonly etat: 'depose' | 'accepte' | 'refuse'
    readonly suite: SuiteSignalement | null
    readonly propose: Propose
    readonly deposeLe: Date
    readonly traite: { readonly le: Date; readonly par: string } | undefined
    readonly message: string
    /** Someone waits for the answer; the address itself is not shown. */
    readonly attendReponse: boolean
  }
  readonly fiche:
    | {
        readonly nom: string
        readonly href: string
        readonly faits: readonly Fait[]
        readonly sources: readonly string[]
      }
    | undefined
  /** For a missing lieu: those that it may be. */
  readonly ressemblants: readonly RessemblantVu[]
  readonly saisie?: Readonly<Record<string, string | undefined>>
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly departement: string | undefined
  readonly suivant: string | undefined
  readonly message?: { readonly ton: 'succes' | 'danger'; readonly titre: string; readonly texte: string } | undefined
}

export function SignalementVue(props: SignalementProps) {
  const { cadre, signalement, fiche, ressemblants, erreurs = [], departement, suivant, message } = props
  const { id, genre, etat, propose, deposeLe, traite } = signalement
  const titre = `${titreDuGenre(genre)} : ${fiche?.nom ?? propose.nom ?? ''}`
  const liste = `${CHEMINS_SIGNALEMENTS.liste}${departement ? `?departement=${encodeURIComponent(departement)}` : ''}`
  return (
    <Page
      cadre={cadre}
      titre={titre}
      fil={[...FIL, { libelle: 'Signalements', href: liste }, { libelle: titreDuGenre(genre) }]}
      enErreur={erreurs.length > 0}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          <p>
            Reçu le <Instant date={deposeLe} />. <Suite etat={etat} suite={signalement.suite} />
          </p>
        </div>
        {message && (
          <Alerte ton={message.ton} titre={message.titre}>
            <p>{message.texte}</p>
          </Alerte>
        )}
        <ResumeErreurs erreurs={erreurs} />
        <div class='with-aside mt5'>
          <div class='stack'>
            <h2>Ce que dit le public</h2>
            <ListeDescriptive
              faits={MOTS_PROPOSES.flatMap(({ nom, terme }) =>
                propose[nom] ? [{ terme, valeur: <span class='break'>{propose[nom]}</span> }] : []
              )}
            />
            {Object.keys(propose).length === 0 && <p>La personne n’a rien précisé.</p>}
            <p>{direDestinataire(signalement.attendReponse, traite !== undefined)}</p>
            {traite ? (
              <Traite {...props} traite={traite} />
            ) : (
              <>
                <h2 class='mt6'>Votre réponse</h2>
                <FormulaireReponse {...props} />
              </>
            )}
            <p class='btns mt6'>
              {suivant && <LienBouton href={suivant}>Signalement suivant</LienBouton>}
              <a href={liste}>Revenir à la file</a>
            </p>
          </div>
          <aside class='aside' aria-label={fiche ? 'La fiche' : 'Lieux qui ressemblent'}>
            {fiche ? (
              <div class='stack'>
                <h2>La fiche</h2>
                <p>
                  <a href={fiche.href}>{fiche.nom}</a>
                </p>
                <ListeDescriptive faits={fiche.faits} serre />
                {fiche.sources.length > 0 && <p>Sources : {fiche.sources.join(', ')}.</p>}
                <p>
                  <a href={`${fiche.href}/histoire`}>Preuves, historique et choix des valeurs</a>
                </p>
              </div>
            ) : (
              <div class='stack'>
                <h2>Déjà connu ?</h2>
                {ressemblants.length === 0 && <p>Aucun lieu de cette commune ne lui ressemble.</p>}
                <ul class='rows'>
                  {ressemblants.map(({ href, nom, adresse, raisons }) => (
                    <li>
                      <a href={href}>{nom}</a>
                      <span class='soft'>{adresse}</span>
                      <span class='soft'>{raisons.join(' ')}</span>
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </aside>
        </div>
      </div>
    </Page>
  )

  function Traite({ traite: fait }: { traite: { le: Date; par: string } }) {
    return (
      <>
        <h2 class='mt6'>La réponse</h2>
        <ListeDescriptive
          faits={[
            { terme: 'Suite', valeur: signalement.suite ? SUITES[signalement.suite] : 'Refusé' },
            { terme: 'Message', valeur: signalement.message },
            { terme: 'Le', valeur: <Instant date={fait.le} /> },
            { terme: 'Par', valeur: fait.par }
          ]}
        />
        <form method='post' action={`${CHEMINS_SIGNALEMENTS.un(id)}/annulation`}>
          <p>
            Annuler remet ce signalement dans la file
            {signalement.suite === 'ajoute' && ', et retire le lieu ajouté'}. Un courriel déjà parti ne revient pas.
          </p>
          <p class='btns mt3'>
            <Bouton>Annuler cette réponse</Bouton>
          </p>
        </form>
      </>
    )
  }
}

function direDestinataire(attendue: boolean, traite: boolean): string {
  if (!attendue) return traite ? 'Aucune adresse n’est gardée.' : 'Personne n’attend de réponse par courriel.'
  return traite
    ? `La réponse est partie par courriel. L’adresse est effacée ${JOURS_COURRIEL} jours après.`
    : `Une personne a laissé une adresse : votre réponse lui sera envoyée, puis l’adresse sera effacée ${JOURS_COURRIEL} jours après.`
}

const MOTS_PROPOSES: readonly { nom: NomQuestion; terme: string }[] = [
  { nom: 'nom', terme: 'Nom' },
  { nom: 'adresse', terme: 'Adresse' },
  { nom: 'commune', terme: 'Commune' },
  { nom: 'date', terme: 'Depuis' },
  { nom: 'telephone', terme: 'Téléphone' },
  { nom: 'horaires', terme: 'Horaires' },
  { nom: 'texte', terme: 'Précisions' }
]

function FormulaireReponse({ signalement, saisie = {}, erreurs = [], departement }: SignalementProps) {
  const { id, genre, attendReponse } = signalement
  const champsAjout = QUESTIONS_AJOUT.map(({ nom, libelle }) => (
    <Champ
      nom={nom}
      libelle={libelle}
      valeur={saisie[nom]}
      erreur={erreurDe(erreurs, nom)}
      court={nom === 'code_postal'}
    />
  ))
  return (
    <form class='form' method='post' action={`${CHEMINS_SIGNALEMENTS.un(id)}/reponse`} novalidate>
      {departement && <input type='hidden' name='departement' value={departement} />}
      <BoutonsRadio
        nom='suite'
        legende='Qu’avez-vous fait ?'
        choisis={saisie.suite ? [saisie.suite] : []}
        erreur={erreurDe(erreurs, 'suite')}
        options={[
          ...(genre === 'manquant'
            ? [
                {
                  valeur: 'ajoute',
                  libelle: 'Le lieu est ajouté',
                  indication: 'Vérifiez les quatre lignes ci-dessous : elles seront publiées sous Licence Ouverte.'
                }
              ]
            : [
                {
                  valeur: 'corrige',
                  libelle: 'C’est corrigé ici',
                  indication: 'Vous avez choisi la bonne valeur dans la page de la fiche.'
                }
              ]),
          {
            valeur: 'transmis',
            libelle: 'C’est transmis à la source',
            indication: 'Celle qui tient cette information la corrigera.'
          },
          { valeur: 'refuse', libelle: 'Rien n’est changé', indication: 'Dites pourquoi ci-dessous.' }
        ]}
      />
      {genre === 'manquant' && (
        <fieldset class='field'>
          <legend>Le lieu à ajouter</legend>
          <div class='stack'>{champsAjout}</div>
        </fieldset>
      )}
      <ZoneTexte
        nom='message'
        libelle={attendReponse ? 'Un mot pour la personne' : 'La raison, ou une note'}
        indication='Obligatoire si rien n’est changé. Écrivez simplement, sans nommer personne.'
        valeur={saisie.message}
        erreur={erreurDe(erreurs, 'message')}
        lignes={4}
      />
      <p class='btns'>
        <Bouton principal>Enregistrer cette réponse</Bouton>
      </p>
    </form>
  )
}
