import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Etat } from '../../../../platform/ui/composants/etat/etat.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Origine, PersonneOrientee } from '../../actions/orienter.ts'
import type { OuvertureEnMots } from '../../domain/horaires/en-clair-ouverture.ts'
import { momentEnMots } from '../../domain/horaires/moment.ts'
import { JOURS, minutesEnMots } from '../../domain/horaires-semaine.ts'
import { type Contrainte, type Demande, enMots, PARTICULARITES, type Proposition } from '../../domain/orientation.ts'
import { champsDeSaisie, type Faute, SANS_VOITURE, type Saisie, TRAJETS_KM } from '../../domain/orientation-saisie.ts'
import { PUBLICS_SPECIFIQUEMENT_ADRESSES, SERVICES } from '../../domain/schema.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import { SERVICES_EN_CLAIR } from '../../domain/vocabulaires/services-en-clair.ts'
import type { LieuDeListe } from '../../store/index.store.ts'
import { majuscule } from './mots.ts'

export const CHEMIN_ORIENTER = '/orienter'
export const CHEMIN_FICHE = '/orienter/fiche'
export const CHEMIN_ENVOI = '/orienter/fiche/courriel'
export const CHEMIN_AUTOUR = '/orienter/autour'

export const filOrienter = (ici?: string) => [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Orienter quelqu’un', href: CHEMIN_ORIENTER },
  ...(ici ? [{ libelle: ici }] : [])
]

/* ── The form ──────────────────────────────────────────────────────────────────────────────────────────────────── */

export function DemandeVue({
  cadre,
  saisie,
  erreurs = []
}: {
  cadre: CadrePage
  saisie: Saisie
  erreurs?: readonly Faute[]
}) {
  return (
    <Page
      cadre={cadre}
      titre='Orienter quelqu’un'
      description='Trouvez les lieux qui peuvent aider une personne, et imprimez-lui une fiche.'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Orienter quelqu’un' }]}
      enErreur={erreurs.length > 0}
      // Not the names offered as one types: they would send what is typed in an address.
      ilots={['autour-de-moi']}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Orienter quelqu’un</h1>
          <p class='lead'>
            Dites ce dont la personne a besoin. Nous vous proposons quelques lieux, avec les raisons, et une fiche à lui
            remettre.
          </p>
          <Note>
            <p>
              <b>Rien n’est gardé.</b> Ni la demande, ni les réponses ne sont enregistrées. N’écrivez ni son nom, ni son
              adresse : ils ne servent à rien ici.
            </p>
          </Note>
        </div>
        <ResumeErreurs erreurs={erreurs} />
        <form
          class='form orient mt5'
          method='post'
          action={CHEMIN_ORIENTER}
          autocomplete='off'
          novalidate
          data-recherche
        >
          <Cases
            nom='besoins'
            legende='De quoi la personne a-t-elle besoin ?'
            indication='Une ou plusieurs réponses.'
            erreur={erreurDe(erreurs, 'besoins')}
            choisis={saisie.besoins}
            options={SERVICES.map((service) => ({
              valeur: service,
              libelle: majuscule(SERVICES_EN_CLAIR[service].court),
              indication: SERVICES_EN_CLAIR[service].exemple
            }))}
          />
          <Ou saisie={saisie} erreurs={erreurs} />
          <Quand saisie={saisie} erreurs={erreurs} />
          <Cases
            nom='gratuit'
            legende='À quel prix ?'
            choisis={[saisie.gratuit]}
            options={[{ valeur: 'oui', libelle: 'Il faut que ce soit gratuit' }]}
          />
          <Precisions saisie={saisie} erreurs={erreurs} />
          <p class='btns'>
            <Bouton principal>Trouver des lieux</Bouton>
            <a href={CHEMIN_ORIENTER}>Effacer</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

interface PartieProps {
  readonly saisie: Saisie
  readonly erreurs: readonly Faute[]
}

function Ou({ saisie, erreurs }: PartieProps) {
  const position = saisie.lat !== '' && saisie.lon !== ''
  return (
    <>
      <Champ
        nom='commune'
        libelle='Où se trouve-t-elle ?'
        indication={
          position
            ? 'Votre position est prise, à 100 m près. Écrivez une commune pour la remplacer.'
            : 'Commune ou code postal. L’adresse exacte ne sert à rien.'
        }
        valeur={saisie.commune}
        erreur={erreurDe(erreurs, 'commune')}
        autocomplete='off'
        obligatoire={!position}
      />
      {position && (
        <>
          <input type='hidden' name='lat' value={saisie.lat} />
          <input type='hidden' name='lon' value={saisie.lon} />
        </>
      )}
      <BoutonsRadio
        nom='trajet'
        legende='Comment peut-elle se déplacer ?'
        erreur={erreurDe(erreurs, 'trajet')}
        choisis={[saisie.trajet]}
        options={[
          {
            valeur: SANS_VOITURE,
            libelle: 'Sans voiture',
            indication: 'À pied jusqu’à 2 km, un lieu qui se déplace, ou de l’aide à distance.'
          },
          ...TRAJETS_KM.map((km) => ({ valeur: String(km), libelle: `Jusqu’à ${km}\u00a0km` }))
        ]}
      />
    </>
  )
}

/** From 7 h to 21 h, by half hours: when lieux are open. */
const HEURES = Array.from({ length: 29 }, (_, rang) => 7 * 60 + rang * 30)
const deux = (n: number) => String(n).padStart(2, '0')

function Quand({ saisie, erreurs }: PartieProps) {
  return (
    <BoutonsRadio
      nom='quand'
      legende='Quand ?'
      erreur={erreurDe(erreurs, 'quand')}
      choisis={[saisie.quand]}
      options={[
        { valeur: '', libelle: 'Peu importe' },
        { valeur: 'maintenant', libelle: 'Maintenant' },
        {
          valeur: 'moment',
          libelle: 'Un jour et une heure',
          suite: (
            <div class='row'>
              <Liste
                nom='jour'
                libelle='Jour'
                court
                vide='Choisir'
                valeur={saisie.jour}
                erreur={erreurDe(erreurs, 'jour')}
                options={JOURS.map((jour) => ({ valeur: jour, libelle: majuscule(jour) }))}
              />
              <Liste
                nom='heure'
                libelle='Heure'
                court
                vide='Choisir'
                valeur={saisie.heure}
                erreur={erreurDe(erreurs, 'heure')}
                options={HEURES.map((minutes) => ({
                  valeur: `${deux(Math.floor(minutes / 60))}:${deux(minutes % 60)}`,
                  libelle: minutesEnMots(minutes)
                }))}
              />
            </div>
          )
        }
      ]}
    />
  )
}

function Precisions({ saisie, erreurs }: PartieProps) {
  const ouvert =
    saisie.particularites.length > 0 ||
    saisie.accompagnement !== '' ||
    saisie.public !== '' ||
    erreurs.some(({ champ }) => champ === 'accompagnement' || champ === 'public')
  return (
    <details open={ouvert}>
      <summary>Plus de précisions : handicap, langue, façon d’aider</summary>
      <div class='form mt4'>
        <Cases
          nom='particularites'
          legende='La personne…'
          indication='Un lieu qui ne dit rien reste proposé, avec la question à poser.'
          choisis={saisie.particularites}
          options={Object.entries(PARTICULARITES).map(([valeur, { libelle }]) => ({ valeur, libelle }))}
        />
        <BoutonsRadio
          nom='accompagnement'
          legende='Comment l’aider ?'
          erreur={erreurDe(erreurs, 'accompagnement')}
          choisis={[saisie.accompagnement]}
          options={[
            { valeur: '', libelle: 'Peu importe' },
            { valeur: 'individuel', libelle: 'En tête à tête' },
            { valeur: 'groupe', libelle: 'En groupe, dans un atelier' }
          ]}
        />
        <Liste
          nom='public'
          libelle='Un lieu qui reçoit surtout'
          vide='Peu importe'
          valeur={saisie.public}
          erreur={erreurDe(erreurs, 'public')}
          options={PUBLICS_SPECIFIQUEMENT_ADRESSES.map((valeur) => ({
            valeur,
            libelle: enClair('publics_specifiquement_adresses', valeur)
          }))}
        />
      </div>
    </details>
  )
}

/* ── What was found ────────────────────────────────────────────────────────────────────────────────────────────── */

export interface LieuPropose {
  readonly proposition: Proposition<LieuDeListe>
  readonly href: string
  /** Its state now; undefined when nobody knows. */
  readonly ouverture: OuvertureEnMots | undefined
}

export function ResultatsVue({
  cadre,
  saisie,
  orientee,
  lieux
}: {
  cadre: CadrePage
  saisie: Saisie
  orientee: PersonneOrientee
  lieux: readonly LieuPropose[]
}) {
  const { demande, origine, assouplissements } = orientee
  const titre =
    lieux.length === 0 ? 'Aucun lieu ne répond à cette demande' : `${compter(lieux.length, 'lieu', 'lieux')} à proposer`
  return (
    <Page cadre={cadre} titre={titre} fil={filOrienter('Lieux proposés')} menuActif={CHEMIN_ORIENTER} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          <ul class='meta' aria-label='Votre demande'>
            {resumer(demande, origine).map((mot) => (
              <li>{mot}</li>
            ))}
          </ul>
          <form method='post' action={CHEMIN_ORIENTER} class='btns no-print'>
            <Caches saisie={saisie} />
            <Bouton nom='modifier' valeur='oui'>
              Changer ma demande
            </Bouton>
            <a href={CHEMIN_ORIENTER}>Effacer</a>
          </form>
        </div>
        <Homonymes saisie={saisie} origine={origine} />
        {lieux.length === 0 ? (
          <Personne saisie={saisie} assouplissements={assouplissements} />
        ) : (
          <>
            <QuiFaitQuoi orientee={orientee} />
            <h2 class='mt6'>{orientee.toutEnsemble ? 'Les lieux, du plus sûr au moins sûr' : 'Les lieux'}</h2>
            <p class='soft'>
              Les distances sont comptées à vol d’oiseau, depuis{' '}
              {origine.nom ? 'le centre de la commune' : 'la position'}.
            </p>
            <ol class='cards mt4'>
              {lieux.map((lieu) => (
                <UnLieu {...lieu} saisie={saisie} />
              ))}
            </ol>
          </>
        )}
      </div>
    </Page>
  )
}

/** The request goes from one page to the next in the form itself: never in an address. */
export function Caches({ saisie }: { saisie: Saisie }) {
  return (
    <>
      {champsDeSaisie(saisie).map(([nom, valeur]) => (
        <input type='hidden' name={nom} value={valeur} />
      ))}
    </>
  )
}

function resumer(demande: Demande, { nom }: Origine): readonly string[] {
  const { besoins, trajet, gratuit, moment, particularites, accompagnement } = demande
  return [
    majuscule(enMots(besoins)),
    nom ? `près de ${nom}` : 'près de la position donnée',
    trajet.genre === 'sans-voiture' ? 'sans voiture' : `jusqu’à ${trajet.km}\u00a0km`,
    ...(gratuit ? ['gratuit'] : []),
    ...(moment ? [momentEnMots(moment)] : []),
    ...(accompagnement ? [accompagnement === 'individuel' ? 'en tête à tête' : 'en groupe'] : []),
    ...particularites.map((particularite) => PARTICULARITES[particularite].libelle.toLocaleLowerCase('fr')),
    ...(demande.public ? [enClair('publics_specifiquement_adresses', demande.public).toLocaleLowerCase('fr')] : [])
  ]
}

function Homonymes({ saisie, origine }: { saisie: Saisie; origine: Origine }) {
  if (!origine.approche && origine.autres.length === 0) return null
  return (
    <Note>
      {origine.approche && (
        <p>
          Nous ne connaissons pas « {saisie.commune} ». Nous avons cherché près de {origine.nom}.
        </p>
      )}
      {origine.autres.length > 0 && (
        <form method='post' action={CHEMIN_ORIENTER} class='btns no-print'>
          <span>Une autre commune du même nom ?</span>
          <Caches saisie={{ ...saisie, commune: '' }} />
          {origine.autres.map(({ code, nom, precision }) => (
            <Bouton petit nom='commune' valeur={code}>
              {nom}, {precision}
            </Bouton>
          ))}
        </form>
      )}
    </Note>
  )
}

const ASSOUPLIR: Readonly<Record<Contrainte, { readonly libelle: string; readonly change: Partial<Saisie> }>> = {
  besoins: { libelle: 'Changer les besoins', change: {} },
  trajet: { libelle: 'Chercher jusqu’à 50 km', change: { trajet: '50' } },
  gratuit: { libelle: 'Chercher aussi ce qui est payant', change: { gratuit: '' } },
  moment: { libelle: 'Chercher sans le jour ni l’heure', change: { quand: '', jour: '', heure: '' } },
  accompagnement: { libelle: 'Chercher en tête à tête et en groupe', change: { accompagnement: '' } }
}

function Personne({ saisie, assouplissements }: { saisie: Saisie; assouplissements: readonly Contrainte[] }) {
  if (assouplissements.length === 0)
    return (
      <p>
        Même en élargissant, nous ne trouvons rien. Essayez une autre commune, ou{' '}
        <a href='/lieux'>cherchez dans tous les lieux</a>.
      </p>
    )
  return (
    <>
      <p>Voici ce qui donnerait des réponses :</p>
      <ul class='btns mt4'>
        {assouplissements.map((sans) => (
          <li>
            <form method='post' action={CHEMIN_ORIENTER}>
              <Caches saisie={{ ...saisie, ...ASSOUPLIR[sans].change }} />
              <Bouton>{ASSOUPLIR[sans].libelle}</Bouton>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}

/** When no lieu does everything: who does what, need by need. */
function QuiFaitQuoi({
  orientee: { demande, propositions, toutEnsemble, sansReponse }
}: {
  orientee: PersonneOrientee
}) {
  if (toutEnsemble) return null
  const seul = demande.besoins.length === 1
  return (
    <Alerte
      ton='attention'
      titre={seul ? 'Aucun lieu ne dit qu’il fait cela' : 'Aucun lieu ne fait tout ce qui est demandé'}
    >
      {seul ? (
        <p>Ceux-ci ne disent pas ce qu’ils font. Téléphonez avant d’y envoyer quelqu’un.</p>
      ) : (
        <ul>
          {demande.besoins.map((besoin) => {
            const qui = propositions.filter(({ fait }) => fait.includes(besoin)).map(({ lieu }) => lieu.nom)
            return (
              <li>
                <b>{majuscule(SERVICES_EN_CLAIR[besoin].court)}</b> :{' '}
                {sansReponse.includes(besoin) ? 'personne ne dit le faire' : qui.join(' ; ')}
              </li>
            )
          })}
        </ul>
      )}
    </Alerte>
  )
}

function UnLieu({ proposition, href, ouverture, saisie }: LieuPropose & { saisie: Saisie }) {
  const { lieu, raisons, aVerifier, manques } = proposition
  const { publiees: v } = lieu
  return (
    <Carte titre={lieu.nom} href={href} sousTitre={adresseEnLigne(lieu)}>
      {ouverture && (
        <p>
          <Etat etat={ouverture.etat}>{ouverture.texte}</Etat>
        </p>
      )}
      <div class='why'>
        <Mots titre='Pourquoi ce lieu' mots={raisons} />
        <Mots titre='À vérifier par téléphone' mots={aVerifier} />
        <Mots titre='Ce qui manque' mots={manques} />
      </div>
      {v.telephone && (
        <p>
          <Telephone numero={v.telephone} grand />
        </p>
      )}
      <form method='post' action={CHEMIN_FICHE} class='btns no-print'>
        <Caches saisie={saisie} />
        <input type='hidden' name='lieu' value={String(lieu.id)} />
        <Bouton>
          Préparer la fiche d’orientation<span class='vh'> : {lieu.nom}</span>
        </Bouton>
      </form>
    </Carte>
  )
}

function Mots({ titre, mots }: { titre: string; mots: readonly string[] }): Child {
  if (mots.length === 0) return null
  return (
    <div>
      <p class='soft'>{titre}</p>
      <ul>
        {mots.map((mot) => (
          <li>{majuscule(mot)}</li>
        ))}
      </ul>
    </div>
  )
}

/** « 3 place de la Mairie, 87000 Limoges ». */
export function adresseEnLigne({ publiees: v }: Pick<LieuDeListe, 'publiees'>): string {
  return [v.adresse, [v.code_postal, v.commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}
