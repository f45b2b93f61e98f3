import { setImmediate } from 'node:timers/promises'
import { type Ecoute, ecouteDe, ouvrirEcoute } from '../../../platform/db/ecoute.ts'
import type { BaseOuverte, Db } from '../../../platform/db/index.ts'
import { type Collection, creerCollection, type FacetteContribuee } from '../../../platform/recherche/index.ts'
import { type GeographieFrance, obtenirGeographie } from '../../territoires/index.ts'
import { FACETTES, type Facette } from '../domain/facette.ts'
import { cleDuMoment, lireCalendrier, type MomentDemande } from '../domain/horaires/moment.ts'
import { synonymesEnVigueur } from '../domain/synonymes.ts'
import { readVersion, type VersionAnnuaire } from '../store/etat.store.ts'
import {
  type LieuDeListe,
  type LieuDIndex,
  listChangesPourIndex,
  listDeListe,
  listPourIndex,
  listSynonymesSaisis,
  listTouchesPourIndex
} from '../store/index.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { CacheBorne } from './cache-borne.ts'
import { CLES_LIEU, toDocument, type ValeursContribuees } from './document.ts'

/** The directory in memory: what every list, count, map and orientation reads. */
export interface IndexAnnuaire {
  readonly lieux: Collection<MomentDemande>
  /** Every facet, those of other features included, in the order of the form. */
  readonly facettes: readonly Facette[]
  readonly geo: GeographieFrance
  readonly sources: ReadonlyMap<string, string>
  /** What the index holds. */
  readonly revision: number
  /** What a list shows of these lieux, in this order; those that have just left are left out. */
  lire(ids: readonly number[]): Promise<LieuDeListe[]>
}

interface Tenue {
  version: VersionAnnuaire
  geo: GeographieFrance
  /** What was heard when it was last brought up to date. */
  entendu: string | undefined
  readonly index: IndexAnnuaire & { revision: number; sources: ReadonlyMap<string, string> }
  readonly fiches: Fiches
  readonly noms: NomsContribues
}

/** By facet, the names that other features give to its values today. */
type NomsContribues = Map<string, ReadonlyMap<string, string>>

/** Entries of lists, kept. `oublis` counts what was forgotten: an entry read before is not kept after. */
interface Fiches {
  readonly connues: CacheBorne<number, LieuDeListe>
  oublis: number
}

// By database: a process has one, the tests have several.
const tenues = new WeakMap<Db, Tenue>()
const enCours = new WeakMap<Db, Promise<Tenue>>()
const contributions = new WeakMap<Db, readonly FacetteContribuee[]>()

const CANAUX = ['annuaire', 'geographie'] as const

/**
 * Listens to the database and keeps the index fresh, from now on: an update made in another process is found here as soon
 * as it is announced. The first reading is awaited, so that no visitor waits for it.
 */
export async function suivreAnnuaire(base: BaseOuverte): Promise<Ecoute> {
  const { db } = base
  const ecoute = await ouvrirEcoute(base, CANAUX, () => void synchroniser(db).catch(() => {}))
  await synchroniser(db)
  return ecoute
}

/** Facets that other features add for this database. To be called before the first search. */
export function contribuerFacettes(db: Db, facettes: readonly FacetteContribuee[]): void {
  contributions.set(db, facettes)
}

/**
 * The directory as it is now. A process that listens to the database answers at once with what it holds, and catches up
 * behind; one that does not listen (a test, a command) first asks whether anything changed.
 */
export async function obtenirIndex(db: Db): Promise<IndexAnnuaire> {
  const tenue = tenues.get(db)
  const entendu = hear(db)
  if (tenue && entendu !== undefined) {
    // What fails here is tried again by the next request, and by the next announcement.
    if (tenue.entendu !== entendu) void synchroniser(db).catch(() => {})
    return tenue.index
  }
  return (await synchroniser(db)).index
}

/** Brings the index up to date; calls at the same time share one reading. */
function synchroniser(db: Db): Promise<Tenue> {
  const deja = enCours.get(db)
  if (deja) {
    // What changed since that reading began may have escaped it.
    return deja.then(
      (tenue) => (tenue.entendu !== undefined && tenue.entendu === hear(db) ? tenue : lancer(db)),
      () => lancer(db)
    )
  }
  return lancer(db)
}

function lancer(db: Db): Promise<Tenue> {
  const deja = enCours.get(db)
  if (deja) return deja
  const lecture = catchUp(db).finally(() => enCours.delete(db))
  enCours.set(db, lecture)
  return lecture
}

/** What the channels have said so far; undefined when the process does not hear them. */
function hear(db: Db): string | undefined {
  const ecoute = ecouteDe(db)
  const jetons = CANAUX.map((canal) => ecoute?.jeton(canal))
  return jetons.includes(undefined) ? undefined : jetons.join(' ')
}

async function catchUp(db: Db): Promise<Tenue> {
  const entendu = hear(db)
  const [version, geo] = await Promise.all([readVersion(db), obtenirGeographie(db)])
  const tenue = tenues.get(db)
  if (!tenue || tenue.version.effaceA < version.effaceA || tenue.geo !== geo) return build(db, version, geo, entendu)

  if (tenue.version.synonymes !== version.synonymes)
    tenue.index.lieux.definirSynonymes(synonymesEnVigueur(await listSynonymesSaisis(db)))
  if (tenue.version.revision !== version.revision) {
    let apres = { revision: tenue.version.revision, id: Number.MAX_SAFE_INTEGER }
    for (;;) {
      const lot = await listChangesPourIndex(db, apres, LOT)
      await write(db, tenue.index, lot)
      forget(tenue.fiches, lot)
      const dernier = lot.at(-1)
      if (!dernier || lot.length < LOT) break
      apres = { revision: dernier.revision, id: dernier.id }
      await setImmediate()
    }
    tenue.index.sources = await nomsDesSources(db)
    tenue.index.revision = version.revision
  }
  if (tenue.version.touches !== version.touches) {
    let apres = 0
    for (;;) {
      const lot = await listTouchesPourIndex(db, { depuis: tenue.version.touches, apres }, LOT)
      await write(db, tenue.index, lot)
      const dernier = lot.at(-1)
      if (!dernier || lot.length < LOT) break
      apres = dernier.id
      await setImmediate()
    }
  }
  await nameContribuees(db, contributions.get(db) ?? [], tenue.noms)
  tenue.version = version
  tenue.entendu = entendu
  return tenue
}

const LOT = 1_000
/** Lieux whose list entry is kept in memory: about 2 kB each. */
const FICHES_EN_MEMOIRE = 20_000

async function build(
  db: Db,
  version: VersionAnnuaire,
  geo: GeographieFrance,
  entendu: string | undefined
): Promise<Tenue> {
  const contribuees = contributions.get(db) ?? []
  const noms: NomsContribues = new Map()
  await nameContribuees(db, contribuees, noms)
  const facettes: readonly Facette[] = [...FACETTES, ...contribuees.map((facette) => withNoms(facette, noms))]
  const lieux = creerCollection<MomentDemande>({ facettes, cles: CLES_LIEU, lireCalendrier, cleDuMoment })
  const fiches: Fiches = { connues: new CacheBorne(FICHES_EN_MEMOIRE), oublis: 0 }
  const [saisis, sources] = await Promise.all([listSynonymesSaisis(db), nomsDesSources(db)])
  lieux.definirSynonymes(synonymesEnVigueur(saisis))

  const index = {
    lieux,
    facettes,
    geo,
    sources,
    revision: version.revision,
    lire: (ids: readonly number[]) => readFiches(db, fiches, ids)
  }
  const documents = []
  let apres = 0
  for (;;) {
    const lot = await listPourIndex(db, apres, LOT)
    const valeurs = await loadContribuees(db, contribuees, lot)
    for (const lieu of lot) documents.push(toDocument(lieu, facettes, valeurs, geo))
    const dernier = lot.at(-1)
    if (!dernier || lot.length < LOT) break
    apres = dernier.id
  }
  lieux.ecrire(documents)
  const tenue: Tenue = { version, geo, entendu, index, fiches, noms }
  tenues.set(db, tenue)
  return tenue
}

async function write(db: Db, { lieux, facettes, geo }: IndexAnnuaire, lot: readonly LieuDIndex[]): Promise<void> {
  const publics = lot.filter(({ retire_le }) => retire_le === null)
  const valeurs = await loadContribuees(db, contributions.get(db) ?? [], publics)
  lieux.retirer(lot.filter(({ retire_le }) => retire_le !== null).map(({ id }) => id))
  lieux.ecrire(publics.map((lieu) => toDocument(lieu, facettes, valeurs, geo)))
}

async function loadContribuees(
  db: Db,
  contribuees: readonly FacetteContribuee[],
  lieux: readonly LieuDIndex[]
): Promise<ValeursContribuees> {
  const ids = lieux.map(({ id }) => id)
  return new Map(await Promise.all(contribuees.map(async ({ cle, charger }) => [cle, await charger(db, ids)] as const)))
}

const withNoms = (facette: FacetteContribuee, noms: NomsContribues): FacetteContribuee =>
  facette.nommer
    ? { ...facette, enClair: (valeur) => noms.get(facette.cle)?.get(valeur) ?? facette.enClair(valeur) }
    : facette

async function nameContribuees(db: Db, contribuees: readonly FacetteContribuee[], noms: NomsContribues): Promise<void> {
  await Promise.all(contribuees.map(async ({ cle, nommer }) => nommer && noms.set(cle, await nommer(db))))
}

function forget(fiches: Fiches, lieux: readonly { readonly id: number }[]): void {
  fiches.oublis++
  for (const { id } of lieux) fiches.connues.delete(id)
}

async function readFiches(db: Db, fiches: Fiches, ids: readonly number[]): Promise<LieuDeListe[]> {
  const { oublis } = fiches
  const lues = new Map<number, LieuDeListe>()
  const absentes: number[] = []
  for (const id of ids) {
    const connue = fiches.connues.get(id)
    if (connue) lues.set(id, connue)
    else absentes.push(id)
  }
  for (const lieu of await listDeListe(db, absentes)) {
    lues.set(lieu.id, lieu)
    if (fiches.oublis === oublis) fiches.connues.set(lieu.id, lieu)
  }
  // A lieu withdrawn since the index was read is simply no longer there.
  return ids.flatMap((id) => lues.get(id) ?? [])
}
