import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Critere, INCONNU } from '../../../platform/recherche/index.ts'
import { communeApprochee, type Territoire, trouverTerritoires } from '../../territoires/index.ts'
import { distanceEnMetres, type Point } from '../../territoires/vocabulaire.ts'
import { ecrireCalendrier, lireCalendrier, type MomentDemande } from '../domain/horaires/moment.ts'
import {
  A_PIED_METRES,
  assouplir,
  type Candidat,
  type Contrainte,
  type Demande,
  evaluer,
  type Orientation,
  orienter,
  type Proposition,
  TOURNEE_METRES
} from '../domain/orientation.ts'
import type { DemandeLue, Endroit, Faute } from '../domain/orientation-saisie.ts'
import type { Service } from '../domain/vocabulaires/services-en-clair.ts'
import { type IndexAnnuaire, obtenirIndex } from '../index/annuaire-cherchable.ts'
import type { LieuDeListe } from '../store/index.store.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'

/** Where the person is, as it was understood. */
export interface Origine {
  /** « Limoges (Haute-Vienne) »; undefined for a position. */
  readonly nom: string | undefined
  readonly point: Point
  readonly departement: string | undefined
  readonly region: string | undefined
  /** Homonyms, most populated first. */
  readonly autres: readonly Territoire[]
  /** The name typed was not known: this is the closest one. */
  readonly approche: boolean
}

export interface PersonneOrientee extends Orientation<LieuDeListe> {
  readonly origine: Origine
  readonly demande: Demande
  /** When nothing answers: what to give up so as to find someone. */
  readonly assouplissements: readonly Contrainte[]
}

/**
 * The few best lieux for a request. Everything is read from the directory in memory: nothing of the request is written,
 * logged, or sent to anyone, a geocoder included.
 */
export async function orienterPersonne(
  db: Db,
  { demande, endroit }: DemandeLue
): Promise<Result<PersonneOrientee, Faute>> {
  const index = await obtenirIndex(db)
  const origine = await situer(index, endroit)
  if (!origine.ok) return origine
  const orientation = orienter(demande, await rassembler(index, demande, origine.value))
  const assouplissements: Contrainte[] = []
  if (orientation.propositions.length === 0)
    for (const { sans, demande: autre } of assouplir(demande)) {
      const { propositions } = orienter(autre, await rassembler(index, autre, origine.value), 1)
      if (propositions.length > 0) assouplissements.push(sans)
    }
  return ok({ ...orientation, origine: origine.value, demande, assouplissements })
}

/** One lieu seen from a request, for the slip; its refusals are said there too. Undefined when it left the directory. */
export async function orienterVers(
  db: Db,
  { demande, endroit }: DemandeLue,
  id: number
): Promise<Result<Proposition<LieuDeListe> | undefined, Faute>> {
  const index = await obtenirIndex(db)
  const origine = await situer(index, endroit)
  if (!origine.ok) return origine
  const [lieu] = await index.lire([id])
  if (!lieu) return ok(undefined)
  const { latitude, longitude } = lieu
  const distance =
    latitude === null || longitude === null ? undefined : distanceEnMetres(origine.value.point, { latitude, longitude })
  return ok(evaluer(demande, toCandidat(index, origine.value, lieu, distance, etatAuMoment(lieu, demande.moment))))
}

export interface Autour {
  readonly lieu: LieuPublic
  /** It says that it does it. */
  readonly leFait: boolean
  readonly autres: readonly { readonly lieu: LieuDeListe; readonly distance: number | undefined }[]
}

/** The nearest lieux to a lieu that do something. Undefined when nobody knows that lieu. */
export async function trouverAutour(db: Db, id: number, service: Service | undefined): Promise<Autour | undefined> {
  let lieu = await findLieu(db, id)
  for (let pas = 0; lieu && lieu.remplace_par !== null && pas < 10; pas++) lieu = await findLieu(db, lieu.remplace_par)
  if (!lieu) return undefined
  const leFait = service !== undefined && (lieu.publiees.services ?? []).includes(service)
  const { latitude, longitude } = lieu
  if (!service || latitude === null || longitude === null) return { lieu, leFait, autres: [] }
  const index = await obtenirIndex(db)
  const trouves = index.lieux.proches(
    { autour: { latitude, longitude }, facettes: { services: [service] } },
    AUTOUR + 1
  )
  const distances = new Map(trouves.map((trouve) => [trouve.id, trouve.distance]))
  const lieux = await index.lire(trouves.map((trouve) => trouve.id).filter((trouve) => trouve !== lieu.id))
  return {
    lieu,
    leFait,
    autres: lieux.slice(0, AUTOUR).map((autre) => ({ lieu: autre, distance: distances.get(autre.id) }))
  }
}

const AUTOUR = 5

// ---------------------------------------------------------------------------------------------------------- the place

/** Farther than this from every lieu, a position is in no département that we know. */
const LIEU_VOISIN_METRES = 100_000

async function situer(index: IndexAnnuaire, endroit: Endroit): Promise<Result<Origine, Faute>> {
  const { geo } = index
  if (endroit.genre === 'position') {
    const point = { latitude: endroit.latitude, longitude: endroit.longitude }
    const [voisin] = index.lieux.proches({ autour: point }, 1)
    const [lieu] = voisin && (voisin.distance ?? Infinity) < LIEU_VOISIN_METRES ? await index.lire([voisin.id]) : []
    const departement = lieu?.departement ?? undefined
    return ok({
      nom: undefined,
      point,
      departement,
      region: departement && geo.departement(departement)?.region,
      autres: [],
      approche: false
    })
  }

  const { texte } = endroit
  const trouves = trouverTerritoires(geo, texte)
  const precis = trouves.filter(({ genre }) => genre === 'commune' || genre === 'code_postal')
  const approchee = trouves.length === 0 ? communeApprochee(geo, texte) : undefined
  const territoire = precis[0] ?? approchee
  if (!territoire)
    return refuse({
      champ: 'commune',
      message: trouves[0]
        ? `« ${texte} » est trop grand pour compter une distance. Écrivez une commune ou un code postal.`
        : `Nous ne connaissons pas « ${texte} ». Écrivez seulement la commune ou le code postal.`
    })
  if (!territoire.centre)
    return refuse({
      champ: 'commune',
      message: `Nous ne savons pas où se trouve « ${territoire.nom} ». Essayez une commune voisine.`
    })
  const commune = territoire.genre === 'commune' ? geo.commune(territoire.code) : geo.parCodePostal(territoire.code)[0]
  return ok({
    nom: `${territoire.nom}, ${territoire.precision}`,
    point: territoire.centre,
    departement: commune?.departement,
    region: commune?.region,
    autres: precis.slice(1),
    approche: approchee !== undefined
  })
}

// ------------------------------------------------------------------------------------------------------ the candidates

/** Fiches read for one request: the rules choose among them, never among the whole directory. */
const CANDIDATS_MAX = 300
/** Numbers that one question brings back from the index. */
const PAR_QUESTION = 200
/** Lieux that do not say what they do come last: a few are enough. */
const SILENCIEUX = 20

type Question = Critere<MomentDemande>

/**
 * Asks the index, need by need: who does it within reach, open or silent on its hours, and first who says yes to
 * everything. What a lieu says against the request is left in the index.
 */
async function rassembler(index: IndexAnnuaire, demande: Demande, origine: Origine): Promise<Candidat<LieuDeListe>[]> {
  const reperes = new Map<number, Repere>()
  const listes: number[][] = []
  const demander = (question: Question, ouverture: Repere['ouverture'], limite: number, besoin?: Service) => {
    const { trouves } = index.lieux.chercher({ ...question, tri: 'distance', debut: 0, limite })
    listes.push(trouves.map(({ id }) => id))
    for (const { id, distance } of trouves) {
      const repere = reperes.get(id) ?? { distance, ouverture, besoins: new Set<Service>() }
      if (besoin) repere.besoins.add(besoin)
      reperes.set(id, repere)
    }
  }
  const etats = demande.moment ? (['ouvert', 'inconnu'] as const) : (['inconnu'] as const)
  for (const { question, aDistance } of portees(demande, origine))
    for (const etat of etats) {
      const ouvert = demande.moment && { moment: demande.moment, etat }
      for (const besoin of demande.besoins)
        for (const facettes of reponses(demande, aDistance))
          demander(
            { ...question, ouvert, facettes: { ...facettes, ...question.facettes, services: [besoin] } },
            etat,
            PAR_QUESTION,
            besoin
          )
      demander({ ...question, ouvert, facettes: { ...question.facettes, services: [INCONNU] } }, etat, SILENCIEUX)
    }

  const choisis = choisir(reperes, listes)
  const lieux = await index.lire(choisis)
  return lieux.map((lieu) => {
    const repere = reperes.get(lieu.id)
    return toCandidat(index, origine, lieu, repere?.distance, repere?.ouverture ?? 'inconnu')
  })
}

interface Repere {
  readonly distance: number | undefined
  readonly ouverture: 'ouvert' | 'inconnu'
  readonly besoins: Set<Service>
}

/** The nearest of every question, so that no need is forgotten; then those that answer most needs, the nearest first. */
function choisir(reperes: ReadonlyMap<number, Repere>, listes: readonly (readonly number[])[]): number[] {
  const part = Math.max(2, Math.floor(CANDIDATS_MAX / 2 / listes.length))
  const choisis = new Set(listes.flatMap((liste) => liste.slice(0, part)))
  const ranges = [...reperes].sort(
    ([idA, a], [idB, b]) =>
      b.besoins.size - a.besoins.size || (a.distance ?? Infinity) - (b.distance ?? Infinity) || idA - idB
  )
  for (const [id] of ranges) {
    if (choisis.size >= CANDIDATS_MAX) break
    choisis.add(id)
  }
  return [...choisis]
}

/** Where to look: within reach; without a car also lieux that travel, and help at a distance from the person's own territory. */
function portees({ trajet }: Demande, origine: Origine): readonly { question: Question; aDistance?: boolean }[] {
  const a = (rayon?: number) => ({ autour: { ...origine.point, rayon } })
  if (trajet.genre === 'distance') return [{ question: a(trajet.km * 1_000) }]
  const territoires = [
    ...(origine.departement ? [{ departement: [origine.departement] }] : []),
    ...(origine.region ? [{ region: [origine.region] }] : [])
  ]
  return [
    { question: a(A_PIED_METRES) },
    { question: { ...a(TOURNEE_METRES), facettes: { itinerance: ['Itinérant'] } } },
    ...territoires.map((cles) => ({
      question: { ...a(), cles, facettes: { modalites_accompagnement: ['À distance'] } },
      aDistance: true
    }))
  ]
}

/** What to ask of lieux: first those that say yes to everything, then those that do not say no. */
function reponses(demande: Demande, aDistance = false): readonly Record<string, readonly string[]>[] {
  const mode = demande.accompagnement === 'groupe' ? 'Dans un atelier collectif' : 'Accompagnement individuel'
  const avecMode = demande.accompagnement !== undefined && !aDistance
  const oui = {
    ...(demande.gratuit && { frais_a_charge: ['Gratuit'] }),
    ...(avecMode && { modalites_accompagnement: [mode] }),
    ...(demande.particularites.length > 0 && { prise_en_charge_specifique: demande.particularites }),
    ...(demande.public && { publics_specifiquement_adresses: [demande.public] })
  }
  const pasNon = {
    ...(demande.gratuit && { frais_a_charge: ['Gratuit', 'Gratuit sous condition', INCONNU] }),
    ...(avecMode && { modalites_accompagnement: [mode, 'À distance', INCONNU] })
  }
  return Object.keys(oui).length > 0 ? [oui, pasNon] : [pasNon]
}

function toCandidat(
  { geo }: IndexAnnuaire,
  origine: Origine,
  lieu: LieuDeListe,
  distance: number | undefined,
  ouverture: Candidat<LieuDeListe>['ouverture']
): Candidat<LieuDeListe> {
  const region = lieu.departement ? geo.departement(lieu.departement)?.region : undefined
  const territoire =
    lieu.departement && lieu.departement === origine.departement
      ? 'departement'
      : region && region === origine.region
        ? 'region'
        : 'ailleurs'
  return { lieu, distance, ouverture, territoire }
}

function etatAuMoment({ publiees, departement }: LieuDeListe, moment: MomentDemande | undefined) {
  if (!moment || !publiees.horaires) return 'inconnu'
  return lireCalendrier(ecrireCalendrier(publiees.horaires, departement))?.(moment) ?? 'inconnu'
}
