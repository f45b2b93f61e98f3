import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import {
  ERREURS,
  GENRES_ERREUR,
  type GenreErreur,
  JOURS_COURRIEL,
  QUESTIONS_MANQUANT,
  type Question
} from '../../domain/signalement.ts'

/** The field that people do not see and that robots fill. */
export const PIEGE = 'laisser_vide'

export const CHEMIN_MANQUANT = '/lieux/manquant'

type Saisie = Readonly<Record<string, string | undefined>>

interface Lieu {
  readonly nom: string
  readonly href: string
}

interface Commun {
  readonly cadre: CadrePage
  readonly saisie?: Saisie
  readonly erreurs?: readonly ErreurDeChamp[]
  /** Too many reports came at once: nothing is lost, it is to be sent again. */
  readonly attendre?: boolean
}

const filDuLieu = ({ nom, href }: Lieu, ici: string) => [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Tous les lieux', href: '/lieux' },
  { libelle: nom, href },
  { libelle: ici }
]

/* ── What is wrong ─────────────────────────────────────────────────────────────────────────────────────────────── */

export function QuoiVue({ cadre, lieu, erreurs = [] }: Commun & { lieu: Lieu }) {
  return (
    <Page
      cadre={cadre}
      titre={`Signaler une erreur : ${lieu.nom}`}
      fil={filDuLieu(lieu, 'Signaler une erreur')}
      enErreur={erreurs.length > 0}
      menuActif='/lieux'
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>{lieu.nom}</p>
          <h1>Qu’est-ce qui est faux ?</h1>
          <p class='lead'>Deux questions, sans compte. Une personne lira votre réponse.</p>
        </div>
        <ResumeErreurs erreurs={erreurs} />
        <form class='form mt5' action={`${lieu.href}/signaler`}>
          <BoutonsRadio
            nom='quoi'
            legende='Qu’est-ce qui est faux ?'
            legendeCachee
            erreur={erreurDe(erreurs, 'quoi')}
            options={GENRES_ERREUR.map((genre) => ({
              valeur: genre,
              libelle: ERREURS[genre].libelle,
              indication: ERREURS[genre].indication
            }))}
          />
          <p class='btns'>
            <Bouton principal>Continuer</Bouton>
            <a href={lieu.href}>Revenir à la fiche</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

/* ── What it should be ─────────────────────────────────────────────────────────────────────────────────────────── */

export function PrecisionsVue(
  props: Commun & {
    lieu: Lieu
    genre: GenreErreur
    /** What the fiche says now. */
    dit?: string | undefined
  }
) {
  const { cadre, lieu, genre, dit, saisie = {}, erreurs = [], attendre } = props
  const { libelle, questions } = ERREURS[genre]
  return (
    <Page
      cadre={cadre}
      titre={`${libelle} : ${lieu.nom}`}
      fil={filDuLieu(lieu, 'Signaler une erreur')}
      enErreur={erreurs.length > 0}
      menuActif='/lieux'
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>{lieu.nom}</p>
          <h1>{libelle}</h1>
        </div>
        {attendre && <Attendre />}
        <ResumeErreurs erreurs={erreurs} />
        {dit && (
          <Note>
            <p>
              La fiche dit aujourd’hui : <b class='break'>{dit}</b>
            </p>
          </Note>
        )}
        <form class='form mt5' method='post' action={`${lieu.href}/signaler`} novalidate>
          <input type='hidden' name='quoi' value={genre} />
          <Questions questions={questions} saisie={saisie} erreurs={erreurs} />
          <PourRepondre saisie={saisie} erreurs={erreurs} />
          <p class='btns'>
            <Bouton principal>Envoyer ce signalement</Bouton>
            <a href={`${lieu.href}/signaler`}>Changer de réponse</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

function Questions({
  questions,
  saisie,
  erreurs
}: {
  questions: readonly Question[]
  saisie: Saisie
  erreurs: readonly ErreurDeChamp[]
}) {
  return (
    <>
      {questions.map(({ nom, libelle, indication, obligatoire, long }) => {
        const commun = {
          nom,
          libelle,
          indication,
          valeur: saisie[nom],
          erreur: erreurDe(erreurs, nom),
          obligatoire: obligatoire !== undefined
        }
        return long ? (
          <ZoneTexte {...commun} lignes={4} />
        ) : (
          <Champ {...commun} type={nom === 'telephone' ? 'tel' : 'text'} autocomplete='off' />
        )
      })}
    </>
  )
}

function PourRepondre({ saisie, erreurs }: { saisie: Saisie; erreurs: readonly ErreurDeChamp[] }) {
  return (
    <>
      <Champ
        nom='courriel'
        type='email'
        clavier='email'
        autocomplete='email'
        libelle='Votre adresse électronique (facultatif)'
        indication={`Elle ne sert qu’à vous répondre. Elle est effacée ${JOURS_COURRIEL} jours après, et n’est jamais publiée.`}
        valeur={saisie.courriel}
        erreur={erreurDe(erreurs, 'courriel')}
      />
      <div hidden>
        <label for={PIEGE}>Laissez ce champ vide</label>
        <input id={PIEGE} name={PIEGE} type='text' tabindex={-1} autocomplete='off' />
      </div>
    </>
  )
}

const Attendre = () => (
  <Alerte ton='attention' titre='Beaucoup de signalements arrivent en ce moment'>
    <p>Le vôtre n’est pas encore envoyé. Ce que vous avez écrit est gardé sur cette page.</p>
    <p>Attendez dix minutes, puis envoyez-le de nouveau.</p>
  </Alerte>
)

/* ── Thank you ─────────────────────────────────────────────────────────────────────────────────────────────────── */

export function MerciVue({ cadre, lieu }: { cadre: CadrePage; lieu?: Lieu | undefined }) {
  return (
    <Page
      cadre={cadre}
      titre='Merci, votre signalement est envoyé'
      fil={
        lieu
          ? filDuLieu(lieu, 'Merci')
          : [{ libelle: 'Accueil', href: '/' }, { libelle: 'Tous les lieux', href: '/lieux' }, { libelle: 'Merci' }]
      }
      menuActif='/lieux'
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Merci, votre signalement est envoyé</h1>
          <p class='lead'>Une personne du réseau va le lire. Rien ne change avant.</p>
          <p>Si vous avez laissé une adresse, nous vous dirons ce qui a été fait.</p>
        </div>
        <p class='btns'>
          {lieu ? (
            <LienBouton href={lieu.href} principal>
              Revenir à la fiche
            </LienBouton>
          ) : (
            <LienBouton href='/lieux' principal>
              Chercher un lieu
            </LienBouton>
          )}
        </p>
      </div>
    </Page>
  )
}

/* ── A lieu is missing ─────────────────────────────────────────────────────────────────────────────────────────── */

const FIL_MANQUANT = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Tous les lieux', href: '/lieux' },
  { libelle: 'Un lieu manque' }
]

export function ManquantVue({ cadre, saisie = {}, erreurs = [] }: Commun) {
  return (
    <Page cadre={cadre} titre='Un lieu manque' fil={FIL_MANQUANT} enErreur={erreurs.length > 0} menuActif='/lieux'>
      <div class='wrap'>
        <div class='page-head'>
          <h1>Quel lieu manque ?</h1>
          <p class='lead'>Dites-nous où il est. Nous regardons d’abord si nous le connaissons déjà.</p>
        </div>
        <ResumeErreurs erreurs={erreurs} />
        <form class='form mt5' action={CHEMIN_MANQUANT} novalidate>
          <Questions questions={QUESTIONS_MANQUANT} saisie={saisie} erreurs={erreurs} />
          <p class='btns'>
            <Bouton principal>Continuer</Bouton>
          </p>
        </form>
      </div>
    </Page>
  )
}

export interface RessemblantVu {
  readonly href: string
  readonly nom: string
  readonly adresse: string
  readonly raisons: readonly string[]
}

export function RessemblantsVue(
  props: Commun & { ressemblants: readonly RessemblantVu[]; precisions: Question; children?: Child }
) {
  const { cadre, ressemblants, precisions, saisie = {}, erreurs = [], attendre } = props
  const vus = ressemblants.length > 0
  const titre = vus ? 'Est-ce l’un de ceux-ci ?' : 'Nous ne connaissons pas ce lieu'
  const retour = `${CHEMIN_MANQUANT}?modifier=oui&${new URLSearchParams(
    QUESTIONS_MANQUANT.map(({ nom }) => [nom, saisie[nom] ?? ''])
  )}`
  return (
    <Page cadre={cadre} titre={titre} fil={FIL_MANQUANT} enErreur={erreurs.length > 0} menuActif='/lieux' horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          <p class='lead'>
            Vous cherchez « {saisie.nom} », {saisie.adresse}, {saisie.commune}. <a href={retour}>Corriger</a>
          </p>
        </div>
        {attendre && <Attendre />}
        <ResumeErreurs erreurs={erreurs} />
        {vus && <h2>Lieux qui lui ressemblent</h2>}
        {vus && (
          <ol class='cards mt4'>
            {ressemblants.map(({ href, nom, adresse, raisons }) => (
              <Carte titre={nom} href={href} sousTitre={adresse}>
                <ul class='mt3'>
                  {raisons.map((raison) => (
                    <li>{raison}</li>
                  ))}
                </ul>
              </Carte>
            ))}
          </ol>
        )}
        <section class='section' aria-labelledby='titre-signaler'>
          <h2 id='titre-signaler'>{vus ? 'Ce n’est aucun de ces lieux' : 'Signaler ce lieu'}</h2>
          <form class='form mt4' method='post' action={CHEMIN_MANQUANT} novalidate>
            {QUESTIONS_MANQUANT.map(({ nom }) => (
              <input type='hidden' name={nom} value={saisie[nom] ?? ''} />
            ))}
            {vus && <input type='hidden' name='aucun' value='oui' />}
            <Questions questions={[precisions]} saisie={saisie} erreurs={erreurs} />
            <PourRepondre saisie={saisie} erreurs={erreurs} />
            <p class='btns'>
              <Bouton principal>{vus ? 'Aucun de ceux-ci : signaler ce lieu' : 'Signaler ce lieu'}</Bouton>
            </p>
          </form>
        </section>
      </div>
    </Page>
  )
}
