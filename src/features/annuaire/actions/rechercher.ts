import type { Db } from '../../../platform/db/index.ts'
import type { Geocodeur } from '../../../platform/geocodage/index.ts'
import type { Cadre, Critere, EtatCalendrier, Grappe, MotsCompris } from '../../../platform/recherche/index.ts'
import { distance } from '../../../platform/recherche/sphere.ts'
import {
  communeApprochee,
  type GeographieFrance,
  type Territoire,
  territoire,
  trouverTerritoires
} from '../../territoires/index.ts'
import { type Facette, INCONNU } from '../domain/facette.ts'
import { lireMoment, type MomentDemande, momentEnMots } from '../domain/horaires/moment.ts'
import {
  type Ignore,
  lireRecherche,
  type Recherche,
  type RechercheLue,
  sansCritere,
  sansValeur,
  type Tri
} from '../domain/recherche.ts'
import { type IndexAnnuaire, obtenirIndex } from '../index/annuaire-cherchable.ts'
import type { LieuDeListe } from '../store/index.store.ts'
import { type LieuPublic, listLieuxParId } from '../store/lieu.store.ts'

export interface LieuTrouve {
  readonly lieu: LieuDeListe
  /** Metres from the place that the search names, when it names one and the lieu has a position. */
  readonly distance: number | undefined
}

/** What was understood of the place that a search names. */
export type Ou =
  | { readonly genre: 'nulle-part' }
  /** `autres`: homonyms, most populated first. `approche`: the name typed was not known, and this is the nearest one. */
  | {
      readonly genre: 'territoire'
      readonly territoire: Territoire
      readonly autres: readonly Territoire[]
      readonly approche: boolean
    }
  | { readonly genre: 'position' }
  | { readonly genre: 'adresse'; readonly libelle: string }
  /** Nobody knows it: the search went on without it. `adresseSansGeocodeur`: it looks like an address, and none can be looked up here. */
  | { readonly genre: 'inconnu'; readonly tape: string; readonly adresseSansGeocodeur: boolean }

export interface Resultats {
  /** As understood: what did not hold is left out. */
  readonly recherche: Recherche
  readonly ignores: readonly Ignore[]
  readonly ou: Ou
  readonly mots: MotsCompris
  readonly total: number
  readonly lieux: readonly LieuTrouve[]
  readonly parPage: number
  /** The page shown, from 1. */
  readonly page: number
  /** How the results are sorted, chosen or by default. */
  readonly tri: Tri
  /** Counts by facet and value; see `ReponseRecherche.comptes`. */
  readonly comptes: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Of the results without the hours: how many are open, closed, or to be called; only when hours are asked. */
  readonly ouvertures: Readonly<Record<EtatCalendrier, number>> | undefined
  /** Lieux that answer everything but say nothing of a chosen facet: one should call them. By facet, with the search that lists them. */
  readonly aVerifier: readonly { readonly facette: Facette; readonly recherche: Recherche; readonly total: number }[]
  /** When nothing answers: each criterion that, left aside, would give results, with how many. Best first. */
  readonly relacher: readonly { readonly libelle: string; readonly recherche: Recherche; readonly total: number }[]
  /** When nothing answers and a place is known: the nearest lieux that answer everything but the distance. */
  readonly proches: readonly LieuTrouve[]
  readonly facettes: readonly Facette[]
  readonly sources: ReadonlyMap<string, string>
}

export interface OutilsRecherche {
  readonly now: Date
  readonly geocodeur?: Geocodeur | undefined
}

const PROCHES = 5
/** Farther is another region, or another ocean: nobody goes there. */
const PROCHES_METRES = 100_000

/** Reads a search from an address, with the facets and the values that the directory knows today. */
export async function lireRechercheDe(db: Db, parametres: URLSearchParams): Promise<RechercheLue> {
  const index = await obtenirIndex(db)
  return lireRecherche(parametres, index.facettes, (cle, valeur) => connait(index, cle, valeur))
}

function connait({ lieux, sources }: IndexAnnuaire, cle: string, valeur: string): boolean {
  if (cle === 'source') return sources.has(valeur)
  return lieux.compter({ facettes: { [cle]: [valeur] } }) > 0
}

/** One page of the lieux that answer, with what the page needs to say around them. */
export async function rechercher(
  db: Db,
  { recherche, ignores }: RechercheLue,
  { now, geocodeur, parPage = 20, comptes = true }: OutilsRecherche & { parPage?: number; comptes?: boolean }
): Promise<Resultats> {
  const index = await obtenirIndex(db)
  const situation = await situer(index.geo, recherche, geocodeur)
  const critere = toCritere(recherche, situation, now)
  const tri = recherche.tri ?? triParDefaut(recherche, critere)
  const chercher = (page: number) =>
    index.lieux.chercher({ ...critere, tri, debut: (page - 1) * parPage, limite: parPage, comptes })

  let { page } = recherche
  let reponse = chercher(page)
  const derniere = Math.max(1, Math.ceil(reponse.total / parPage))
  const notes = [...ignores, ...situation.ignores]
  if (page > derniere) {
    notes.push({
      parametre: 'page',
      valeur: String(page),
      raison: derniere === 1 ? 'il n’y a qu’une page' : `il n’y a que ${derniere} pages : voici la dernière`
    })
    page = derniere
    reponse = chercher(page)
  }
  const vide = reponse.total === 0
  return {
    recherche: { ...recherche, page },
    ignores: notes,
    ou: situation.ou,
    mots: reponse.mots,
    total: reponse.total,
    lieux: await lire(index, reponse.trouves),
    parPage,
    page,
    tri,
    comptes: reponse.comptes ?? {},
    ouvertures: reponse.ouvertures,
    aVerifier: comptes ? silences(index, recherche, situation, now) : [],
    relacher: vide ? relacher(index, recherche, situation, now) : [],
    proches:
      vide && critere.autour
        ? await lire(
            index,
            index.lieux
              .proches({ ...sansLieu(critere), autour: pointOf(critere.autour) }, PROCHES)
              .filter(({ distance = 0 }) => distance <= PROCHES_METRES)
          )
        : [],
    facettes: index.facettes,
    sources: index.sources
  }
}

async function lire(
  index: IndexAnnuaire,
  trouves: readonly { readonly id: number; readonly distance: number | undefined }[]
): Promise<LieuTrouve[]> {
  const distances = new Map(trouves.map(({ id, distance }) => [id, distance]))
  const lieux = await index.lire(trouves.map(({ id }) => id))
  return lieux.map((lieu) => ({ lieu, distance: distances.get(lieu.id) }))
}

/** Words first when there are some; nearest first when there is a place; otherwise the order in which lieux came. */
function triParDefaut({ q }: Recherche, { autour }: Critere<MomentDemande>): Tri {
  if (q) return 'pertinence'
  return autour ? 'distance' : 'numero'
}

interface Situation {
  readonly ou: Ou
  /** What the place asks of lieux. */
  readonly critere: Pick<Critere<MomentDemande>, 'autour' | 'cles'>
  readonly ignores: readonly Ignore[]
}

/** Where a search looks. A place that nobody knows is told, and the search goes on without it. */
async function situer(
  geo: GeographieFrance,
  recherche: Recherche,
  geocodeur: Geocodeur | undefined
): Promise<Situation> {
  const { lat, lon, rayon } = recherche
  const metres = rayon === undefined ? undefined : rayon * 1000
  if (lat !== undefined && lon !== undefined)
    return {
      ou: { genre: 'position' },
      critere: { autour: { latitude: lat, longitude: lon, rayon: metres }, cles: clesDe(recherche) },
      ignores: []
    }
  if (!recherche.commune) return situerParCodes(geo, recherche)

  const [premier, ...autres] = trouverTerritoires(geo, recherche.commune)
  if (premier) return situerTerritoire(premier, autres, recherche)
  const adresse = /\d/.test(recherche.commune) && /\p{L}{3}/u.test(recherche.commune)
  if (geocodeur && /\p{L}{3}/u.test(recherche.commune)) {
    const trouvees = await geocodeur.chercher({ adresse: recherche.commune }, 1)
    const [trouvee] = trouvees.ok ? trouvees.value : []
    if (trouvee && trouvee.score >= SCORE_ADRESSE)
      return {
        ou: { genre: 'adresse', libelle: trouvee.libelle },
        critere: {
          autour: { latitude: trouvee.latitude, longitude: trouvee.longitude, rayon: metres ?? RAYON_ADRESSE },
          cles: clesDe(recherche)
        },
        ignores: []
      }
  }
  // « 12 rue des Lilas, Limoges »: without a geocoder, the commune at the end of the address is a good start.
  const fin = adresse ? trouverTerritoires(geo, recherche.commune.split(',').at(-1) ?? '')[0] : undefined
  if (fin) {
    const { critere, ignores } = situerTerritoire(fin, [], recherche)
    return { ou: { genre: 'territoire', territoire: fin, autres: [], approche: true }, critere, ignores }
  }
  const proche = communeApprochee(geo, recherche.commune)
  if (proche) {
    const { critere, ignores } = situerTerritoire(proche, [], recherche)
    return { ou: { genre: 'territoire', territoire: proche, autres: [], approche: true }, critere, ignores }
  }
  return {
    ou: { genre: 'inconnu', tape: recherche.commune, adresseSansGeocodeur: adresse && !geocodeur },
    critere: { cles: clesDe(recherche) },
    ignores: []
  }
}

/** Below, the geocoder found something else. */
const SCORE_ADRESSE = 0.5
/** Metres: an address without a radius is still a place to start from. */
const RAYON_ADRESSE = 20_000

function situerParCodes(geo: GeographieFrance, recherche: Recherche): Situation {
  for (const genre of ['code_postal', 'departement', 'epci', 'region'] as const) {
    const code = recherche[genre]
    if (!code) continue
    const trouve = territoire(geo, genre, code)
    if (!trouve)
      return {
        ou: { genre: 'inconnu', tape: code, adresseSansGeocodeur: false },
        critere: { cles: clesDe({ ...recherche, [genre]: undefined }) },
        ignores: [{ parametre: genre, valeur: code, raison: `nous ne connaissons pas « ${code} »` }]
      }
    return situerTerritoire(trouve, [], recherche)
  }
  return { ou: { genre: 'nulle-part' }, critere: {}, ignores: rayonSansLieu(recherche) }
}

const rayonSansLieu = ({ rayon }: Recherche): readonly Ignore[] =>
  rayon === undefined
    ? []
    : [{ parametre: 'rayon', valeur: String(rayon), raison: 'une distance se compte depuis un lieu : dites où' }]

/** A commune or a postcode with a radius is a circle; everything else is its territory, and distances count from its centre. */
function situerTerritoire(trouve: Territoire, autres: readonly Territoire[], recherche: Recherche): Situation {
  const { genre, code, centre } = trouve
  const cercle = (genre === 'commune' || genre === 'code_postal') && recherche.rayon !== undefined && centre
  return {
    ou: { genre: 'territoire', territoire: trouve, autres, approche: false },
    critere: {
      autour: centre && { ...centre, rayon: cercle ? (recherche.rayon as number) * 1000 : undefined },
      // A circle around a postcode is wider than the postcode.
      cles: {
        ...clesDe(cercle ? { ...recherche, code_postal: undefined } : recherche),
        ...(!cercle && { [genre]: [code] })
      }
    },
    ignores: []
  }
}

/** The codes that an address names by themselves, all of them at once. */
function clesDe(recherche: Recherche): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    (['code_postal', 'departement', 'region', 'epci'] as const).flatMap((cle) =>
      recherche[cle] ? [[cle, [recherche[cle]]]] : []
    )
  )
}

function toCritere(recherche: Recherche, { critere }: Situation, now: Date): Critere<MomentDemande> {
  const moment = recherche.ouvert ? lireMoment(recherche.ouvert, now) : undefined
  return {
    mots: recherche.q,
    facettes: recherche.facettes,
    ...critere,
    ouvert: moment && { moment }
  }
}

const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }) => ({ latitude, longitude })

function sansLieu({ autour: _, cles: __, ...reste }: Critere<MomentDemande>): Critere<MomentDemande> {
  return reste
}

/** What silent sources leave to ask: unknown is neither yes nor no (decisions.md, « The directory »). */
function silences(
  { lieux, facettes }: IndexAnnuaire,
  recherche: Recherche,
  situation: Situation,
  now: Date
): Resultats['aVerifier'] {
  return facettes.flatMap((facette) => {
    const choisies = recherche.facettes[facette.cle]
    if (!choisies || facette.inconnu === undefined || choisies.includes(INCONNU)) return []
    const silencieux = { ...recherche, facettes: { ...recherche.facettes, [facette.cle]: [INCONNU] }, page: 1 }
    const total = lieux.compter(toCritere(silencieux, situation, now))
    return total > 0 ? [{ facette, recherche: silencieux, total }] : []
  })
}

function nomDuLieu(ou: Ou): string {
  return ou.genre === 'territoire' ? `« ${ou.territoire.nom} »` : 'le lieu'
}

/** What one may give up, and what one gets for it. */
function relacher(
  { lieux, facettes }: IndexAnnuaire,
  recherche: Recherche,
  situation: Situation,
  now: Date
): Resultats['relacher'] {
  const essais: { libelle: string; recherche: Recherche; situation: Situation }[] = []
  if (recherche.q) essais.push({ libelle: `« ${recherche.q} »`, recherche: sansCritere(recherche, 'q'), situation })
  for (const { cle, enClair, inconnu } of facettes)
    for (const valeur of recherche.facettes[cle] ?? [])
      essais.push({
        libelle: valeur === INCONNU ? (inconnu ?? valeur) : enClair(valeur),
        recherche: sansValeur(recherche, cle, valeur),
        situation
      })
  const moment = recherche.ouvert ? lireMoment(recherche.ouvert, now) : undefined
  if (moment)
    essais.push({
      libelle: `ouvert ${momentEnMots(moment)}`,
      recherche: sansCritere(recherche, 'ouvert'),
      situation
    })
  if (situation.ou.genre !== 'nulle-part' && situation.ou.genre !== 'inconnu')
    essais.push({
      libelle: situation.critere.autour?.rayon === undefined ? nomDuLieu(situation.ou) : 'la distance',
      recherche: sansCritere(recherche, 'lieu'),
      situation: { ou: { genre: 'nulle-part' }, critere: {}, ignores: [] }
    })
  return essais
    .map((essai) => ({
      libelle: essai.libelle,
      recherche: essai.recherche,
      total: lieux.compter(toCritere(essai.recherche, essai.situation, now))
    }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
}

/** What the map shows of a search inside a frame, at a zoom. */
export async function grapper(
  db: Db,
  recherche: Recherche,
  { cadre, zoom, now, geocodeur }: OutilsRecherche & { readonly cadre: Cadre; readonly zoom: number }
): Promise<Grappe[]> {
  const index = await obtenirIndex(db)
  const situation = await situer(index.geo, recherche, geocodeur)
  return index.lieux.grappes({ ...toCritere(recherche, situation, now), cadre }, zoom)
}

/** The frame that holds every result; undefined when none has a position. */
export async function cadrer(
  db: Db,
  recherche: Recherche,
  { now, geocodeur }: OutilsRecherche
): Promise<Cadre | undefined> {
  const index = await obtenirIndex(db)
  const situation = await situer(index.geo, recherche, geocodeur)
  return index.lieux.cadre(toCritere(recherche, situation, now))
}

export interface Parcours extends Pick<Resultats, 'ignores' | 'ou' | 'total' | 'comptes'> {
  readonly lieux: readonly { readonly lieu: LieuPublic; readonly distance: number | undefined }[]
  /** The number to start after for the next page; undefined on the last one. */
  readonly suivant: number | undefined
}

/** A page of the lieux that answer, by number after another one: programs read them all so, even while they change. */
export async function parcourir(
  db: Db,
  { recherche, ignores }: RechercheLue,
  {
    now,
    geocodeur,
    apres,
    limite,
    comptes
  }: OutilsRecherche & { readonly apres: number; readonly limite: number; readonly comptes: boolean }
): Promise<Parcours> {
  const index = await obtenirIndex(db)
  const situation = await situer(index.geo, recherche, geocodeur)
  const critere = toCritere(recherche, situation, now)
  const ids = index.lieux.lister(critere, apres, limite + 1)
  const reponse = index.lieux.chercher({ ...critere, tri: 'numero', debut: 0, limite: 0, comptes })
  const lieux = await listLieuxParId(db, ids.slice(0, limite))
  const { autour } = critere
  return {
    ou: situation.ou,
    ignores: [...ignores, ...situation.ignores],
    total: reponse.total,
    comptes: reponse.comptes ?? {},
    lieux: lieux.map((lieu) => ({
      lieu,
      distance:
        autour && lieu.latitude !== null && lieu.longitude !== null
          ? distance(autour.latitude, autour.longitude, lieu.latitude, lieu.longitude)
          : undefined
    })),
    suivant: ids.length > limite ? ids[limite - 1] : undefined
  }
}

const LOT = 500

/** Every lieu that answers, by number, in lots: for files. */
export async function* listerTrouves(
  db: Db,
  recherche: Recherche,
  { now, geocodeur }: OutilsRecherche
): AsyncGenerator<LieuPublic> {
  const index = await obtenirIndex(db)
  const situation = await situer(index.geo, recherche, geocodeur)
  const critere = toCritere(recherche, situation, now)
  let apres = 0
  for (;;) {
    const ids = index.lieux.lister(critere, apres, LOT)
    yield* await listLieuxParId(db, ids)
    if (ids.length < LOT) return
    apres = ids.at(-1) as number
  }
}

/** Every facet of the directory, those of other features included. */
export async function facettesDe(db: Db): Promise<readonly Facette[]> {
  return (await obtenirIndex(db)).facettes
}
