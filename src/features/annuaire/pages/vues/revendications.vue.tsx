import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Instant, Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { type Fait, ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Alerte, Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { RefusDePreuve } from '../../domain/revendication.ts'
import type { Avis } from './feuille-lieu.tsx'
import { REFUS_DE_PREUVE } from './revendiquer.vue.tsx'

/** Where these pages live. */
export const CHEMINS_REVENDICATIONS = {
  liste: '/administration/revendications',
  une: (id: string) => `/administration/revendications/${id}`
}

const TITRE = 'Qui s’occupe de quel lieu'
const FIL = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Administration', href: '/administration' }
]

const Genre = ({ contestee }: { contestee: boolean }) =>
  contestee ? <Etiquette ton='attention'>Désaccord</Etiquette> : <Etiquette>Demande</Etiquette>

/* ── What waits ────────────────────────────────────────────────────────────────────────────────────────────────── */

export interface RevendicationEnAttente {
  readonly id: string
  readonly lieu: string
  readonly pseudonyme: string
  readonly contestee: boolean
  readonly depuis: Date
}

export function RevendicationsVue({
  cadre,
  total,
  revendications,
  avis
}: {
  readonly cadre: CadrePage
  readonly total: number
  readonly revendications: readonly RevendicationEnAttente[]
  readonly avis?: Avis | undefined
}) {
  return (
    <Page cadre={cadre} titre={TITRE} fil={[...FIL, { libelle: TITRE }]} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>{TITRE}</h1>
          <p class='lead'>Des personnes attendent votre réponse. Les plus anciennes d’abord.</p>
        </div>
        {avis && (
          <Alerte ton={avis.ton} titre={avis.titre}>
            <p>{avis.texte}</p>
          </Alerte>
        )}
        <Tableau
          legende={
            total > revendications.length ? `Les ${revendications.length} premières, sur ${total}` : 'En attente'
          }
          lignes={revendications}
          vide='Personne n’attend de réponse.'
          colonnes={[
            { titre: 'Lieu', cellule: ({ id, lieu }) => <a href={CHEMINS_REVENDICATIONS.une(id)}>{lieu}</a> },
            { titre: 'Quoi', cellule: ({ contestee }) => <Genre contestee={contestee} /> },
            { titre: 'Personne', cellule: ({ pseudonyme }) => pseudonyme },
            { titre: 'Depuis', cellule: ({ depuis }) => <Jour date={depuis} court /> }
          ]}
        />
      </div>
    </Page>
  )
}

/* ── One claim, beside what is known ───────────────────────────────────────────────────────────────────────────── */

export interface RevendicationProps {
  readonly cadre: CadrePage
  readonly id: string
  readonly lieu: { readonly nom: string; readonly href: string; readonly retire: boolean }
  readonly pseudonyme: string
  readonly etat: 'attente-decision' | 'contestee' | 'finie'
  readonly faits: readonly Fait[]
  readonly adresses: readonly {
    readonly courriel: string
    readonly sources: readonly string[]
    readonly depuis: Date | undefined
    readonly lieux: number
    readonly refus: RefusDePreuve | undefined
  }[]
  readonly responsables: readonly string[]
  /** It is the reader's own: somebody else answers. */
  readonly sienne: boolean
  /** The reader looks after this lieu: somebody else answers. */
  readonly partie: boolean
  readonly saisie?: Readonly<Record<string, string>> | undefined
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly avis?: Avis | undefined
}

export function RevendicationVue(props: RevendicationProps) {
  const { cadre, id, lieu, pseudonyme, etat, faits, adresses, responsables, sienne, partie, erreurs = [], avis } = props
  const titre = `${etat === 'contestee' ? 'Un désaccord' : 'Une demande'} : ${lieu.nom}`
  return (
    <Page
      cadre={cadre}
      titre={titre}
      fil={[...FIL, { libelle: TITRE, href: CHEMINS_REVENDICATIONS.liste }, { libelle: lieu.nom }]}
      enErreur={erreurs.length > 0 || avis?.ton === 'danger'}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          <p>
            <a href={lieu.href}>Voir la fiche</a>
          </p>
        </div>
        {avis && (
          <Alerte ton={avis.ton} titre={avis.titre}>
            <p>{avis.texte}</p>
          </Alerte>
        )}
        <ResumeErreurs erreurs={erreurs} />
        <div class='stack mt5'>
          <ListeDescriptive faits={[{ terme: 'Personne', valeur: pseudonyme }, ...faits]} />
          {lieu.retire && (
            <Note ton='attention'>
              <p>Cette fiche n’est plus publique : personne ne peut en devenir responsable.</p>
            </Note>
          )}
          <h2 class='mt6'>Ce que l’on sait</h2>
          <p>
            {responsables.length > 0
              ? `S’occupent déjà de la fiche : ${responsables.join(', ')}.`
              : `Personne ${etat === 'attente-decision' ? 'ne s’occupe encore' : 'd’autre ne s’occupe'} de cette fiche.`}
          </p>
          <Tableau
            legende='Adresses publiées'
            lignes={adresses}
            vide='Aucune adresse électronique n’est publiée.'
            colonnes={[
              { titre: 'Adresse', cellule: ({ courriel }) => <span class='break'>{courriel}</span> },
              { titre: 'Dite par', cellule: ({ sources }) => sources.join(', ') || 'aucune source' },
              { titre: 'Depuis', cellule: ({ depuis }) => (depuis ? <Jour date={depuis} court /> : 'inconnu') },
              { titre: 'Lieux', cellule: ({ lieux }) => lieux, nombre: true },
              {
                titre: 'Peut prouver',
                cellule: ({ refus }) => (refus ? `Non : ${REFUS_DE_PREUVE[refus]}` : 'Oui')
              }
            ]}
          />
          {etat === 'finie' ? (
            <p>Quelqu’un a déjà répondu.</p>
          ) : sienne || partie ? (
            <Note>
              <p>
                {sienne ? 'C’est votre propre demande' : 'Vous vous occupez de ce lieu'} : une autre personne y
                répondra.
              </p>
            </Note>
          ) : (
            <FormulaireJugement {...props} />
          )}
          <p>
            <a href={CHEMINS_REVENDICATIONS.liste}>Revenir à la liste</a>
          </p>
        </div>
      </div>
    </Page>
  )

  function FormulaireJugement({ saisie = {} }: RevendicationProps) {
    return (
      <>
        <h2 class='mt6'>Votre réponse</h2>
        <form class='form' method='post' action={`${CHEMINS_REVENDICATIONS.une(id)}/decision`} novalidate>
          <BoutonsRadio
            nom='jugement'
            legende='Que décidez-vous ?'
            choisis={saisie.jugement ? [saisie.jugement] : []}
            erreur={erreurDe(erreurs, 'jugement')}
            options={
              etat === 'contestee'
                ? [
                    { valeur: 'maintenir', libelle: `${pseudonyme} reste responsable` },
                    {
                      valeur: 'retirer',
                      libelle: `${pseudonyme} n’est plus responsable`,
                      indication: 'Si personne d’autre ne l’est, la fiche dit de nouveau ce que disent les annuaires.'
                    }
                  ]
                : [
                    {
                      valeur: 'accepter',
                      libelle: `${pseudonyme} devient responsable`,
                      indication: 'Les adresses publiées sont prévenues, et peuvent contester pendant 15 jours.'
                    },
                    { valeur: 'refuser', libelle: 'Refuser cette demande' }
                  ]
            }
          />
          <ZoneTexte
            nom='motif'
            libelle='La raison'
            indication='Obligatoire si vous refusez ou retirez. La personne la lira.'
            valeur={saisie.motif}
            erreur={erreurDe(erreurs, 'motif')}
            lignes={4}
          />
          <p class='btns'>
            <Bouton principal>Enregistrer cette réponse</Bouton>
          </p>
        </form>
      </>
    )
  }
}

/** The words and dates of a claim, as facts. */
export const faitsDeLaRevendication = (r: {
  readonly texte: string
  readonly contestation: string
  readonly demandee_le: Date
  readonly prouvee_le: Date | null
  readonly contestee_le: Date | null
}): readonly Fait[] => [
  { terme: 'Demande reçue le', valeur: <Instant date={r.demandee_le} /> },
  { terme: 'Ses mots', valeur: r.texte && <span class='break'>{r.texte}</span> },
  {
    terme: 'Adresse publiée',
    valeur: r.prouvee_le && (
      <>
        Quelqu’un a répondu au message le <Jour date={r.prouvee_le} />.
      </>
    )
  },
  { terme: 'Contestée le', valeur: r.contestee_le && <Instant date={r.contestee_le} /> },
  { terme: 'Ce qui ne va pas', valeur: r.contestation && <span class='break'>{r.contestation}</span> }
]
