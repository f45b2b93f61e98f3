import type { Child } from 'hono/jsx'
import { lireFait } from '../../../../platform/http/fait.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { adresseFiche, findLieuActuel } from '../../../annuaire/index.ts'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { ecritureDeSeance, tient } from '../../actions/seances.ts'
import { montreTotaux } from '../../domain/module.ts'
import { ecritureDe, peutAssister, suitLaCloture } from '../../domain/seance.ts'
import type { Consultation } from '../../store/consultation.store.ts'
import {
  type EtapeDeSeance,
  type ItemDeSeance,
  listItemsDeSeance,
  listSeances,
  type Seance
} from '../../store/seance.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminDe, cheminItem, PageConsultation, type Reprise, statutDe } from './cadre.tsx'

const cheminSeances = (consultation: Pick<Consultation, 'adresse'>) => `${cheminDe(consultation)}/seances`
export const cheminSeance = (consultation: Pick<Consultation, 'adresse'>, id: string) =>
  `${cheminSeances(consultation)}/${id}`

export interface SeanceOuverte extends ConsultationOuverte {
  readonly seance: Seance
}

const SEANCES_MAX = 500
const ITEMS_PAR_PAGE = 100

const FAITS_DE_SEANCE: Readonly<Record<string, string>> = {
  ouverte: 'La séance est enregistrée',
  modifiee: 'La séance est corrigée',
  comptee: 'Le compte est enregistré',
  ecrite: 'Ce qui a été décidé est enregistré'
}

const APRES_LA_CLOTURE =
  'Séance tenue après la clôture : elle dit ce qui a été décidé ensemble, elle ne change pas les totaux.'

const NoteDApres = () => (
  <Note>
    <p>{APRES_LA_CLOTURE}</p>
  </Note>
)

const peutEcrire = (c: Contexte, consultation: Consultation): boolean =>
  ecritureDe(consultation, c.var.now) !== undefined && peutAssister(c.var.acteur, consultation.reseau_id)

const filDe = ({ consultation, seance }: SeanceOuverte) => [
  { href: cheminSeances(consultation), libelle: 'Séances' },
  { href: cheminSeance(consultation, seance.id), libelle: seance.nom }
]

/** At the consultation's own page: the meetings that were held, and the door for who may hold one. */
export async function blocSeances(c: Contexte, { consultation }: ConsultationOuverte): Promise<Child | undefined> {
  const [derniere] = await listSeances(c.var.db, consultation.id, 1)
  const ecrit = peutEcrire(c, consultation)
  if (!derniere && !ecrit) return undefined
  return (
    <section class='section' aria-labelledby='titre-seances'>
      <h2 id='titre-seances'>En séance, avec un médiateur</h2>
      <p class='mt3'>
        {derniere && (
          <>
            La dernière séance a eu lieu le {jourEnMots(derniere.tenue_le)}&nbsp;: {derniere.nom}.{' '}
          </>
        )}
        <a href={cheminSeances(consultation)}>{derniere ? 'Toutes les séances' : 'Écrire une séance'}</a>
      </p>
    </section>
  )
}

/** The meetings of a consultation, for everybody. */
export async function rendreSeances(c: Contexte, ouverte: ConsultationOuverte): Promise<Response> {
  const { consultation, etat } = ouverte
  const seances = await listSeances(c.var.db, consultation.id, SEANCES_MAX)
  const ecrit = peutEcrire(c, consultation)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Séances'
      consultation={consultation}
      horsMoteurs={etat === 'brouillon'}
      chapeau={
        <>
          <p class='lead'>
            Des personnes se réunissent dans un lieu et donnent leur avis avec un médiateur. Ces avis sont comptés à
            part. Il n’y en a jamais plus que de personnes présentes, et aucun nom n’est écrit.
          </p>
          {consultation.figee_le && (
            <p>
              Une séance tenue après la clôture dit ce qui a été décidé ensemble, proposition par proposition. Elle ne
              change pas les totaux.
            </p>
          )}
        </>
      }
    >
      {ecrit && (
        <p class='btns'>
          <LienBouton principal href={`${cheminSeances(consultation)}/nouvelle`}>
            Écrire une séance
          </LienBouton>
        </p>
      )}
      {seances.length === 0 ? (
        <p>Aucune séance n’a encore eu lieu.</p>
      ) : (
        <>
          <h2 class='vh'>Les séances</h2>
          <ul class='cards mt4'>
            {seances.map((seance) => (
              <Carte
                titre={seance.nom}
                href={cheminSeance(consultation, seance.id)}
                details={[
                  jourEnMots(seance.tenue_le),
                  direPresents(seance),
                  ...(suitLaCloture(seance, consultation) ? ['Tenue après la clôture'] : [])
                ]}
              />
            ))}
          </ul>
        </>
      )}
    </PageConsultation>
  )
}

const direPresents = ({ presents }: Seance) => compter(presents, 'personne présente', 'personnes présentes')

/** A meeting: when, where, how many, what came out of it. */
export async function rendreSeance(c: Contexte, ouverte: SeanceOuverte, reprise: Reprise = {}): Promise<Response> {
  const { consultation, seance } = ouverte
  const demandee = c.req.query('page') ?? ''
  const page = /^[1-9]\d{0,3}$/.test(demandee) ? Number(demandee) : 1
  const [lieu, { items, total }] = await Promise.all([
    seance.lieu_id === null ? undefined : findLieuActuel(c.var.db, seance.lieu_id),
    listItemsDeSeance(c.var.db, seance, { debut: (page - 1) * ITEMS_PAR_PAGE, nombre: ITEMS_PAR_PAGE })
  ])
  const assiste = peutAssister(c.var.acteur, consultation.reseau_id)
  const ecriture = assiste ? ecritureDeSeance(seance, consultation, c.var.now) : undefined
  const tenue = assiste && tient(c.var.acteur, seance, consultation)
  const apres = suitLaCloture(seance, consultation)
  // Once the consultation is archived, a meeting without a count has nothing more to say of the other items.
  const toutes = tenue && (!apres || ecriture !== undefined)
  const vus = items.filter((item) => toutes || aVoir(item, consultation))
  const chemin = cheminSeance(consultation, seance.id)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={seance.nom}
      consultation={consultation}
      fil={[{ href: cheminSeances(consultation), libelle: 'Séances' }]}
      reprise={reprise}
      fait={lireFait(c, FAITS_DE_SEANCE)}
      chapeau={apres && <p>{APRES_LA_CLOTURE}</p>}
    >
      <ListeDescriptive
        faits={[
          { terme: 'Jour', valeur: jourEnMots(seance.tenue_le) },
          { terme: 'Lieu', valeur: lieu && !lieu.retire_le && <a href={adresseFiche(lieu)}>{lieu.nom}</a> },
          { terme: 'Présents', valeur: direPresents(seance) },
          { terme: 'Ce qui en est sorti', valeur: seance.texte && <Paragraphes texte={seance.texte} /> }
        ]}
      />
      {ecriture && tenue && (
        <p class='btns mt5'>
          <LienBouton href={`${chemin}/modifier`}>Modifier la séance</LienBouton>
        </p>
      )}
      {ecriture === 'avis' && <Aider chemin={chemin} reprise={reprise} />}
      <section class='section' id='propositions' aria-labelledby='titre-propositions'>
        <h2 id='titre-propositions'>{apres ? 'Ce que la séance a décidé' : 'Ce que la séance a dit'}</h2>
        {vus.length === 0 && (
          <p class='mt3'>
            {items.length === 0
              ? 'Aucune proposition ne reçoit d’avis.'
              : apres
                ? 'Rien n’est écrit sur les propositions.'
                : consultation.figee_le
                  ? 'Aucun avis n’a été compté dans cette séance.'
                  : 'Ce qui est compté ici sera montré en même temps que les totaux.'}
          </p>
        )}
        <ul class='rows mt4'>
          {vus.map((item) => (
            <li>
              <p>
                <a href={cheminItem(consultation, item)}>{item.titre}</a> <span class='soft'>{item.module}</span>
              </p>
              {!apres && <p>{direAvis(item)}</p>}
              {item.issue && <Paragraphes texte={item.issue} />}
              {ecriture && tenue && (
                <p>
                  <a href={`${chemin}/items/${item.numero}`}>
                    {apres ? 'Écrire ce qui a été décidé' : 'Compter à main levée'}
                    <span class='vh'> : {item.titre}</span>
                  </a>
                </p>
              )}
            </li>
          ))}
        </ul>
        <Pagination
          titre='Pages de propositions'
          phrase={`${nombre(items.length)} sur ${nombre(total)}`}
          debut={page > 1 ? { href: chemin, libelle: 'Revenir au début' } : undefined}
          suivant={
            page * ITEMS_PAR_PAGE < total ? { href: `${chemin}?page=${page + 1}`, libelle: 'Les suivantes' } : undefined
          }
        />
      </section>
    </PageConsultation>,
    statutDe(reprise)
  )
}

// What a meeting counted is shown when the totals of everybody are: before, it would say which way the wind blows.
function aVoir({ resultats, accord, revoir, issue }: ItemDeSeance, consultation: Consultation): boolean {
  const montre = montreTotaux({ resultats }, { figee: consultation.figee_le !== null, aRepondu: false })
  return montre && (accord > 0 || revoir > 0 || issue !== '')
}

/** « 12 d’accord, 3 à revoir » in the usual words, whatever the module calls its buttons. */
export const direAvis = ({ accord, revoir }: { readonly accord: number; readonly revoir: number }): string =>
  accord + revoir === 0 ? 'Aucun avis compté' : `${nombre(accord)} d’accord, ${nombre(revoir)} à revoir`

function Aider({ chemin, reprise: { fautes = [] } }: { chemin: string; reprise: Reprise }) {
  return (
    <section class='section' id='aider' aria-labelledby='titre-aider'>
      <h2 id='titre-aider'>Aider une personne présente</h2>
      <form class='stack mt4' method='post' action={`${chemin}/aider`}>
        <Note>
          <p>
            Lisez chaque proposition avec la personne, et écrivez ce qu’elle en dit. Son nom n’est pas demandé. Ses avis
            sont publiés à part, comme donnés avec l’aide d’un médiateur.
          </p>
        </Note>
        <Cases
          nom='accord'
          legende='Son accord'
          legendeCachee
          erreur={erreurDe(fautes, 'accord')}
          options={[{ valeur: 'oui', libelle: 'La personne est d’accord pour que j’écrive ses réponses à sa place.' }]}
        />
        <p class='btns'>
          <Bouton principal>Commencer</Bouton>
        </p>
      </form>
    </section>
  )
}

/** The form of a meeting. `seance`: the one that is corrected. */
export function rendreFormulaire(
  c: Contexte,
  { consultation, seance }: ConsultationOuverte & { readonly seance?: Seance },
  reprise: Reprise = {}
): Response | Promise<Response> {
  const { fautes = [] } = reprise
  const apres = seance ? suitLaCloture(seance, consultation) : consultation.figee_le !== null
  const champs: Readonly<Record<string, string>> =
    reprise.champs ??
    (seance
      ? {
          nom: seance.nom,
          tenue_le: seance.tenue_le.split('-').reverse().join('/'),
          lieu: seance.lieu_id === null ? '' : `/lieux/${seance.lieu_id}`,
          presents: String(seance.presents),
          texte: seance.texte
        }
      : {})
  const champ = (nom: string) => ({ nom, valeur: champs[nom], erreur: erreurDe(fautes, nom) })
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={seance ? 'Modifier la séance' : 'Écrire une séance'}
      consultation={consultation}
      fil={[{ href: cheminSeances(consultation), libelle: 'Séances' }]}
      reprise={reprise}
      horsMoteurs
    >
      <form
        class='form'
        method='post'
        action={
          seance ? `${cheminSeance(consultation, seance.id)}/modifier` : `${cheminSeances(consultation)}/nouvelle`
        }
        novalidate
      >
        {apres && <NoteDApres />}
        <Champ {...champ('nom')} libelle='Le nom de la séance' indication='Exemple : atelier du mardi' obligatoire />
        <Champ {...champ('tenue_le')} libelle='Le jour' indication='Exemple : 16/06/2026' court obligatoire />
        <Champ
          {...champ('presents')}
          libelle='Nombre de personnes présentes'
          indication={
            apres
              ? 'Sans compter les médiateurs.'
              : 'Sans compter les médiateurs. Il n’y aura jamais plus d’avis que de présents.'
          }
          clavier='numeric'
          court
          obligatoire
        />
        <Champ
          {...champ('lieu')}
          libelle='Le lieu (facultatif)'
          indication='L’adresse de sa fiche dans l’annuaire. Exemple : /lieux/1234'
        />
        <ZoneTexte
          {...champ('texte')}
          libelle='Ce qui en est sorti (facultatif)'
          indication='Visible de tous. N’écrivez le nom de personne.'
          lignes={6}
        />
        <p class='btns'>
          <Bouton principal>{seance ? 'Enregistrer' : 'Enregistrer la séance'}</Bouton>
        </p>
      </form>
    </PageConsultation>,
    statutDe(reprise)
  )
}

/** A show of hands on one item. */
export function rendreCompter(
  c: Contexte,
  ouverte: SeanceOuverte,
  etape: EtapeDeSeance,
  reprise: Reprise = {}
): Response | Promise<Response> {
  const { consultation, seance } = ouverte
  const { fautes = [], champs = {} } = reprise
  const chemin = cheminSeance(consultation, seance.id)
  const apres = suitLaCloture(seance, consultation)
  const valeur = (nom: 'accord' | 'revoir' | 'issue') => champs[nom] ?? String(etape[nom])
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={etape.titre}
      consultation={consultation}
      fil={filDe(ouverte)}
      reprise={reprise}
      surtitre={`${apres ? 'Écrire ce qui a été décidé' : 'Compter à main levée'} : proposition ${etape.place} sur ${etape.total}`}
      horsMoteurs
    >
      <form class='form' method='post' action={`${chemin}/items/${etape.numero}`} novalidate>
        {apres ? (
          <NoteDApres />
        ) : (
          <>
            <p>
              {direPresents(seance)}. {direAvis(etape)}.
            </p>
            <input type='hidden' name='lu' value={`${etape.accord}-${etape.revoir}`} />
            <Champ
              nom='accord'
              libelle='D’accord'
              valeur={valeur('accord')}
              erreur={erreurDe(fautes, 'accord')}
              clavier='numeric'
              court
            />
            <Champ
              nom='revoir'
              libelle='À revoir'
              valeur={valeur('revoir')}
              erreur={erreurDe(fautes, 'revoir')}
              clavier='numeric'
              court
            />
          </>
        )}
        <ZoneTexte
          nom='issue'
          libelle={apres ? 'Ce qui a été décidé' : 'Ce qui a été décidé ou dit (facultatif)'}
          indication={
            apres
              ? 'Visible de tous. N’écrivez le nom de personne.'
              : 'Montré en même temps que les totaux. N’écrivez le nom de personne.'
          }
          valeur={valeur('issue')}
          erreur={erreurDe(fautes, 'issue')}
          lignes={4}
        />
        <p class='btns'>
          <Bouton principal>{apres ? 'Enregistrer' : 'Enregistrer le compte'}</Bouton>
        </p>
      </form>
      <Autour etape={etape} vers={(numero) => `${chemin}/items/${numero}`} fin={chemin} />
    </PageConsultation>,
    statutDe(reprise)
  )
}

/** The item before, the item after, and the way out. */
export function Autour(props: { etape: EtapeDeSeance; vers: (numero: number) => string; fin: string }): Child {
  const { etape, vers, fin } = props
  const { precedent, suivant } = etape
  return (
    <nav class='section' aria-label='Autres propositions'>
      <p class='btns'>
        {suivant !== null && (
          <a class='btn' href={vers(suivant)} rel='next'>
            Proposition suivante
          </a>
        )}
        {precedent !== null && (
          <a href={vers(precedent)} rel='prev'>
            Proposition précédente
          </a>
        )}
        <a href={fin}>Terminer</a>
      </p>
    </nav>
  )
}
