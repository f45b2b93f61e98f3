import { createHash } from 'node:crypto'
import type { Trx } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { adressePage, isComplet, nomAffiche, situer } from '../domain/fiche.ts'
import { type AFusionner, type Confiance, fusionner } from '../domain/fusion.ts'
import { reporterIdentifiants } from '../domain/identifiants.ts'
import { publiable } from '../domain/publication.ts'
import { rapprocher } from '../domain/rapprochement/rapprochement.ts'
import { TYPOLOGIES } from '../domain/schema.ts'
import { toAComparer } from '../domain/comparable.ts'
import {
  assignLieux,
  type EnregistrementCompare,
  findEnregistrements,
  listDisparus,
  readComparables
} from '../store/enregistrement.store.ts'
import { type LieuAEcrire, listSansSource, reserveNumeros, retireLieux, saveLieux } from '../store/lieu.store.ts'

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

/**
 * Brings the fiches in step with the records after a delivery: groups them, carries the public numbers over, merges again
 * what the delivery touches. Groups and values depend only on the current records and their dates.
 * @param redatees true when every record of the source got a new date, which freshness rules read
 */
export async function regrouper(
  trx: Trx,
  livraison: { readonly id: number; readonly sourceId: string; readonly redatees: boolean },
  { now, geo, confiances, avancer }: OutilsRegroupement
): Promise<BilanRegroupement> {
  await avancer('rapprochement', 0)
  const records: EnregistrementCompare[] = []
  for await (const record of readComparables(trx, livraison.id)) records.push(record)
  const { groupes: groupeDe } = rapprocher(records.map(toAComparer), [])

  const groupes = collectGroupes(records, groupeDe)
  const { lieux, remplaces } = reporterIdentifiants(
    groupes,
    (i) => records[i]?.lieuId,
    (g) => g
  )
  const numeros = await reserveNumeros(trx, lieux.filter((id) => id === undefined).length)
  let suivant = 0
  const lieuDuGroupe = lieux.map((id) => id ?? (numeros[suivant++] as number))

  // A fiche is merged again when its records are not the ones it had, or when one of them says something new.
  const aRefaire: number[] = []
  const quittes = new Set<number>()
  const affectations: { id: number; lieu: number }[] = []
  groupes.forEach(({ membres }, g) => {
    const lieu = lieuDuGroupe[g] as number
    let changed = lieux[g] === undefined
    for (const i of membres) {
      const record = records[i] as EnregistrementCompare
      if (record.lieuId !== lieu) {
        affectations.push({ id: record.id, lieu })
        if (record.lieuId !== undefined) quittes.add(record.lieuId)
        changed = true
      }
      if (record.touche || (livraison.redatees && record.source === livraison.sourceId)) changed = true
    }
    if (changed) aRefaire.push(g)
  })
  const disparus = await listDisparus(trx, livraison.id)
  const parLieu = new Map(lieuDuGroupe.map((lieu, g) => [lieu, g]))
  const deja = new Set(aRefaire)
  for (const lieu of [...quittes, ...disparus.flatMap(({ lieuId }) => lieuId ?? [])]) {
    const g = parLieu.get(lieu)
    if (g !== undefined && !deja.has(g)) {
      deja.add(g)
      aRefaire.push(g)
    }
  }

  await avancer('fusion', 0)
  let crees = 0
  let modifies = 0
  const LOT = 2_000
  for (let debut = 0; debut < aRefaire.length; debut += LOT) {
    const lot = aRefaire.slice(debut, debut + LOT)
    const fiches = await mergeGroupes(trx, lot, groupes, records, lieuDuGroupe, geo, confiances)
    const nouveaux = lot.filter((g) => lieux[g] === undefined).length
    const ecrits = await saveLieux(trx, fiches, now, async () => {})
    crees += nouveaux
    modifies += ecrits - nouveaux
    await avancer('fusion', Math.min(debut + LOT, aRefaire.length))
  }
  await assignLieux(trx, affectations)

  const reunis = [...remplaces].map(([id, g]) => ({ id, remplacePar: lieuDuGroupe[g] as number }))
  await retireLieux(trx, reunis, now)
  const seuls = await listSansSource(trx, [...new Set([...quittes, ...disparus.flatMap(({ lieuId }) => lieuId ?? [])])])
  await retireLieux(
    trx,
    seuls.map((id) => ({ id })),
    now
  )
  return { lieuxCrees: crees, lieuxModifies: modifies, lieuxRetires: seuls.length, lieuxReunis: reunis.length }
}

// In the order of their first record's key, so that new lieux get the same numbers whatever the order of rows.
function collectGroupes(
  records: readonly EnregistrementCompare[],
  groupeDe: ArrayLike<number>
): { membres: number[] }[] {
  const parNumero = new Map<number, number[]>()
  records.forEach((_, i) => {
    const g = groupeDe[i] as number
    const membres = parNumero.get(g)
    if (membres) membres.push(i)
    else parNumero.set(g, [i])
  })
  const cle = (i: number) => `${records[i]?.source}\u0000${records[i]?.cle}`
  return [...parNumero.values()]
    .map((membres) => ({ membres, cle: membres.map(cle).reduce((a, b) => (a < b ? a : b)) }))
    .sort((a, b) => (a.cle < b.cle ? -1 : 1))
}

async function mergeGroupes(
  trx: Trx,
  lot: readonly number[],
  groupes: readonly { readonly membres: readonly number[] }[],
  records: readonly EnregistrementCompare[],
  lieuDuGroupe: readonly number[],
  geo: Geographie,
  confiances: ReadonlyMap<string, Confiance>
): Promise<LieuAEcrire[]> {
  const ids = lot.flatMap((g) => groupes[g]?.membres.map((i) => records[i]?.id as number) ?? [])
  const complets = new Map((await findEnregistrements(trx, ids)).map((e) => [e.id, e]))
  return lot.map((g) => {
    const membres = groupes[g]?.membres ?? []
    const aFusionner: AFusionner[] = membres.map((i) => {
      const e = complets.get(records[i]?.id as number)
      if (!e) throw new Error(`L’enregistrement ${records[i]?.id} a disparu pendant la fusion.`)
      return {
        source: e.source,
        cle: e.cle,
        date: e.valeurs.date_maj ?? e.livreeLe,
        valeurs: e.valeurs,
        doutes: e.doutes
      }
    })
    const { valeurs, provenance } = fusionner(aFusionner, confiances)
    const fictif = membres.some((i) => records[i]?.fictif)
    return toLieu(lieuDuGroupe[g] as number, valeurs, provenance, fictif, geo)
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
      [publiees.adresse, publiees.complement_adresse, publiees.code_postal, publiees.structure_parente]
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
