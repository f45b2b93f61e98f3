import { jourEnMots } from '../../../../../platform/ui/composants/date/date.tsx'
import { Etat } from '../../../../../platform/ui/composants/etat/etat.tsx'
import { Telephone } from '../../../../../platform/ui/composants/telephone/telephone.tsx'
import { horairesCompiles, ouvertureAu, prochainsJours } from '../../../domain/horaires/en-clair-ouverture.ts'
import { ecrireHoraires } from '../../../domain/horaires/index.ts'
import { JOURS, lireSemaine } from '../../../domain/horaires-semaine.ts'
import { serviceEnClair } from '../../../domain/vocabulaires/services-en-clair.ts'
import { adresseSure, enumerer, majuscule } from '../mots.ts'
import { type FicheLieu, type FicheProps, motsClairs } from './fiche.ts'

/** The four questions of whoever opens a fiche, before anything else. */
export function Reponses(props: FicheProps) {
  return (
    <div class='answer'>
      <div>
        <h2>Est-ce ouvert ?</h2>
        <EstCeOuvert {...props} />
      </div>
      <div>
        <h2>Où est-ce ?</h2>
        <OuEstCe lieu={props.lieu} />
      </div>
      <div>
        <h2>Comment les joindre ?</h2>
        <LesJoindre lieu={props.lieu} />
      </div>
      <div>
        <h2>Que peuvent-ils faire pour moi ?</h2>
        <PourMoi lieu={props.lieu} />
      </div>
    </div>
  )
}

function EstCeOuvert({ lieu, maintenant }: FicheProps) {
  const { horaires } = lieu.valeurs
  if (!horaires) {
    return (
      <p class='big'>
        <Etat etat='inconnu'>Horaires non connus, renseignez-vous avant de venir</Etat>
      </p>
    )
  }
  const compiles = horairesCompiles(horaires, lieu.departement)
  // What we cannot read is shown as it was written, and is neither open nor closed.
  if (!compiles) return <p class='break bref'>Horaires : {ecrireHoraires(horaires)}</p>

  const [aujourdhui] = prochainsJours(compiles, lieu.departement, maintenant.date)
  const { etat, texte } = ouvertureAu(compiles, maintenant)
  const ferie = aujourdhui?.ferie
  return (
    <>
      <p class='big only-screen'>
        {aujourdhui?.aDemander ? (
          <Etat etat='inconnu'>Jour férié, renseignez-vous avant de venir</Etat>
        ) : (
          <Etat etat={etat}>{texte}</Etat>
        )}
      </p>
      <p class='only-screen'>
        Aujourd’hui, {jourEnMots(maintenant.date)}
        {ferie && `, jour férié (${ferie})`} : {aujourdhui?.texte}
        {ferie ? '.' : ', d’après les horaires habituels.'}
      </p>
      <p class='big bref only-print'>{majuscule(enBref(horaires))}</p>
    </>
  )
}

/** For paper, which does not know today: « du mardi au samedi », or the whole when it is not a plain week. */
function enBref(horaires: string): string {
  const simple = lireSemaine(horaires)
  if (simple) return joursOuverts(simple.semaine)
  const enFrancais = ecrireHoraires(horaires)
  return enFrancais === horaires.trim() ? 'voir les horaires plus bas' : enFrancais
}

/** « du mardi au samedi », « lundi et jeudi ». */
function joursOuverts(semaine: readonly (readonly unknown[])[]): string {
  const ouverts = JOURS.filter((_, jour) => (semaine[jour] ?? []).length > 0)
  if (ouverts.length === 7) return 'tous les jours'
  const [premier, dernier] = [JOURS.indexOf(ouverts[0] ?? 'lundi'), JOURS.indexOf(ouverts.at(-1) ?? 'lundi')]
  if (ouverts.length > 2 && dernier - premier === ouverts.length - 1) return `du ${JOURS[premier]} au ${JOURS[dernier]}`
  return enumerer(ouverts)
}

function OuEstCe({ lieu }: { lieu: FicheLieu }) {
  const { valeurs } = lieu
  const ville = [valeurs.code_postal, valeurs.commune].filter(Boolean).join(' ')
  const itinerant = valeurs.itinerance?.includes('Itinérant')
  return (
    <>
      <address>
        {valeurs.adresse ? <p class='big'>{valeurs.adresse}</p> : itinerant && <p class='big'>Lieu itinérant</p>}
        {valeurs.complement_adresse && <p class='bref'>{valeurs.complement_adresse}</p>}
        {ville && <p class={valeurs.adresse || itinerant ? undefined : 'big'}>{ville}</p>}
      </address>
      {!valeurs.adresse && !ville && <p>Adresse non connue.</p>}
      {itinerant && <p>Il se déplace : demandez où et quand il passe près de chez vous.</p>}
      {valeurs.modalites_acces?.includes("Ce lieu n'accueille pas de public") && (
        <p>
          <b>Ce lieu ne reçoit pas le public.</b> Joignez-le avant tout déplacement.
        </p>
      )}
      <Itineraire lieu={lieu} />
    </>
  )
}

/** Links only: the map and the way are other sites, which see nobody before they are followed. */
function Itineraire({ lieu: { valeurs, positionApproximative } }: { lieu: FicheLieu }) {
  const { latitude, longitude, adresse, code_postal, commune } = valeurs
  const texte = adresse && [adresse, [code_postal, commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const exacte = latitude !== undefined && longitude !== undefined && !positionApproximative
  if (!exacte && !texte) {
    if (latitude === undefined || longitude === undefined) return null
    return (
      <p class='no-print'>
        <a href={`${OSM}/?mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`}>
          Voir la commune sur OpenStreetMap
        </a>
        <Approximation genre={positionApproximative} />
      </p>
    )
  }
  // An approximate point would lead to the middle of the commune: the address is looked for instead.
  const carte = exacte
    ? `${OSM}/directions?to=${latitude}%2C${longitude}`
    : `${OSM}/search?query=${encodeURIComponent(texte ?? '')}`
  const geo = exacte
    ? `geo:${latitude},${longitude}?q=${latitude},${longitude}`
    : `geo:0,0?q=${encodeURIComponent(texte ?? '')}`
  return (
    <p class='no-print'>
      <a href={carte}>{exacte ? 'Itinéraire sur OpenStreetMap' : 'Chercher l’adresse sur OpenStreetMap'}</a>
      <a class='geo' href={geo}>
        Ouvrir dans l’application de cartes
      </a>
      <Approximation genre={positionApproximative} />
    </p>
  )
}

const OSM = 'https://www.openstreetmap.org'

function Approximation({ genre }: { genre: FicheLieu['positionApproximative'] }) {
  return genre ? <small class='hint'>{APPROXIMATIONS[genre]}</small> : null
}

const APPROXIMATIONS = {
  commune: 'position approximative : centre de la commune',
  voisines: 'position approximative : d’après les communes voisines',
  rue: 'position approximative : milieu de la rue'
}

/** A hub can list ten sites; the first ones are the lieu's own. */
const ADRESSES_MAX = 4

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
      {valeurs.courriels?.slice(0, ADRESSES_MAX).map((courriel) => (
        <p class='break courriel'>
          <a href={`mailto:${courriel}`}>{courriel}</a>
        </p>
      ))}
      {valeurs.site_web?.slice(0, ADRESSES_MAX).map((site) => (
        <p class='break site'>
          <LienExterne adresse={site} />
        </p>
      ))}
      {rdv && (
        <p class='no-print'>
          <a href={rdv}>Prendre rendez-vous en ligne</a>
        </p>
      )}
      {contactsMasques.map((genre) => (
        <p class='soft no-print'>{MASQUES[genre]}</p>
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

function PourMoi({ lieu: { valeurs } }: { lieu: FicheLieu }) {
  const services = (valeurs.services ?? []).map((service) => serviceEnClair(service)?.court ?? service)
  const acces = [...motsClairs(valeurs, 'frais_a_charge'), ...motsClairs(valeurs, 'modalites_accompagnement')]
  return (
    <>
      <p class='big'>
        {services.length > 0 ? majuscule(enumerer(services, 3)) : 'Les aides proposées ne sont pas connues'}
      </p>
      {acces.length > 0 && <p class='bref'>{acces.map((mot) => `${mot}.`).join(' ')}</p>}
      {!valeurs.frais_a_charge && <p>Prix non précisé.</p>}
    </>
  )
}
