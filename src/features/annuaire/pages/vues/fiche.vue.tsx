import type { Child } from 'hono/jsx'
import { Jour, jourCourt, jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { Etat } from '../../../../platform/ui/composants/etat/etat.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, type Lien, Page } from '../../../../platform/ui/page.tsx'
import type { Valeurs } from '../../domain/enregistrement.ts'
import {
  lireSemaine,
  minutesEnMots,
  JOURS,
  type MomentLocal,
  ouvertureHabituelle,
  plagesEnMots
} from '../../domain/horaires-semaine.ts'
import { ecrireHoraires } from '../../domain/horaires/index.ts'
import { champ, type NomChamp } from '../../domain/schema.ts'
import { serviceEnClair } from '../../domain/vocabulaires/services-en-clair.ts'
import {
  adresseSure,
  elementEnClair,
  enumerer,
  majuscule,
  typologieEnClair,
  type Valeur,
  valeurEnClair
} from './mots.ts'
import { HorairesEnMots, SemaineVue } from './semaine.tsx'

export interface FicheProps {
  readonly cadre: CadrePage
  readonly lieu: FicheLieu
  /** The full address of this page, for the code printed on paper. */
  readonly adressePublique: string
  /** Now, on the wall clock of the lieu. */
  readonly maintenant: MomentLocal & {
    /** ISO day. */
    readonly date: string
  }
  /** Name of today's public holiday, if it is one. */
  readonly jourFerie?: string | undefined
  /** Where to say that something here is wrong. */
  readonly signaler?: string | undefined
  /** Where the fiche's records, evidence and history are. */
  readonly histoire?: string | undefined
  /** The search this page was reached from. */
  readonly retour?: Lien | undefined
}

export interface FicheLieu {
  readonly nom: string
  /** What may be published: masked contacts are not in it. */
  readonly valeurs: Valeurs
  readonly provenances: readonly Provenance[]
  readonly sources: readonly SourceDuLieu[]
  /** Personal contacts that the network knows and does not publish. */
  readonly contactsMasques?: readonly ('portable' | 'courriel')[] | undefined
  /** Absent when the position is the lieu's own. */
  readonly positionApproximative?: 'commune' | 'voisines' | 'rue' | undefined
  readonly misAJourLe?: string | undefined
  readonly fictif?: boolean | undefined
}

interface SourceDuLieu {
  readonly nom: string
  readonly href: string
  /** Day of the delivery that no longer listed it. */
  readonly disparuLe?: string | undefined
}

export interface Provenance {
  readonly champ: NomChamp
  readonly valeur: Valeur
  readonly source: { readonly id: string; readonly nom: string }
  /** Day the source gives for it (ISO). */
  readonly date?: string | undefined
  /** Sentence of the rule that corrected the value, if one did. */
  readonly regle?: string | undefined
  /** What other sources say, when it differs. */
  readonly autres: readonly {
    readonly valeur: Valeur
    readonly source: { readonly id: string; readonly nom: string }
    readonly date?: string | undefined
  }[]
}

export function FicheVue(props: FicheProps) {
  const { cadre, lieu, adressePublique, retour } = props
  const { valeurs } = lieu
  const disparues = lieu.sources.filter(({ disparuLe }) => disparuLe)
  const presentation = valeurs.presentation_resume ?? premierParagraphe(valeurs.presentation_detail)
  return (
    <Page
      cadre={cadre}
      titre={[lieu.nom, valeurs.commune].filter(Boolean).join(', ')}
      description={presentation}
      menuActif='/lieux'
      fil={[
        { libelle: 'Accueil', href: '/' },
        retour ?? { libelle: 'Tous les lieux', href: '/lieux' },
        { libelle: lieu.nom }
      ]}
    >
      <div class='wrap'>
        <header class='page-head'>
          <div class='title-qr'>
            <div class='stack'>
              <h1>{lieu.nom}</h1>
              {presentation && <p class='lead'>{presentation}</p>}
              <p class='meta'>
                {valeurs.typologie && <span>{majuscule(enumerer(valeurs.typologie.map(typologieEnClair)))}</span>}
                {lieu.misAJourLe && (
                  <span>
                    Fiche à jour au <Jour date={lieu.misAJourLe} court />
                  </span>
                )}
              </p>
              {lieu.fictif && (
                <p>
                  <Etiquette>Lieu fictif</Etiquette> Ce lieu est inventé pour la démonstration.
                </p>
              )}
            </div>
            <div class='qr'>
              <CodeQr adresse={adressePublique} libelle='Code à photographier pour retrouver cette fiche' />
              Retrouvez cette fiche sur votre téléphone
            </div>
          </div>
          {disparues.length > 0 && (
            <Note ton='attention'>
              {disparues.map(({ nom, disparuLe }) => (
                <p>
                  Ce lieu n’apparaît plus dans « {nom} » depuis le {jourCourt(disparuLe ?? '')}.
                </p>
              ))}
              <p>Vérifiez avant de vous déplacer.</p>
            </Note>
          )}
        </header>

        <div class='answer'>
          <div>
            <h2>Est-ce ouvert ?</h2>
            <EstCeOuvert {...props} />
          </div>
          <div>
            <h2>Où est-ce ?</h2>
            <OuEstCe lieu={lieu} />
          </div>
          <div>
            <h2>Comment les joindre ?</h2>
            <LesJoindre lieu={lieu} />
          </div>
          <div>
            <h2>Que peuvent-ils faire pour moi ?</h2>
            <PourMoi valeurs={valeurs} />
          </div>
        </div>

        {props.signaler && (
          <p class='no-print mt4'>
            Quelque chose est faux ? <a href={props.signaler}>Signaler une erreur</a>
          </p>
        )}
        <nav class='anchors' aria-label='Dans cette fiche'>
          <ul>
            {SECTIONS.map(({ id, titre }) => (
              <li>
                <a href={`#${id}`}>{titre}</a>
              </li>
            ))}
          </ul>
        </nav>

        <section class='section split' id='faire' aria-labelledby='titre-faire'>
          <h2 id='titre-faire'>Ce que l’on y fait</h2>
          <Faire valeurs={valeurs} />
        </section>
        <section class='section split' id='venir' aria-labelledby='titre-venir'>
          <h2 id='titre-venir'>Venir</h2>
          <Venir {...props} />
        </section>
        <section class='section split no-print' id='informations' aria-labelledby='titre-informations'>
          <div class='stack'>
            <h2 id='titre-informations'>D’où viennent ces informations</h2>
            <ul>
              {lieu.sources.map(({ nom, href, disparuLe }) => (
                <li>
                  <a href={href}>{nom}</a>
                  {disparuLe && <small class='soft'> (plus depuis le {jourCourt(disparuLe)})</small>}
                </li>
              ))}
            </ul>
            {props.histoire && (
              <p>
                <a href={props.histoire}>Pourquoi cette fiche : preuves et historique</a>
              </p>
            )}
          </div>
          <Informations lieu={lieu} />
        </section>
        <p class='only-print soft'>
          Sources : {enumerer(lieu.sources.map(({ nom }) => nom))}.{' '}
          {lieu.misAJourLe && `Fiche à jour au ${jourCourt(lieu.misAJourLe)}, `}
          imprimée le {jourCourt(props.maintenant.date)}.
        </p>
      </div>
    </Page>
  )
}

const SECTIONS = [
  { id: 'faire', titre: 'Ce que l’on y fait' },
  { id: 'venir', titre: 'Venir' },
  { id: 'informations', titre: 'D’où viennent ces informations' }
]

function EstCeOuvert({ lieu, maintenant, jourFerie }: FicheProps) {
  const { horaires } = lieu.valeurs
  if (!horaires) {
    return (
      <p class='big'>
        <Etat etat='inconnu'>Horaires non connus, renseignez-vous avant de venir</Etat>
      </p>
    )
  }
  const simples = lireSemaine(horaires)
  if (!simples) return <p class='break'>Horaires : {ecrireHoraires(horaires)}</p>

  const aujourdhui = jourEnMots(maintenant.date)
  if (jourFerie) {
    return (
      <>
        <p class='big'>
          <Etat etat='inconnu'>Jour férié, renseignez-vous avant de venir</Etat>
        </p>
        <p class='only-screen'>
          Aujourd’hui, {aujourdhui} : {jourFerie}.
        </p>
      </>
    )
  }
  const ouverture = ouvertureHabituelle(simples.semaine, maintenant)
  const plages = simples.semaine[maintenant.jour] ?? []
  return (
    <>
      <p class='big only-screen'>
        {ouverture?.etat === 'ouvert' ? (
          <Etat etat='ouvert'>Ouvert jusqu’à {minutesEnMots(ouverture.jusqua)}</Etat>
        ) : (
          <Etat etat='ferme'>{ouverture ? `Fermé, ouvre ${quand(ouverture.ouvre)}` : 'Fermé'}</Etat>
        )}
      </p>
      <p class='only-screen'>
        Aujourd’hui, {aujourdhui} : {plagesEnMots(plages)}, d’après les horaires habituels.
      </p>
      <p class='big only-print'>{majuscule(joursOuverts(simples.semaine))}</p>
    </>
  )
}

function quand({ dans, jour, a }: { dans: number; jour: number; a: number }): string {
  const heure = `à ${minutesEnMots(a)}`
  if (dans === 0) return `aujourd’hui ${heure}`
  if (dans === 1) return `demain ${heure}`
  return `${JOURS[jour]}${dans === 7 ? ' prochain' : ''} ${heure}`
}

/** « du mardi au samedi », « lundi et jeudi ». */
function joursOuverts(semaine: readonly (readonly unknown[])[]): string {
  const ouverts = JOURS.filter((_, jour) => (semaine[jour] ?? []).length > 0)
  if (ouverts.length === 7) return 'tous les jours'
  const [premier, dernier] = [JOURS.indexOf(ouverts[0] ?? 'lundi'), JOURS.indexOf(ouverts.at(-1) ?? 'lundi')]
  if (ouverts.length > 2 && dernier - premier === ouverts.length - 1) return `du ${JOURS[premier]} au ${JOURS[dernier]}`
  return enumerer(ouverts)
}

function OuEstCe({ lieu: { valeurs, positionApproximative } }: { lieu: FicheLieu }) {
  const ville = [valeurs.code_postal, valeurs.commune].filter(Boolean).join(' ')
  const itinerant = valeurs.itinerance?.includes('Itinérant')
  return (
    <>
      <address>
        {valeurs.adresse ? <p class='big'>{valeurs.adresse}</p> : itinerant && <p class='big'>Lieu itinérant</p>}
        {valeurs.complement_adresse && <p>{valeurs.complement_adresse}</p>}
        {ville && <p class={valeurs.adresse || itinerant ? undefined : 'big'}>{ville}</p>}
      </address>
      {!valeurs.adresse && !ville && <p>Adresse non connue.</p>}
      {valeurs.latitude !== undefined && valeurs.longitude !== undefined && (
        <p class='no-print'>
          <a href={carteOsm(valeurs.latitude, valeurs.longitude)}>Voir sur OpenStreetMap</a>
          {positionApproximative && <small class='hint'>{APPROXIMATIONS[positionApproximative]}</small>}
        </p>
      )}
    </>
  )
}

const APPROXIMATIONS = {
  commune: 'position approximative : centre de la commune',
  voisines: 'position approximative : d’après les communes voisines',
  rue: 'position approximative : milieu de la rue'
}

const carteOsm = (latitude: number, longitude: number) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`

function LesJoindre({ lieu: { valeurs, contactsMasques = [] } }: { lieu: FicheLieu }) {
  const rdv = valeurs.prise_rdv && adresseSure(valeurs.prise_rdv)
  const rien = !valeurs.telephone && !valeurs.courriels && !valeurs.site_web && !rdv && contactsMasques.length === 0
  return (
    <>
      {valeurs.telephone && (
        <p>
          <Telephone numero={valeurs.telephone} grand />
        </p>
      )}
      {valeurs.courriels?.map((courriel) => (
        <p class='break'>
          <a href={`mailto:${courriel}`}>{courriel}</a>
        </p>
      ))}
      {valeurs.site_web?.map((site) => (
        <p class='break'>
          <LienExterne adresse={site} />
        </p>
      ))}
      {rdv && (
        <p class='no-print'>
          <a href={rdv}>Prendre rendez-vous en ligne</a>
        </p>
      )}
      {contactsMasques.map((genre) => (
        <p class='soft'>{MASQUES[genre]}</p>
      ))}
      {rien && <p>Aucun moyen de contact connu.</p>}
    </>
  )
}

const MASQUES = {
  portable: 'Un numéro de portable est connu du réseau ; il n’est pas publié sans l’accord de la personne.',
  courriel:
    'Une adresse électronique personnelle est connue du réseau ; elle n’est pas publiée sans l’accord de la personne.'
}

/** The address without its scheme; plain text when it is not an address one can follow. */
function LienExterne({ adresse }: { adresse: string }) {
  const href = adresseSure(adresse)
  return href ? <a href={href}>{href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</a> : <>{adresse}</>
}

function PourMoi({ valeurs }: { valeurs: Valeurs }) {
  const services = (valeurs.services ?? []).map((service) => serviceEnClair(service)?.court ?? service)
  const acces = [...(valeurs.frais_a_charge ?? []), ...(valeurs.modalites_accompagnement ?? [])].map((v) =>
    elementEnClair('frais_a_charge', v)
  )
  return (
    <>
      <p class='big'>
        {services.length > 0 ? majuscule(enumerer(services, 3)) : 'Les aides proposées ne sont pas connues'}
      </p>
      {acces.length > 0 && <p>{acces.map((mot) => `${mot}.`).join(' ')}</p>}
    </>
  )
}

function Faire({ valeurs }: { valeurs: Valeurs }) {
  const dans = (nom: NomChamp): Child => valeurs[nom] !== undefined && valeurEnClair(nom, valeurs[nom])
  return (
    <div class='stack'>
      {valeurs.services ? (
        <ul class='does'>
          {valeurs.services.map((service) => (
            <li>
              <b>{service}</b>
              <span class='only-screen'>{serviceEnClair(service)?.exemple}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>Aucune source ne dit quelles aides ce lieu propose. Le plus sûr est de les joindre.</p>
      )}
      {paragraphes(valeurs.presentation_detail).map((paragraphe) => (
        <p class='no-print'>{paragraphe}</p>
      ))}
      <ListeDescriptive faits={FAITS_FAIRE.map((nom) => ({ terme: champ(nom).libelle, valeur: dans(nom) }))} />
    </div>
  )
}

const FAITS_FAIRE: readonly NomChamp[] = [
  'frais_a_charge',
  'modalites_accompagnement',
  'publics_specifiquement_adresses',
  'prise_en_charge_specifique',
  'dispositif_programmes_nationaux',
  'formations_labels',
  'autres_formations_labels'
]

function Venir({ lieu: { valeurs }, maintenant }: FicheProps) {
  const simples = valeurs.horaires ? lireSemaine(valeurs.horaires) : undefined
  const accessibilite = valeurs.fiche_acces_libre && adresseSure(valeurs.fiche_acces_libre)
  return (
    <div class='stack'>
      {simples && <SemaineVue horaires={simples} aujourdhui={maintenant.jour} />}
      {valeurs.horaires && !simples && <HorairesEnMots horaires={valeurs.horaires} />}
      {!valeurs.horaires && <p>Les horaires ne sont pas connus.</p>}
      <ListeDescriptive
        faits={[
          {
            terme: 'Prendre contact',
            valeur: valeurs.modalites_acces && valeurEnClair('modalites_acces', valeurs.modalites_acces)
          },
          {
            terme: champ('itinerance').libelle,
            valeur: valeurs.itinerance?.includes('Itinérant') && valeurEnClair('itinerance', valeurs.itinerance)
          },
          { terme: 'Accessibilité', valeur: accessibilite && <a href={accessibilite}>Fiche du lieu sur Acceslibre</a> },
          { terme: champ('structure_parente').libelle, valeur: valeurs.structure_parente }
        ]}
      />
    </div>
  )
}

function Informations({ lieu: { provenances } }: { lieu: FicheLieu }) {
  return (
    <Tableau
      legende='Chaque information, sa source et sa date. Quand les sources se contredisent, les autres réponses restent lisibles.'
      vide='Aucune information publiée.'
      discret
      lignes={provenances}
      colonnes={[
        { titre: 'Information', cellule: (ligne) => champ(ligne.champ).libelle },
        {
          titre: 'Ce qui est affiché',
          cellule: ({ champ: nom, valeur, regle, autres }) => (
            <>
              <span class='break'>{valeurEnClair(nom, valeur)}</span>
              {regle && <small class='hint'>{regle}</small>}
              {autres.length > 0 && (
                <details>
                  <summary>{compter(autres.length, 'autre réponse', 'autres réponses')}</summary>
                  <ul>
                    {autres.map((autre) => (
                      <li>
                        <span class='break'>{valeurEnClair(nom, autre.valeur)}</span>
                        <span class='hint'>
                          {autre.source.nom}, {autre.date ? <Jour date={autre.date} court /> : 'sans date'}
                        </span>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          )
        },
        { titre: 'Source', cellule: ({ source }) => source.nom },
        { titre: 'Date', cellule: ({ date }) => (date ? <Jour date={date} court /> : 'sans date') }
      ]}
    />
  )
}

const paragraphes = (texte: string | undefined) => (texte ?? '').split(/\n+/).filter((paragraphe) => paragraphe.trim())
const premierParagraphe = (texte: string | undefined) => {
  const premier = paragraphes(texte)[0]
  return premier && premier.length <= 160 ? premier : undefined
}
