import { createHash } from 'node:crypto'
import type { Trx } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { adressePage, isComplet, nomAffiche, situer } from '../domain/fiche.ts'
import { type AFusionner, type Choix, type Confiance, fusionner } from '../domain/fusion.ts'
import { reporterIdentifiants } from '../domain/identifiants.ts'
import { publiable } from '../domain/publication.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { TYPOLOGIES } from '../domain/schema.ts'
import { motsCourants } from '../domain/services-en-clair.ts'
import { listChoix } from '../store/decision.store.ts'
import {
  assignLieux,
  findEnregistrements,
  listLieuxTouches,
  listPlaces,
  type Place
} from '../store/enregistrement.store.ts'
import { nextRevision } from '../store/etat.store.ts'
import { type Cause, type Evenement, noteEvenements, noteValeurs } from '../store/historique.store.ts'
import {
  type LieuAEcrire,
  listRetires,
  listSansSource,
  reserveNumeros,
  retireLieux,
  saveLieux
} from '../store/lieu.store.ts'
import { savePaires } from './paires.ts'
import { rapprocherCourant, type Regroupement } from './rapprochement-courant.ts'

export interface BilanRegroupement {
  readonly lieuxCrees: number
  readonly lieuxModifies: number
  readonly lieuxRetires: number
  readonly lieuxReunis: number
}

export interface OutilsRegroupement {
  readonly now: Date
  readonly geo: Geographie
  readonly confiances: ReadonlyMap<string, Confiance>
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
  const { now, avancer } = outils
  const cause: Cause = origine.genre === 'livraison' ? origine : { genre: origine.genre, lot: origine.lot }
  await avancer('rapprochement', 0)
  const regroupement = await rapprocherCourant(trx, origine.genre === 'livraison' ? origine.livraisonId : undefined)
  await savePaires(trx, regroupement)

  const touches = await listTouches(trx, origine)
  const groupes = await collectGroupes(trx, regroupement, touches)
  const places = groupes.flatMap(({ membres }) => membres)
  const position = new Map(places.map((place, i) => [place, i]))
  const { lieux, remplaces } = reporterIdentifiants(
    groupes.map(({ membres }) => ({ membres: membres.map((place) => position.get(place) as number) })),
    (i) => places[i]?.lieuId,
    (g) => g
  )
  const lieuDuGroupe = await numberGroupes(trx, groupes, lieux)

  const { affectations, evenements, quittes } = traceMoves(groupes, lieux, lieuDuGroupe)
  const crees = await writeGroupes(trx, groupes, lieux, lieuDuGroupe, cause, outils)
  await assignLieux(trx, affectations)

  const reunis = [...remplaces].map(([id, g]) => ({ id, remplacePar: lieuDuGroupe[g] as number }))
  for (const { id, remplacePar } of reunis)
    evenements.push(
      { lieu: id, genre: 'reunion', autreLieu: remplacePar },
      { lieu: remplacePar, genre: 'reunion', autreLieu: id }
    )
  await retireLieux(trx, reunis, now)
  const seuls = await listSansSource(trx, [...new Set([...quittes, ...touches.lieux])])
  for (const lieu of seuls) evenements.push({ lieu, genre: 'retrait' })
  await retireLieux(
    trx,
    seuls.map((id) => ({ id })),
    now
  )
  await noteEvenements(trx, evenements, cause, now)

  const revision = await nextRevision(trx)
  return {
    bilan: { ...crees, lieuxRetires: seuls.length, lieuxReunis: reunis.length },
    apresValidation: () => regroupement.retenir(revision)
  }
}

interface Touches {
  readonly lieux: ReadonlySet<number>
  /** True for a record whose own content or date is new. */
  readonly record: (place: Place) => boolean
  readonly cles: readonly Cle[]
}

async function listTouches(trx: Trx, origine: Origine): Promise<Touches> {
  if (origine.genre === 'livraison') {
    const { livraisonId, sourceId, redatee } = origine
    return {
      lieux: new Set(await listLieuxTouches(trx, livraisonId, redatee ? sourceId : undefined)),
      record: (place) => place.modifiePar === livraisonId || (redatee && place.source === sourceId),
      cles: []
    }
  }
  const nommees = new Set(origine.cles.map(nameOf))
  return { lieux: new Set(), record: (place) => nommees.has(nameOf(place)), cles: origine.cles }
}

const nameOf = ({ source, cle }: Cle) => `${source}\u0000${cle}`

// In the order of their first record's key, so that new lieux get the same numbers whatever the order of rows.
async function collectGroupes(trx: Trx, regroupement: Regroupement, touches: Touches): Promise<Groupe[]> {
  const rangs = new Map<string, number | string>()
  let places: Place[]
  if (regroupement.portee === 'tout') {
    places = await listPlaces(trx)
    regroupement.cles.forEach((cle, i) => rangs.set(nameOf(cle), regroupement.groupes[i] as number))
  } else {
    const { avant, apres } = regroupement.changements
    apres.forEach((cles, g) => {
      for (const cle of cles) rangs.set(nameOf(cle), g)
    })
    places = await listPlaces(trx, {
      lieux: [...touches.lieux],
      cles: [...apres.flat(), ...avant.flat(), ...touches.cles]
    })
    // The other records of a lieu that is looked at again: its group did not change, and is its lieu.
    const lieux = [...new Set(places.flatMap(({ lieuId }) => lieuId ?? []))]
    places = await listPlaces(trx, { lieux, cles: places })
  }
  const parRang = new Map<number | string, Place[]>()
  for (const place of places) {
    const rang = rangs.get(nameOf(place)) ?? `lieu ${place.lieuId}`
    const membres = parRang.get(rang)
    if (membres) membres.push(place)
    else parRang.set(rang, [place])
  }
  return [...parRang.values()]
    .map((membres) => ({
      membres,
      cle: membres.map(nameOf).reduce((a, b) => (a < b ? a : b)),
      refaire: membres.some(
        (place) => touches.record(place) || (place.lieuId !== undefined && touches.lieux.has(place.lieuId))
      )
    }))
    .sort((a, b) => (a.cle < b.cle ? -1 : 1))
}

/**
 * The number of each group: the one it carries over; or one of a lieu its records stood in before a merge took them, that
 * nobody uses (a split gives back what merging took); or a new one.
 */
async function numberGroupes(
  trx: Trx,
  groupes: readonly Groupe[],
  lieux: readonly (number | undefined)[]
): Promise<number[]> {
  const numeros = [...lieux]
  const sans = groupes.flatMap(({ membres }, g) => (lieux[g] === undefined ? [{ g, membres }] : []))
  const passes = [...new Set(sans.flatMap(({ membres }) => membres.flatMap(({ lieuxPasses }) => lieuxPasses)))]
  const libres = new Set(await listRetires(trx, passes))
  for (const { g, membres } of sans) {
    const voix = new Map<number, number>()
    for (const { lieuxPasses } of membres)
      for (const lieu of lieuxPasses) if (libres.has(lieu)) voix.set(lieu, (voix.get(lieu) ?? 0) + 1)
    const [ancien] = [...voix].sort(([x, a], [y, b]) => b - a || x - y)[0] ?? []
    if (ancien === undefined) continue
    numeros[g] = ancien
    libres.delete(ancien)
  }
  const neufs = await reserveNumeros(trx, numeros.filter((id) => id === undefined).length)
  let suivant = 0
  return numeros.map((id) => id ?? (neufs[suivant++] as number))
}

function traceMoves(
  groupes: readonly Groupe[],
  lieux: readonly (number | undefined)[],
  lieuDuGroupe: readonly number[]
) {
  const affectations: { id: number; lieu: number }[] = []
  const evenements: Evenement[] = []
  const quittes = new Set<number>()
  groupes.forEach((groupe, g) => {
    const lieu = lieuDuGroupe[g] as number
    if (lieux[g] === undefined) groupe.refaire = true
    for (const { id, source, cle, lieuId } of groupe.membres) {
      if (lieuId === lieu) continue
      groupe.refaire = true
      affectations.push({ id, lieu })
      // Records that a new fiche is born with are its birth, not arrivals.
      if (lieux[g] !== undefined || lieuId !== undefined)
        evenements.push({ lieu, genre: 'arrivee', source, cle, autreLieu: lieuId })
      if (lieuId !== undefined) {
        quittes.add(lieuId)
        evenements.push({ lieu: lieuId, genre: 'depart', source, cle, autreLieu: lieu })
      }
    }
  })
  // What a fiche loses changes it as much as what it gains.
  groupes.forEach((groupe, g) => {
    if (quittes.has(lieuDuGroupe[g] as number)) groupe.refaire = true
  })
  return { affectations, evenements, quittes }
}

const LOT = 2_000

async function writeGroupes(
  trx: Trx,
  groupes: readonly Groupe[],
  lieux: readonly (number | undefined)[],
  lieuDuGroupe: readonly number[],
  cause: Cause,
  { now, geo, confiances, avancer }: OutilsRegroupement
): Promise<{ lieuxCrees: number; lieuxModifies: number }> {
  const aRefaire = groupes.flatMap(({ refaire }, g) => (refaire ? [g] : []))
  let lieuxCrees = 0
  let lieuxModifies = 0
  await avancer('fusion', 0)
  for (let debut = 0; debut < aRefaire.length; debut += LOT) {
    const lot = aRefaire.slice(debut, debut + LOT)
    const fiches = await mergeGroupes(
      trx,
      lot.map((g) => ({ lieu: lieuDuGroupe[g] as number, membres: groupes[g]?.membres ?? [] })),
      geo,
      confiances
    )
    const anciens = new Set(
      await listRetires(
        trx,
        fiches.map(({ id }) => id)
      )
    )
    const connus = fiches.filter(
      (_, i) => lieux[lot[i] as number] !== undefined || anciens.has(fiches[i]?.id as number)
    )
    await noteValeurs(trx, connus, cause, now)
    const ecrits = await saveLieux(trx, fiches, now)
    const nouveaux = lot.flatMap((g) => (lieux[g] === undefined ? [lieuDuGroupe[g] as number] : []))
    await noteEvenements(
      trx,
      [
        ...nouveaux.map((lieu): Evenement => ({ lieu, genre: anciens.has(lieu) ? 'retablissement' : 'creation' })),
        ...[...anciens]
          .filter((lieu) => !nouveaux.includes(lieu))
          .map((lieu): Evenement => ({ lieu, genre: 'retablissement' }))
      ],
      cause,
      now
    )
    lieuxCrees += nouveaux.length
    lieuxModifies += Math.max(0, ecrits - nouveaux.length)
    await avancer('fusion', Math.min(debut + LOT, aRefaire.length))
  }
  return { lieuxCrees, lieuxModifies }
}

async function mergeGroupes(
  trx: Trx,
  groupes: readonly { readonly lieu: number; readonly membres: readonly Place[] }[],
  geo: Geographie,
  confiances: ReadonlyMap<string, Confiance>
): Promise<LieuAEcrire[]> {
  const places = groupes.flatMap(({ membres }) => membres)
  const [complets, choix] = await Promise.all([
    findEnregistrements(
      trx,
      places.map(({ id }) => id)
    ).then((tous) => new Map(tous.map((e) => [e.id, e]))),
    listChoix(trx, places)
  ])
  const choixDe = Map.groupBy(choix, ({ a_source, a_cle }) => nameOf({ source: a_source, cle: a_cle }))
  return groupes.map(({ lieu, membres }) => {
    const aFusionner: AFusionner[] = membres.map(({ id }) => {
      const e = complets.get(id)
      if (!e) throw new Error(`L’enregistrement ${id} a disparu pendant la fusion.`)
      return {
        source: e.source,
        cle: e.cle,
        date: e.valeurs.date_maj ?? e.livreeLe,
        valeurs: e.valeurs,
        doutes: e.doutes
      }
    })
    const choisis = membres
      .flatMap((place) => choixDe.get(nameOf(place)) ?? [])
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
    const { valeurs, provenance } = fusionner(aFusionner, confiances, choisis)
    return toLieu(
      lieu,
      valeurs,
      provenance,
      membres.some(({ fictif }) => fictif),
      geo
    )
  })
}

function toLieu(
  id: number,
  valeurs: Valeurs,
  provenance: LieuAEcrire['provenance'],
  fictif: boolean,
  geo: Geographie
): LieuAEcrire {
  const { valeurs: publiees } = publiable(valeurs)
  const nom = nomAffiche(publiees)
  const situation = situer(valeurs, geo)
  const genres = (publiees.typologie ?? []).map((code) => TYPOLOGIES[code as keyof typeof TYPOLOGIES] ?? code)
  return {
    id,
    nom,
    adressePage: adressePage({ ...publiees, nom }),
    valeurs,
    provenance,
    publiees,
    empreinte: createHash('sha1')
      .update(JSON.stringify([valeurs, provenance, publiees, situation, fictif]))
      .digest('base64url'),
    fictif,
    ...situation,
    complet: isComplet(publiees),
    mots: [
      [nom, publiees.commune].filter(Boolean).join(' '),
      [...genres, ...(publiees.services ?? []), ...(publiees.dispositif_programmes_nationaux ?? [])].join(' '),
      [
        publiees.adresse,
        publiees.complement_adresse,
        publiees.code_postal,
        publiees.structure_parente,
        motsCourants(publiees.services ?? [])
      ]
        .filter(Boolean)
        .join(' '),
      [
        publiees.presentation_resume,
        publiees.presentation_detail?.slice(0, 20_000),
        ...(publiees.autres_formations_labels ?? [])
      ]
        .filter(Boolean)
        .join(' ')
    ]
  }
}
