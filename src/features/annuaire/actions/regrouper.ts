import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Trx } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { type Confiances, comparerConfiances, confiancesOf } from '../domain/confiances.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { adressePage, isComplet, nomAffiche, situer } from '../domain/fiche.ts'
import { type AFusionner, type Choix, fusionner } from '../domain/fusion.ts'
import { rendreNumeros, reporterIdentifiants } from '../domain/identifiants.ts'
import { publiable } from '../domain/publication.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { sansEcartees } from '../domain/valeur-ecartee.ts'
import { motsCherchables } from '../domain/vocabulaires/mots-du-lieu.ts'
import { type DecisionPrise, listJugements } from '../store/decision.store.ts'
import {
  assignLieux,
  countPasses,
  type EnregistrementComplet,
  findEnregistrements,
  listDisparus,
  listLieuxTouches,
  listPlaces,
  type Place
} from '../store/enregistrement.store.ts'
import { nextRevision, readConfiances, saveConfiances } from '../store/etat.store.ts'
import {
  type Cause,
  type Evenement,
  listDeplacements,
  noteCreations,
  noteEvenements,
  noteValeurs
} from '../store/historique.store.ts'
import {
  type LieuAEcrire,
  listRetires,
  listReunis,
  listSansSource,
  reserveNumeros,
  retireLieux,
  saveLieux
} from '../store/lieu.store.ts'
import { listSourcesPresentes } from '../store/source.store.ts'
import { savePaires } from './paires.ts'
import { type Regroupement, rapprocherCourant } from './rapprochement-courant.ts'
import { tellReunions } from './suivre-reunions.ts'

export interface BilanRegroupement {
  readonly lieuxCrees: number
  readonly lieuxModifies: number
  readonly lieuxRetires: number
  readonly lieuxReunis: number
}

export interface OutilsRegroupement {
  readonly now: Date
  readonly geo: Geographie
  readonly avancer: (etape: string, faits: number) => Promise<void>
}

/** What changed in the records: a delivery, or decisions. */
export type Origine =
  | {
      readonly genre: 'livraison'
      readonly livraisonId: number
      readonly sourceId: string
      /** True when every record of the source got a new date, which the rules of freshness read. */
      readonly redatee: boolean
    }
  | {
      readonly genre: 'decision' | 'annulation'
      readonly lot: string
      /** Records that the decisions name: their fiches are merged again. */
      readonly cles: readonly Cle[]
    }

/** A group of records of one lieu, to be written. */
interface Groupe {
  readonly membres: readonly Place[]
  /** Its records moved, say something new, or a person chose a value: it is merged again. */
  refaire: boolean
}

/**
 * Brings the fiches in step with the records: groups them, carries the public numbers over, merges what changed, and
 * notes why. Groups and values depend only on the current records, their dates and the decisions in force.
 * @returns the summary, and what to call once the transaction is committed
 */
export async function regrouper(
  trx: Trx,
  origine: Origine,
  outils: OutilsRegroupement
): Promise<{ bilan: BilanRegroupement; apresValidation: () => void }> {
  const cause: Cause = origine.genre === 'livraison' ? origine : { genre: origine.genre, lot: origine.lot }
  await outils.avancer('rapprochement', 0)
  const regroupement = await rapprocherCourant(trx, origine.genre === 'livraison' ? origine.livraisonId : undefined)
  await savePaires(trx, regroupement)

  const confiances = await updateConfiances(trx)
  const touches = await listTouches(trx, origine, confiances)
  const groupes = await collectGroupes(trx, regroupement, origine, touches)
  const numerotation = await numberGroupes(trx, groupes, origine)
  const { affectations, quittes, evenements } = traceMoves(groupes, numerotation, origine)
  const ecrits = await writeGroupes(trx, groupes, numerotation, cause, confiances.desRecords, outils)
  await assignLieux(trx, affectations)

  const reunis = await retireReunis(trx, numerotation, outils.now)
  const seuls = await listSansSource(trx, [...new Set([...quittes, ...touches])])
  await retireLieux(
    trx,
    seuls.map((id) => ({ id })),
    outils.now
  )
  const partis = origine.genre === 'livraison' ? await listDisparus(trx, origine.livraisonId) : []
  await noteEvenements(
    trx,
    [
      ...evenements,
      ...partis.map((parti): Evenement => ({ ...parti, genre: 'depart' })),
      ...reunis.flatMap(({ id, remplacePar }): Evenement[] => [
        { lieu: id, genre: 'reunion', autreLieu: remplacePar },
        { lieu: remplacePar, genre: 'reunion', autreLieu: id }
      ]),
      ...seuls.map((lieu): Evenement => ({ lieu, genre: 'retrait' }))
    ],
    cause,
    outils.now
  )

  await tellReunions(trx, reunis, evenements, { cause: origine.genre, now: outils.now })
  const revision = await nextRevision(trx)
  return {
    bilan: { ...ecrits, lieuxRetires: seuls.length, lieuxReunis: reunis.length },
    apresValidation: () => regroupement.retenir(revision)
  }
}

interface ConfiancesEnVigueur {
  /** What weighs on a record: real ones are judged by real sources, fictional ones by fictional sources. */
  readonly desRecords: (fictif: boolean) => Confiances
  readonly sources: readonly string[]
  readonly labels: readonly string[]
}

// Read under the directory's lock, from the sources that have a current record: a refused delivery has no word.
async function updateConfiances(trx: Trx): Promise<ConfiancesEnVigueur> {
  const declarations = await listSourcesPresentes(trx)
  const [fictives, reelles] = [true, false].map((voulu) =>
    confiancesOf(declarations.filter(({ fictif = false }) => fictif === voulu))
  ) as [Confiances, Confiances]
  const toutes = new Map([...fictives, ...reelles])
  const ecart = comparerConfiances(await readConfiances(trx), toutes)
  await saveConfiances(trx, toutes)
  return { ...ecart, desRecords: (fictif) => (fictif ? fictives : reelles) }
}

/** Lieux that are merged again though none of their records moves. */
async function listTouches(
  trx: Trx,
  origine: Origine,
  { sources, labels }: ConfiancesEnVigueur
): Promise<ReadonlySet<number>> {
  const livraison = origine.genre === 'livraison' ? origine : undefined
  return new Set(
    await listLieuxTouches(trx, {
      livraisonId: livraison?.livraisonId,
      sources: livraison?.redatee ? [...sources, livraison.sourceId] : sources,
      labels,
      cles: origine.genre === 'livraison' ? [] : origine.cles
    })
  )
}

const nameOf = ({ source, cle }: Cle) => `${source}\u0000${cle}`

// In the order of their first record's key, so that new lieux get the same numbers whatever the order of rows.
async function collectGroupes(
  trx: Trx,
  regroupement: Regroupement,
  origine: Origine,
  touches: ReadonlySet<number>
): Promise<Groupe[]> {
  const { places, rangs } =
    regroupement.portee === 'tout'
      ? { places: await listPlaces(trx), rangs: rangsDuTout(regroupement) }
      : await placesDuMouvement(trx, regroupement.changements, origine, touches)
  // A record whose group did not change stands with the others of its lieu.
  const parRang = Map.groupBy(places, (place) => rangs.get(nameOf(place)) ?? `lieu ${place.lieuId}`)
  return [...parRang.values()]
    .map((membres) => ({
      membres,
      cle: membres.map(nameOf).reduce((a, b) => (a < b ? a : b)),
      refaire: membres.some(({ lieuId }) => lieuId !== undefined && touches.has(lieuId))
    }))
    .sort((a, b) => (a.cle < b.cle ? -1 : 1))
}

type Rangs = ReadonlyMap<string, number>

const rangsDuTout = ({ cles, groupes }: Regroupement & { portee: 'tout' }): Rangs =>
  new Map(cles.map((cle, i) => [nameOf(cle), groupes[i] as number]))

async function placesDuMouvement(
  trx: Trx,
  { avant, apres }: (Regroupement & { portee: 'partie' })['changements'],
  origine: Origine,
  touches: ReadonlySet<number>
): Promise<{ places: Place[]; rangs: Rangs }> {
  const nommes = origine.genre === 'livraison' ? [] : origine.cles
  const proches = await listPlaces(trx, { lieux: [...touches], cles: [...apres.flat(), ...avant.flat(), ...nommes] })
  // The other records of a lieu that is looked at again come too.
  const lieux = [...new Set(proches.flatMap(({ lieuId }) => lieuId ?? []))]
  return {
    places: await listPlaces(trx, { lieux, cles: proches }),
    rangs: new Map(apres.flatMap((cles, g) => cles.map((cle) => [nameOf(cle), g] as const)))
  }
}

interface Numerotation {
  /** By group. */
  readonly numeros: readonly number[]
  /** Numbers given for the first time. */
  readonly neufs: ReadonlySet<number>
  /** Lieux that no group goes on being, and the one that took most of their records. */
  readonly remplaces: readonly { readonly id: number; readonly remplacePar: number }[]
}

/** The number of each group: the one it carries over, one that a merge took away and that nobody uses, or a new one. */
async function numberGroupes(trx: Trx, groupes: readonly Groupe[], origine: Origine): Promise<Numerotation> {
  const retour = await findRetours(trx, groupes, origine)
  const { lieux, remplaces } = reporterIdentifiants(
    groupes.map(({ membres }) =>
      membres.map((place) => ({
        lieu: place.lieuId,
        retour: retour(place),
        natif: place.lieuxPasses.length === 0
      }))
    )
  )
  const demandeurs = new Set(groupes.flatMap((_, g) => (lieux[g] === undefined ? [g] : [])))
  const passes = groupes.flatMap(({ membres }, g) =>
    membres.flatMap(({ lieuxPasses }) => (lieuxPasses.length > 0 ? [{ groupe: g, lieuxPasses }] : []))
  )
  const anciens = passes.flatMap(({ groupe, lieuxPasses }) => (demandeurs.has(groupe) ? lieuxPasses : []))
  const repris = new Set(lieux)
  const libres = (await listReunis(trx, [...new Set(anciens)])).filter((id) => !repris.has(id))
  const rendus = rendreNumeros(passes, demandeurs, await countPasses(trx, libres))
  const reserves = await reserveNumeros(trx, demandeurs.size - rendus.size)
  let suivant = 0
  const numeros = lieux.map((lieu, g) => lieu ?? rendus.get(g) ?? (reserves[suivant++] as number))
  const enUsage = new Set(numeros)
  return {
    numeros,
    neufs: new Set(reserves),
    remplaces: [...remplaces]
      .map(([id, g]) => ({ id, remplacePar: numeros[g] as number }))
      .filter(({ id }) => !enUsage.has(id))
  }
}

/**
 * Where taking decisions back sends records: to the lieu that these decisions had moved them from. Only around the records
 * they name: what else the directory holds is not looked at when the index in memory is kept, and must not answer either.
 */
async function findRetours(
  trx: Trx,
  groupes: readonly Groupe[],
  origine: Origine
): Promise<(place: Place) => number | undefined> {
  if (origine.genre !== 'annulation') return () => undefined
  const deplacements = await listDeplacements(trx, origine.lot)
  const nommes = new Set(origine.cles.map(nameOf))
  const presents = new Set(
    groupes.flatMap(({ membres }) =>
      membres.flatMap((place) => (nommes.has(nameOf(place)) ? (place.lieuId ?? []) : []))
    )
  )
  const libres = new Set([
    ...presents,
    ...(await listReunis(
      trx,
      deplacements.map(({ de }) => de)
    ))
  ])
  const connus = new Set(deplacements.map(({ de, vers }) => `${de} ${vers}`))
  return ({ lieuId, lieuxPasses }) => {
    const de = lieuxPasses.at(-1)
    if (lieuId === undefined || !presents.has(lieuId)) return undefined
    return de !== undefined && libres.has(de) && connus.has(`${de} ${lieuId}`) ? de : undefined
  }
}

function traceMoves(groupes: readonly Groupe[], { numeros, neufs }: Numerotation, origine: Origine) {
  const affectations: { id: number; lieu: number }[] = []
  const evenements: Evenement[] = []
  const quittes = new Set<number>()
  groupes.forEach((groupe, g) => {
    const lieu = numeros[g] as number
    for (const { id, source, cle, lieuId, revenuPar } of groupe.membres) {
      // It had left the lieu where it stood: it leaves no other one by coming back.
      const revient = origine.genre === 'livraison' && revenuPar === origine.livraisonId
      if (lieuId !== lieu) affectations.push({ id, lieu })
      else if (!revient) continue
      groupe.refaire = true
      const quitte = revient ? undefined : lieuId
      // Records that a new fiche is born with are its birth, not arrivals.
      if (!neufs.has(lieu) || quitte !== undefined)
        evenements.push({ lieu, genre: 'arrivee', source, cle, autreLieu: quitte })
      if (lieuId !== undefined) quittes.add(lieuId)
      if (quitte !== undefined) evenements.push({ lieu: quitte, genre: 'depart', source, cle, autreLieu: lieu })
    }
  })
  // What a fiche loses changes it as much as what it gains.
  groupes.forEach((groupe, g) => {
    if (quittes.has(numeros[g] as number)) groupe.refaire = true
  })
  return { affectations, evenements, quittes }
}

/** Those that were public until now; a number that already led elsewhere is only led right. */
async function retireReunis(trx: Trx, { remplaces }: Numerotation, now: Date) {
  const deja = new Set(
    await listRetires(
      trx,
      remplaces.map(({ id }) => id)
    )
  )
  await retireLieux(trx, remplaces, now)
  return remplaces.filter(({ id }) => !deja.has(id))
}

const LOT = 1_000

async function writeGroupes(
  trx: Trx,
  groupes: readonly Groupe[],
  { numeros, neufs }: Numerotation,
  cause: Cause,
  confiances: (fictif: boolean) => Confiances,
  { now, geo, avancer }: OutilsRegroupement
): Promise<{ lieuxCrees: number; lieuxModifies: number }> {
  const aRefaire = groupes.flatMap(({ membres, refaire }, g) =>
    refaire || neufs.has(numeros[g] as number) ? [{ lieu: numeros[g] as number, membres }] : []
  )
  const ecrire = async (fiches: readonly LieuAEcrire[]): Promise<number> => {
    const [crees, connus] = [fiches.filter(({ id }) => neufs.has(id)), fiches.filter(({ id }) => !neufs.has(id))]
    const rouverts = await listRetires(
      trx,
      connus.map(({ id }) => id)
    )
    await noteEvenements(
      trx,
      rouverts.map((lieu) => ({ lieu, genre: 'retablissement' })),
      cause,
      now
    )
    await noteValeurs(trx, connus, cause, now)
    const ecrits = await saveLieux(trx, fiches, now)
    await noteCreations(
      trx,
      crees.map(({ id }) => id),
      cause,
      now
    )
    return ecrits
  }
  const lot = (debut: number) => aRefaire.slice(debut, debut + LOT)
  let ecrits = 0
  await avancer('fusion', 0)
  let fiches = await mergeGroupes(await readGroupes(trx, lot(0)), geo, confiances)
  for (let debut = 0; debut < aRefaire.length; debut += LOT) {
    const suivant = await readGroupes(trx, lot(debut + LOT))
    // While PostgreSQL writes a lot, the next one is merged here: two processors, one each.
    const [combien, suivantes] = await Promise.all([ecrire(fiches), mergeGroupes(suivant, geo, confiances)])
    ecrits += combien
    fiches = suivantes
    await avancer('fusion', Math.min(debut + LOT, aRefaire.length))
  }
  return { lieuxCrees: neufs.size, lieuxModifies: ecrits - neufs.size }
}

interface GroupesLus {
  readonly groupes: readonly { readonly lieu: number; readonly membres: readonly Place[] }[]
  readonly complets: ReadonlyMap<number, EnregistrementComplet>
  readonly jugements: readonly DecisionPrise[]
}

async function readGroupes(trx: Trx, groupes: GroupesLus['groupes']): Promise<GroupesLus> {
  const places = groupes.flatMap(({ membres }) => membres)
  const [complets, jugements] = await Promise.all([
    findEnregistrements(
      trx,
      places.map(({ id }) => id)
    ).then((tous) => new Map(tous.map((e) => [e.id, e]))),
    listJugements(trx, places)
  ])
  return { groupes, complets, jugements }
}

/** Groups merged between two turns of the event loop: answers of the database are read in between. */
const TRANCHE = 100

async function mergeGroupes(
  { groupes, complets, jugements }: GroupesLus,
  geo: Geographie,
  confiances: (fictif: boolean) => Confiances
): Promise<LieuAEcrire[]> {
  const jugementsDe = Map.groupBy(jugements, ({ a_source, a_cle }) => nameOf({ source: a_source, cle: a_cle }))
  const fiches: LieuAEcrire[] = []
  for (const [i, { lieu, membres }] of groupes.entries()) {
    if (i % TRANCHE === TRANCHE - 1) await setImmediate()
    const aFusionner: AFusionner[] = membres.map(({ id }) => {
      const e = complets.get(id)
      if (!e) throw new Error(`L’enregistrement ${id} a disparu pendant la fusion.`)
      const valeurs = sansEcartees(
        e.valeurs,
        (jugementsDe.get(nameOf(e)) ?? []).filter(({ genre }) => genre === 'ecarte')
      )
      return {
        source: e.source,
        cle: e.cle,
        date: valeurs.date_maj ?? e.livreeLe,
        valeurs,
        doutes: e.doutes
      }
    })
    const choisis = membres
      .flatMap((place) => jugementsDe.get(nameOf(place)) ?? [])
      .filter(({ genre }) => genre === 'valeur')
      .map((d): Choix & { id: number; le: Date } => ({
        champ: d.champ as Choix['champ'],
        valeur: d.valeur as Choix['valeur'],
        source: d.a_source,
        cle: d.a_cle,
        date: d.prise_le.toISOString().slice(0, 10),
        id: d.id,
        le: d.prise_le
      }))
      // Two choices for one field, once their fiches are united: the latest one holds.
      .sort((a, b) => a.le.getTime() - b.le.getTime() || a.id - b.id)
    const fictif = membres.some((place) => place.fictif)
    const { valeurs, provenance } = fusionner(aFusionner, confiances(fictif), choisis)
    const complements = Object.assign({}, ...membres.map(({ id }) => complets.get(id)?.complements))
    const sources = [...new Set(aFusionner.map(({ source }) => source))].sort()
    fiches.push(toLieu({ id: lieu, valeurs, provenance, complements, sources, fictif }, geo))
  }
  return fiches
}

interface FicheFusionnee {
  readonly id: number
  readonly valeurs: Valeurs
  readonly provenance: LieuAEcrire['provenance']
  /** What the schema cannot say, of every record: never shown, but found. */
  readonly complements: Readonly<Record<string, string>>
  readonly sources: readonly string[]
  readonly fictif: boolean
}

function toLieu(fiche: FicheFusionnee, geo: Geographie): LieuAEcrire {
  const { id, valeurs, provenance, complements, sources, fictif } = fiche
  const { valeurs: publiees } = publiable(valeurs)
  const nom = nomAffiche(publiees)
  const situation = situer(valeurs, geo)
  const horsSchema = motsCherchables(complements)
  return {
    id,
    nom,
    adressePage: adressePage({ ...publiees, nom }),
    valeurs,
    provenance,
    publiees,
    empreinte: createHash('sha1')
      .update(JSON.stringify([valeurs, provenance, publiees, situation, fictif, sources, horsSchema]))
      .digest('base64url'),
    fictif,
    ...situation,
    complet: isComplet(publiees),
    sources,
    horsSchema
  }
}
