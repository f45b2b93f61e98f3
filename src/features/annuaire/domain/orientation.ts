import type { Valeurs } from './enregistrement.ts'
import { type MomentDemande, momentEnMots } from './horaires/moment.ts'
import type { FRAIS_A_CHARGE, PRISE_EN_CHARGE_SPECIFIQUE, PUBLICS_SPECIFIQUEMENT_ADRESSES } from './schema.ts'
import { SERVICES_EN_CLAIR, type Service } from './vocabulaires/services-en-clair.ts'

/**
 * Who to send someone to, and why. A lieu is left out only for what it says against the request; where its sources are
 * silent it stays, after those that say yes, with the question to ask by telephone.
 */

export type Particularite = (typeof PRISE_EN_CHARGE_SPECIFIQUE)[number]
export type Public = (typeof PUBLICS_SPECIFIQUEMENT_ADRESSES)[number]

/** What a person needs, without anything that says who they are. */
export interface Demande {
  /** At least one. */
  readonly besoins: readonly Service[]
  readonly trajet: Trajet
  readonly particularites: readonly Particularite[]
  readonly gratuit: boolean
  readonly moment: MomentDemande | undefined
  readonly accompagnement: Accompagnement | undefined
  readonly public: Public | undefined
}

export type Trajet = { readonly genre: 'distance'; readonly km: number } | { readonly genre: 'sans-voiture' }
export type Accompagnement = 'individuel' | 'groupe'

/** « Without a car » (decisions.md): this far on foot, or a lieu that travels, or help at a distance. */
export const A_PIED_METRES = 2_000
/** Farther than this, a lieu that travels does not travel here. */
export const TOURNEE_METRES = 30_000
const PROPOSITIONS_MAX = 5

/** What a rule reads of a lieu. */
export interface LieuOriente {
  readonly id: number
  readonly publiees: Valeurs
  /** The position is its commune's: the distance is a guess. */
  readonly position_approchee: boolean
}

export interface Candidat<L extends LieuOriente> {
  readonly lieu: L
  /** Metres, as the crow flies; undefined when nobody knows where the lieu is. */
  readonly distance: number | undefined
  /** Its state at the moment asked; not read when none is. */
  readonly ouverture: 'ouvert' | 'ferme' | 'inconnu'
  /** Where it is seen from the person: help at a distance stays in the person's own region. */
  readonly territoire: 'departement' | 'region' | 'ailleurs'
}

/** How the person and the lieu meet, the surest first. */
const MOYENS = ['trajet', 'itinerant', 'a-distance', 'a-distance-region', 'inconnu'] as const

/** The parts of a request that a lieu may refuse outright. */
export type Contrainte = 'besoins' | 'trajet' | 'gratuit' | 'moment' | 'accompagnement'

export interface Proposition<L extends LieuOriente> {
  readonly lieu: L
  readonly distance: number | undefined
  readonly moyen: (typeof MOYENS)[number]
  /** Of the needs, those that it says it answers. */
  readonly fait: readonly Service[]
  /** Of the needs, those that it does not answer; empty when it says nothing of what it does. */
  readonly neFaitPas: readonly Service[]
  /** Why this one, in words: « à 800 m, à pied ». */
  readonly raisons: readonly string[]
  /** What to ask before going: « prix non précisé : à demander ». */
  readonly aVerifier: readonly string[]
  /** What the request asks and the lieu does not offer. */
  readonly manques: readonly string[]
  /** The parts of the request that it refuses outright; empty in what `orienter` answers. */
  readonly refus: readonly Contrainte[]
  /** 0 when every part of the request is known to hold. */
  readonly doute: number
}

export interface Orientation<L extends LieuOriente> {
  readonly propositions: readonly Proposition<L>[]
  /** One lieu at least answers every need. */
  readonly toutEnsemble: boolean
  /** Needs that no lieu answers. */
  readonly sansReponse: readonly Service[]
}

/** The few best lieux for a request. The same whatever the order of the candidates. */
export function orienter<L extends LieuOriente>(
  demande: Demande,
  candidats: readonly Candidat<L>[],
  combien = PROPOSITIONS_MAX
): Orientation<L> {
  const vus = new Set<number>()
  const retenues = candidats
    .map((candidat) => evaluer(demande, candidat))
    .filter(({ refus }) => refus.length === 0)
    .sort(comparer)
    .filter(({ lieu }) => !vus.has(lieu.id) && vus.add(lieu.id))
  const toutEnsemble = retenues[0]?.fait.length === demande.besoins.length
  return {
    propositions: toutEnsemble ? retenues.slice(0, combien) : completer(retenues, combien),
    toutEnsemble,
    sansReponse: demande.besoins.filter((besoin) => !retenues.some(({ fait }) => fait.includes(besoin)))
  }
}

/** What one lieu answers to a request, refusals included. */
export function evaluer<L extends LieuOriente>(demande: Demande, candidat: Candidat<L>): Proposition<L> {
  const venue = venir(demande, candidat)
  const aide = aider(demande, candidat, venue.moyen)
  const avis: readonly Avis[] = [
    venue.avis,
    aide.avis,
    ...EXIGENCES.flatMap((juger) => juger(demande, candidat) ?? []),
    ...savoir(candidat)
  ]
  return {
    lieu: candidat.lieu,
    distance: candidat.distance,
    moyen: venue.moyen,
    fait: aide.fait,
    neFaitPas: aide.neFaitPas,
    raisons: avis.flatMap(({ raison }) => raison ?? []),
    aVerifier: avis.flatMap(({ aVerifier }) => aVerifier ?? []),
    manques: avis.flatMap(({ manque }) => manque ?? []),
    refus: avis.flatMap(({ refuse }) => refuse ?? []),
    doute: avis.reduce((somme, { doute }) => somme + doute, 0)
  }
}

/** The farthest that the form offers, in kilometres. */
export const TRAJET_MAX_KM = 50

/** The same request with one part given up, for when it finds nobody. */
export function assouplir(demande: Demande): readonly { readonly sans: Contrainte; readonly demande: Demande }[] {
  const { moment, gratuit, accompagnement, trajet } = demande
  const loin = trajet.genre === 'distance' && trajet.km >= TRAJET_MAX_KM
  return [
    ...(moment ? [{ sans: 'moment' as const, demande: { ...demande, moment: undefined } }] : []),
    ...(gratuit ? [{ sans: 'gratuit' as const, demande: { ...demande, gratuit: false } }] : []),
    ...(accompagnement
      ? [{ sans: 'accompagnement' as const, demande: { ...demande, accompagnement: undefined } }]
      : []),
    ...(loin
      ? []
      : [
          {
            sans: 'trajet' as const,
            demande: { ...demande, trajet: { genre: 'distance' as const, km: TRAJET_MAX_KM } }
          }
        ])
  ]
}

// ------------------------------------------------------------------------------------------------------- order, choice

/** Every need together first, then what is sure, then what is easy to reach. Numbers settle the rest: nothing is left to chance. */
function comparer(a: Proposition<LieuOriente>, b: Proposition<LieuOriente>): number {
  return (
    b.fait.length - a.fait.length ||
    a.doute - b.doute ||
    MOYENS.indexOf(a.moyen) - MOYENS.indexOf(b.moyen) ||
    (a.distance ?? Number.MAX_VALUE) - (b.distance ?? Number.MAX_VALUE) ||
    a.lieu.id - b.lieu.id
  )
}

/** When nobody does everything: each one brings the needs that the ones before leave, then the best of the others. */
function completer<L extends LieuOriente>(rangees: readonly Proposition<L>[], combien: number): Proposition<L>[] {
  const choisies: Proposition<L>[] = []
  const couverts = new Set<Service>()
  while (choisies.length < combien) {
    let meilleure: Proposition<L> | undefined
    let apport = 0
    for (const proposition of rangees) {
      const neufs = proposition.fait.filter((besoin) => !couverts.has(besoin)).length
      if (neufs > apport) [meilleure, apport] = [proposition, neufs]
    }
    if (!meilleure) break
    choisies.push(meilleure)
    for (const besoin of meilleure.fait) couverts.add(besoin)
  }
  for (const proposition of rangees) {
    if (choisies.length >= combien) break
    if (!choisies.includes(proposition)) choisies.push(proposition)
  }
  return choisies
}

// -------------------------------------------------------------------------------------------------------------- rules

/** What one part of the request meets in a lieu. `doute`: 0 yes, 1 yes with a question, 2 silence, 3 something else. */
interface Avis {
  readonly doute: number
  readonly raison?: string | undefined
  readonly aVerifier?: string | undefined
  readonly manque?: string | undefined
  /** It says no. */
  readonly refuse?: Contrainte
}

type AJuger = Candidat<LieuOriente>

function venir({ trajet }: Demande, candidat: AJuger): { moyen: Proposition<LieuOriente>['moyen']; avis: Avis } {
  const { distance, territoire, lieu } = candidat
  const { modalites_acces = [], modalites_accompagnement = [], itinerance = [] } = lieu.publiees
  const itinerant = itinerance.includes('Itinérant')
  const aDistance = modalites_accompagnement.includes('À distance')
  const recoit = !modalites_acces.includes("Ce lieu n'accueille pas de public")
  const limite = trajet.genre === 'distance' ? trajet.km * 1_000 : A_PIED_METRES
  const atteint = distance !== undefined && distance <= limite

  if (atteint && (recoit || itinerant)) {
    // The centre of a large city says nothing of the walk.
    if (lieu.position_approchee)
      return {
        moyen: 'trajet',
        avis: { doute: 2, aVerifier: 'adresse non située : distance comptée jusqu’au centre de la commune' }
      }
    const raison = `${aDistanceDe(distance)}${trajet.genre === 'sans-voiture' ? ', à pied' : ''}`
    if (itinerant)
      return { moyen: 'trajet', avis: { doute: 1, raison, aVerifier: 'lieu itinérant : quand et où il passe' } }
    return { moyen: 'trajet', avis: { doute: 0, raison } }
  }
  const pres = distance !== undefined && distance <= TOURNEE_METRES
  if (trajet.genre === 'sans-voiture' && itinerant && pres)
    return {
      moyen: 'itinerant',
      avis: { doute: 1, raison: 'lieu itinérant : il se déplace', aVerifier: 'quand et où il passe' }
    }
  // Nobody travels to be helped by telephone; but the helper should know the person's département, or its region.
  if (aDistance && (atteint || (trajet.genre === 'sans-voiture' && (territoire !== 'ailleurs' || pres))))
    return {
      moyen: territoire === 'departement' || pres ? 'a-distance' : 'a-distance-region',
      avis: { doute: 0, raison: 'aide à distance, par téléphone ou en visio : aucun trajet' }
    }
  if (!recoit) return { moyen: 'inconnu', avis: { doute: 3, manque: 'ne reçoit pas le public', refuse: 'trajet' } }
  if (distance === undefined && territoire === 'departement')
    return { moyen: 'inconnu', avis: { doute: 2, aVerifier: 'adresse non située : demandez où se trouve le lieu' } }
  return {
    moyen: 'inconnu',
    avis: {
      doute: 3,
      manque: distance === undefined ? 'loin d’ici' : `trop loin : ${aDistanceDe(distance)}`,
      refuse: 'trajet'
    }
  }
}

/** What nobody does by telephone. */
const SUR_PLACE: readonly Service[] = [
  'Accès internet et matériel informatique',
  'Acquisition de matériel informatique à prix solidaire'
]

function aider({ besoins }: Demande, { lieu }: AJuger, moyen: Proposition<LieuOriente>['moyen']) {
  const { services } = lieu.publiees
  if (!services || services.length === 0)
    return {
      fait: [],
      neFaitPas: [],
      avis: { doute: 2, aVerifier: `aides non précisées : demandez pour ${enMots(besoins)}` } as Avis
    }
  const aDistance = moyen === 'a-distance' || moyen === 'a-distance-region'
  const fait = besoins.filter((besoin) => services.includes(besoin) && !(aDistance && SUR_PLACE.includes(besoin)))
  const neFaitPas = besoins.filter((besoin) => !fait.includes(besoin))
  const tout = neFaitPas.length === 0 && besoins.length > 1
  const avis: Avis = {
    doute: 0,
    raison: fait.length === 0 ? undefined : `${tout ? 'tout ce qui est demandé' : 'aide demandée'} : ${enMots(fait)}`,
    manque: neFaitPas.length === 0 ? undefined : `ne fait pas : ${enMots(neFaitPas)}`,
    ...(fait.length === 0 && { refuse: 'besoins' as const })
  }
  return { fait, neFaitPas, avis }
}

/** One rule per part of the request; nothing when it is not asked. */
const EXIGENCES: readonly ((demande: Demande, candidat: AJuger) => Avis | readonly Avis[] | undefined)[] = [
  ({ gratuit }, { lieu }) => (gratuit ? jugerPrix(lieu.publiees) : undefined),
  ({ moment }, { ouverture }) => {
    if (!moment) return undefined
    const quand = momentEnMots(moment)
    if (ouverture === 'ouvert') return { doute: 0, raison: `ouvert ${quand}` }
    if (ouverture === 'ferme') return { doute: 3, manque: `fermé ${quand}`, refuse: 'moment' }
    return { doute: 2, aVerifier: `ouvert ${quand} ? Les horaires ne le disent pas : à demander` }
  },
  ({ accompagnement }, { lieu }) => accompagnement && jugerAccompagnement(accompagnement, lieu.publiees),
  // The schema has a word for those whom a lieu welcomes, none for those whom it does not: nobody is ever refused by it.
  ({ particularites }, { lieu }) => {
    const dites = lieu.publiees.prise_en_charge_specifique ?? []
    const oui = particularites.filter((particularite) => dites.includes(particularite))
    const muettes = particularites.filter((particularite) => !dites.includes(particularite))
    const fauteuil = lieu.publiees.fiche_acces_libre !== undefined && muettes.includes('Handicaps moteurs')
    const aDemander = muettes.filter((particularite) => !(fauteuil && particularite === 'Handicaps moteurs'))
    return [
      ...oui.map((particularite): Avis => ({ doute: 0, raison: PARTICULARITES[particularite].accueil })),
      ...(fauteuil ? [{ doute: 1, aVerifier: 'accès en fauteuil : à lire sur sa fiche Acceslibre' }] : []),
      ...(aDemander.length > 0
        ? [
            {
              doute: 2 * aDemander.length,
              aVerifier: `non précisé, à demander : ${LISTE.format(aDemander.map((une) => PARTICULARITES[une].question))}`
            }
          ]
        : [])
    ]
  },
  (demande, { lieu }) => {
    if (!demande.public) return undefined
    const vises = lieu.publiees.publics_specifiquement_adresses ?? []
    if (vises.includes(demande.public)) return { doute: 0, raison: `reçoit ${PUBLICS[demande.public]}` }
    if (vises.length === 0) return { doute: 2, aVerifier: 'publics non précisés : souvent ouvert à tous, à demander' }
    const autres = vises.map((autre) => PUBLICS[autre as Public] ?? autre)
    return { doute: 3, manque: `reçoit surtout ${LISTE.format(autres)}`, aVerifier: 'ouvert à d’autres personnes ?' }
  }
]

function jugerPrix({ frais_a_charge = [] }: Valeurs): Avis {
  const dit = (frais: (typeof FRAIS_A_CHARGE)[number]) => frais_a_charge.includes(frais)
  if (frais_a_charge.length === 0) return { doute: 2, aVerifier: 'prix non précisé : à demander' }
  if (dit('Payant')) {
    if (frais_a_charge.length === 1) return { doute: 3, manque: 'payant', refuse: 'gratuit' }
    return { doute: 1, raison: 'gratuit en partie', aVerifier: 'ce qui est gratuit, et pour qui' }
  }
  if (dit('Gratuit sous condition'))
    return { doute: 1, raison: 'gratuit sous condition', aVerifier: 'à quelle condition c’est gratuit' }
  return { doute: 0, raison: 'gratuit' }
}

function jugerAccompagnement(voulu: Accompagnement, { modalites_accompagnement = [] }: Valeurs): Avis {
  const { valeur, raison, question, manque } = ACCOMPAGNEMENTS[voulu]
  if (modalites_accompagnement.includes(valeur)) return { doute: 0, raison }
  // « At a distance » alone tells how they talk, not to how many.
  if (modalites_accompagnement.every((mode) => mode === 'À distance')) return { doute: 2, aVerifier: question }
  return { doute: 3, manque, refuse: 'accompagnement' }
}

/** What to know before going, whatever was asked. */
function savoir({ lieu }: AJuger): readonly Avis[] {
  const { modalites_acces = [] } = lieu.publiees
  const avis: Avis[] = []
  if (modalites_acces.includes('Prendre un RDV en ligne') && !modalites_acces.includes('Se présenter'))
    avis.push({ doute: 0, aVerifier: 'rendez-vous à prendre avant de venir' })
  if (modalites_acces.includes('Envoyer un mail avec une fiche de prescription'))
    avis.push({ doute: 0, aVerifier: 'ce lieu peut demander une fiche de prescription par courriel' })
  return avis
}

// -------------------------------------------------------------------------------------------------------------- words

/** Somebody's situation: how the form says it, what a lieu that says yes does, what to ask the others of. */
export const PARTICULARITES: Readonly<
  Record<Particularite, { readonly libelle: string; readonly accueil: string; readonly question: string }>
> = {
  'Handicaps moteurs': {
    libelle: 'Se déplace en fauteuil, ou avec difficulté',
    accueil: 'accueille en fauteuil et les personnes qui se déplacent avec difficulté',
    question: 'accès en fauteuil'
  },
  Surdité: {
    libelle: 'Est sourde ou malentendante',
    accueil: 'accueille les personnes sourdes ou malentendantes',
    question: 'accueil des personnes sourdes'
  },
  'Déficience visuelle': {
    libelle: 'Est aveugle ou malvoyante',
    accueil: 'accueille les personnes aveugles ou malvoyantes',
    question: 'accueil des personnes aveugles ou malvoyantes'
  },
  'Handicaps mentaux': {
    libelle: 'A un handicap mental',
    accueil: 'accueille les personnes qui ont un handicap mental',
    question: 'accueil d’un handicap mental'
  },
  Illettrisme: {
    libelle: 'Lit ou écrit avec difficulté',
    accueil: 'aide les personnes qui lisent ou écrivent avec difficulté',
    question: 'aide à lire et à écrire'
  },
  'Langues étrangères (anglais)': {
    libelle: 'Parle anglais',
    accueil: 'parle anglais',
    question: 'anglais parlé'
  },
  'Langues étrangères (autres)': {
    libelle: 'Parle une autre langue que le français ou l’anglais',
    accueil: 'parle d’autres langues : demandez lesquelles',
    question: 'langues parlées'
  }
}

const PUBLICS: Readonly<Record<Public, string>> = {
  Jeunes: 'les jeunes',
  Étudiants: 'les étudiants',
  'Familles et/ou enfants': 'les familles et les enfants',
  Seniors: 'les personnes âgées',
  Femmes: 'les femmes'
}

const ACCOMPAGNEMENTS = {
  individuel: {
    valeur: 'Accompagnement individuel',
    raison: 'reçoit en tête à tête',
    question: 'aide en tête à tête non précisée : à demander',
    manque: 'n’aide pas en tête à tête'
  },
  groupe: {
    valeur: 'Dans un atelier collectif',
    raison: 'ateliers en groupe',
    question: 'ateliers en groupe non précisés : à demander',
    manque: 'n’a pas d’atelier en groupe'
  }
} as const

const LISTE = new Intl.ListFormat('fr', { type: 'conjunction' })
const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** « démarches en ligne et recherche d’emploi ». */
export function enMots(services: readonly Service[]): string {
  return LISTE.format(services.map((service) => SERVICES_EN_CLAIR[service].court))
}

/** « à 800 m », « à 1,4 km », « à 12 km »: no more exact than a position rounded to 100 m. */
export function aDistanceDe(metres: number): string {
  const centaines = Math.round(metres / 100) * 100
  if (centaines === 0) return 'à moins de 100\u00a0m'
  if (centaines < 1_000) return `à ${centaines}\u00a0m`
  const km = centaines / 1_000
  return `à ${NOMBRE.format(km < 10 ? km : Math.round(km))}\u00a0km`
}
