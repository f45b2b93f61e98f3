import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { adresseFiche, type LieuPublic } from '../../../annuaire/index.ts'
import type { Reseau } from '../../../reseaux/index.ts'
import { direInstant, direJour } from '../../domain/adhesion/dire.ts'
import type { FauteDeChamp } from '../../domain/parametre.ts'
import {
  ageEnJours,
  finDeReponse,
  type GenreEtape,
  type IssueReclamation,
  raisonDAttendre,
  type SituationReclamation
} from '../../domain/reclamation.ts'
import type { EtapeReclamation, Reclamation } from '../../store/reclamation.store.ts'
import { BUREAU, cheminDossier, motDe, PageBureau } from './bureau.tsx'
import { MOTS_OBJETS } from './reclamer.vue.tsx'

export const BUREAU_RECLAMATIONS = `${BUREAU}/reclamations`

type Recue = Exclude<SituationReclamation, { etat: 'deposee' }>

export interface LigneReclamation {
  readonly reclamation: Reclamation
  readonly lieu: string
  readonly reseau: string
}

/** A complaint as the desk opens it. */
export interface Ouverte {
  readonly reclamation: Reclamation
  readonly situation: Recue
  readonly lieu: LieuPublic
  readonly reseau: Reseau
  readonly etapes: readonly EtapeReclamation[]
  /** The point of the charter that is named. */
  readonly point: string | undefined
  /** Who reads looks after this lieu: they instruct nothing of it. */
  readonly partie: boolean
  /** Somebody looks after the lieu here, and receives messages. */
  readonly tenu: boolean
  /** Its dossier with the réseau. */
  readonly dossier: string | undefined
  /** It may be warned now, by who reads. */
  readonly avertissable: boolean
}

const ISSUES: Readonly<Record<IssueReclamation, string>> = {
  'sans-suite': 'Close sans suite',
  rappel: 'Close par un rappel',
  avertissement: 'Close par un avertissement'
}

/** Where a complaint stands, in a few words. */
function direEtat(situation: SituationReclamation): string {
  switch (situation.etat) {
    case 'deposee':
      return 'Pas confirmée'
    case 'confirmee':
      return 'Nouvelle'
    case 'instruction':
      if (situation.repondueLe) return 'Le lieu a répondu'
      return situation.transmiseLe ? 'Le lieu doit répondre' : 'En cours'
    case 'close':
      return ISSUES[situation.issue]
  }
}

/** The complaints of a secrétariat: the oldest first, for nobody waits for ever. */
export function ListeVue(props: {
  readonly c: Contexte
  readonly lignes: readonly LigneReclamation[]
  readonly closes: boolean
  readonly plusieurs: boolean
  /** Others follow these. */
  readonly encore: boolean
}) {
  const { c, lignes, closes, plusieurs, encore } = props
  const now = c.var.now
  const debut = `${BUREAU_RECLAMATIONS}${closes ? '?etat=closes' : ''}`
  const derniere = lignes.at(-1)?.reclamation.id
  return (
    <PageBureau
      c={c}
      titre='Les réclamations'
      fil={[{ href: BUREAU, libelle: 'Le bureau' }]}
      chapeau={
        <p class='lead'>Des personnes disent qu’un lieu ne respecte pas la charte, ou utilise la marque sans droit.</p>
      }
    >
      <nav aria-label='Les réclamations'>
        <ul class='onglets'>
          <li>
            <a href={BUREAU_RECLAMATIONS} aria-current={closes ? undefined : 'page'}>
              À instruire
            </a>
          </li>
          <li>
            <a href={`${BUREAU_RECLAMATIONS}?etat=closes`} aria-current={closes ? 'page' : undefined}>
              Closes
            </a>
          </li>
        </ul>
      </nav>
      <section class='section'>
        <Tableau
          legende={closes ? 'La dernière close d’abord.' : 'La plus ancienne d’abord.'}
          vide={closes ? 'Aucune réclamation n’est close.' : 'Aucune réclamation n’attend.'}
          lignes={lignes}
          colonnes={[
            {
              titre: 'Lieu',
              cellule: ({ reclamation, lieu }) => <a href={`${BUREAU_RECLAMATIONS}/${reclamation.id}`}>{lieu}</a>
            },
            ...(plusieurs ? [{ titre: 'Réseau', cellule: ({ reseau }: LigneReclamation) => reseau }] : []),
            { titre: 'Ce qui est dit', cellule: ({ reclamation }) => MOTS_OBJETS[reclamation.objet] },
            {
              titre: 'État',
              cellule: ({ reclamation: { situation } }) => <Etiquette>{direEtat(situation)}</Etiquette>
            },
            closes
              ? {
                  titre: 'Close le',
                  cellule: ({ reclamation: { situation } }) =>
                    situation.etat === 'close' && <Jour date={situation.closeLe} court />
                }
              : {
                  titre: 'Depuis',
                  cellule: ({ reclamation: { situation } }) =>
                    situation.etat !== 'deposee' && direAge(situation.confirmeeLe, now)
                }
          ]}
        />
        <Pagination
          phrase={compter(lignes.length, 'réclamation', 'réclamations')}
          suivant={
            encore
              ? { href: `${debut}${closes ? '&' : '?'}apres=${derniere}`, libelle: 'Les réclamations suivantes' }
              : undefined
          }
          debut={c.req.query('apres') ? { href: debut, libelle: 'Revenir au début' } : undefined}
        />
      </section>
    </PageBureau>
  )
}

function direAge(confirmeeLe: Date, now: Date): string {
  const jours = ageEnJours(confirmeeLe, now)
  return jours === 0 ? 'Moins d’un jour' : compter(jours, 'jour', 'jours')
}

const FAITS: Readonly<Record<string, string>> = {
  transmettre: 'La réclamation est transmise au lieu',
  noter: 'C’est noté',
  clore: 'La réclamation est close'
}

const ETAPES: Readonly<Record<GenreEtape, string>> = {
  recue: 'Réclamation reçue',
  transmise: 'Transmise au lieu',
  reponse: 'Réponse du lieu',
  constat: 'Constat du secrétariat',
  decision: 'Décision du secrétariat'
}

interface VueDeReclamation {
  readonly c: Contexte
  readonly ouverte: Ouverte
  readonly saisie: Readonly<Record<string, string>>
  readonly erreurs?: readonly FauteDeChamp[]
  readonly refus?: string
}

/** One complaint: what is said, what was done, and what may be done now. */
export function ReclamationVue({ c, ouverte, saisie, erreurs = [], refus }: VueDeReclamation) {
  const { reclamation, situation, lieu, reseau, etapes, point, partie, dossier } = ouverte
  const zone = reseau.fuseau
  return (
    <PageBureau
      c={c}
      titre={`Réclamation : ${lieu.nom}`}
      fil={[
        { href: BUREAU, libelle: 'Le bureau' },
        { href: BUREAU_RECLAMATIONS, libelle: 'Les réclamations' }
      ]}
      fait={refus || erreurs.length > 0 ? undefined : motDe(FAITS, c.req.query('fait'))}
      enErreur={erreurs.length > 0 || refus !== undefined}
      chapeau={
        <>
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          <p>
            <Etiquette>{direEtat(situation)}</Etiquette>
          </p>
          <ResumeErreurs erreurs={erreurs} />
          {partie && (
            <Note>
              <p>Vous vous occupez de ce lieu : d’autres que vous instruisent cette réclamation.</p>
            </Note>
          )}
        </>
      }
    >
      {!partie && (
        <>
          <section class='section split'>
            <h2>Ce qui est dit</h2>
            <div class='stack'>
              <ListeDescriptive
                faits={[
                  { terme: 'Lieu', valeur: <a href={adresseFiche(lieu)}>{lieu.nom}</a> },
                  { terme: 'Adhésion', valeur: dossier && <a href={cheminDossier(dossier)}>Ouvrir son dossier</a> },
                  { terme: 'Réseau', valeur: reseau.nom },
                  { terme: 'Objet', valeur: MOTS_OBJETS[reclamation.objet] },
                  { terme: 'Point de la charte', valeur: point },
                  { terme: 'Quand', valeur: reclamation.quand },
                  { terme: 'Où', valeur: reclamation.ou },
                  { terme: 'Reçue le', valeur: direInstant(situation.confirmeeLe, zone) }
                ]}
              />
              <p class='diff break'>{reclamation.texte}</p>
              <p class='soft'>Ce texte n’est que pour vous. Le lieu ne lit que ce que vous lui transmettez.</p>
            </div>
          </section>
          <section class='section split' id='etapes'>
            <h2>Ce qui a été fait</h2>
            <ol class='time'>
              {etapes.map(({ genre, le, texte }) => (
                <li>
                  <h3>{ETAPES[genre]}</h3>
                  <p>{direInstant(le, zone)}</p>
                  {texte !== '' && <p class='diff break'>{texte}</p>}
                </li>
              ))}
            </ol>
          </section>
          {situation.etat === 'close' ? (
            <Close ouverte={ouverte} />
          ) : (
            <Gestes c={c} ouverte={ouverte} situation={situation} saisie={saisie} erreurs={erreurs} />
          )}
        </>
      )}
    </PageBureau>
  )
}

const Close = ({ ouverte: { dossier, reclamation } }: { readonly ouverte: Ouverte }) =>
  dossier && reclamation.pieceId ? (
    <p>
      <a href={`${cheminDossier(dossier)}#piece-${reclamation.pieceId}`}>Lire la lettre d’avertissement</a>
    </p>
  ) : null

function Gestes(props: {
  readonly c: Contexte
  readonly ouverte: Ouverte
  readonly situation: Exclude<Recue, { etat: 'close' }>
  readonly saisie: Readonly<Record<string, string>>
  readonly erreurs: readonly FauteDeChamp[]
}) {
  const { c, ouverte, situation, saisie, erreurs } = props
  const { reclamation, reseau, tenu, dossier, avertissable } = ouverte
  const chemin = `${BUREAU_RECLAMATIONS}/${reclamation.id}`
  const transmiseLe = situation.etat === 'instruction' ? situation.transmiseLe : undefined
  const attente = raisonDAttendre(situation.etat === 'instruction' ? situation : {}, c.var.now)
  return (
    <>
      {!transmiseLe && (
        <section class='section split' id='transmettre'>
          <h2>Entendre le lieu</h2>
          <form class='form' method='post' action={`${chemin}/transmettre`} novalidate>
            {!tenu && (
              <Note ton='attention'>
                <p>Personne ne s’occupe de ce lieu ici. Envoyez-lui aussi ce texte par courrier.</p>
              </Note>
            )}
            <ZoneTexte
              nom='faits'
              libelle='Les faits, avec vos mots'
              indication='Le lieu lira ce texte. Ne recopiez rien qui permette de reconnaître la personne : ni nom, ni adresse, ni date précise.'
              valeur={saisie.faits}
              erreur={erreurDe(erreurs, 'faits')}
              lignes={6}
            />
            <p class='btns'>
              <Bouton principal>Transmettre au lieu</Bouton>
            </p>
          </form>
        </section>
      )}
      <section class='section split' id='noter'>
        <h2>Noter</h2>
        <form class='form' method='post' action={`${chemin}/noter`} novalidate>
          {transmiseLe && (
            <BoutonsRadio
              nom='genre'
              legende='Que notez-vous ?'
              choisis={[saisie.genre ?? 'constat']}
              options={[
                { valeur: 'constat', libelle: 'Un constat : visite, appel, pièce reçue' },
                { valeur: 'reponse', libelle: 'La réponse du lieu, reçue par courrier ou par téléphone' }
              ]}
            />
          )}
          <ZoneTexte
            nom='note'
            libelle='Votre note'
            indication='Une visite, un appel, une pièce reçue. Datée d’aujourd’hui, elle ne pourra plus changer.'
            valeur={saisie.note}
            erreur={erreurDe(erreurs, 'note')}
            lignes={4}
          />
          <p class='btns'>
            <Bouton>Ajouter cette note</Bouton>
          </p>
        </form>
      </section>
      <section class='section split' id='clore'>
        <h2>Conclure</h2>
        <form class='form' method='post' action={`${chemin}/clore`} novalidate>
          {attente && (
            <Note>
              <p>
                {transmiseLe
                  ? `Le lieu n’a pas encore répondu. Sans réponse, vous pourrez conclure le ${direJour(finDeReponse(transmiseLe), reseau.fuseau)}.`
                  : 'Un rappel ou un avertissement demande d’abord d’entendre le lieu.'}
              </p>
            </Note>
          )}
          <BoutonsRadio
            nom='issue'
            legende='Comment finit la réclamation ?'
            choisis={[saisie.issue ?? '']}
            erreur={erreurDe(erreurs, 'issue')}
            options={[
              {
                valeur: 'sans-suite',
                libelle: 'Sans suite',
                indication: 'La personne lira vos raisons ; le lieu aussi, s’il a été prévenu.'
              },
              ...(attente
                ? []
                : [
                    {
                      valeur: 'rappel',
                      libelle: 'Par un rappel',
                      indication: 'Le lieu lira ce que vous écrivez. Ses droits ne changent pas.'
                    }
                  ])
            ]}
          />
          <ZoneTexte
            nom='raisons'
            libelle='Vos raisons, ou votre rappel'
            indication='Écrivez simplement, sans nommer personne.'
            valeur={saisie.raisons}
            erreur={erreurDe(erreurs, 'raisons')}
            lignes={6}
          />
          <p class='btns'>
            <Bouton>Clore la réclamation</Bouton>
          </p>
        </form>
      </section>
      {!attente && dossier && (
        <section class='section split' id='avertir'>
          <h2>Avertir le lieu</h2>
          <div class='stack'>
            {avertissable ? (
              <>
                <p>
                  Le lieu ne respecte pas sa charte, ou sa déclaration était inexacte : c’est un manquement. Vous lui
                  demandez de corriger par une lettre recommandée (article 13). La réclamation finit avec cette lettre.
                </p>
                <p class='btns'>
                  <LienBouton href={`${cheminDossier(dossier)}/avertir?reclamation=${reclamation.id}`}>
                    Préparer l’avertissement
                  </LienBouton>
                </p>
              </>
            ) : (
              <p>L’état de son adhésion ne permet pas d’avertissement aujourd’hui.</p>
            )}
          </div>
        </section>
      )}
    </>
  )
}
