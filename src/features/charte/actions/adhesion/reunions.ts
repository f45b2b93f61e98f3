import { type Acteur, SYSTEME } from '../../../../kernel/acteur.ts'
import { debutDuJour, jourDe, plusJours } from '../../../../kernel/dates-legales.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import type { Db, Trx } from '../../../../platform/db/index.ts'
import type { DeplacementDeNumeros, SurReunion } from '../../../../platform/http/feature.ts'
import { findLieu, findLieuActuel, retenirLieuTenu, toucherLieux, zonesDuLieu } from '../../../annuaire/index.ts'
import type { Geographie } from '../../../territoires/index.ts'
import type { Transition } from '../../domain/adhesion/avancer.ts'
import { estBarre, plusSevere } from '../../domain/adhesion/reunion.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { courrielFichesReunies, type SuiteDeReunion } from '../../mails/fiches-reunies.mail.tsx'
import { type Dossier, findDossier, lockDossier, openDossier } from '../../store/adhesion.store.ts'
import {
  absorbDossier,
  findLieuOuverture,
  giveDossier,
  insertSeparation,
  listAbsorbees,
  listDossiersDebout,
  listSeparations,
  lockDossiersDesLieux,
  placeDossier
} from '../../store/reunion.store.ts'
import { ecrire, mettreAJour, type OutilsActe } from './agir-sur.ts'
import { ecrireAuxGensDuLieu } from './prevenir.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

/** Days during which the people of both parts of a split lieu may say which one keeps the adhesion. */
const JOURS_POUR_DEPLACER = 30

/**
 * Adhesions follow their lieux when these become one, or part: « merging fiches keeps the most severe state per réseau; a
 * split leaves the adhesion where the responsable says and bars on both ». No merge nor split gives back a lost right.
 */
export const suivreReunionsDesLieux: SurReunion = async (trx, deplacements, { now }) => {
  const outils: OutilsActe = { acteur: SYSTEME.nom, now }
  const groupes = groupByFinal(deplacements)
  const separations = deplacements.filter(({ genre }) => genre === 'separation')
  for (const reseau of await lockDossiersDesLieux(
    trx,
    deplacements.flatMap(({ de, vers }) => [de, vers])
  )) {
    for (const [vers, sources] of groupes) await reunir(trx, reseau, vers, sources, outils)
    for (const separation of separations) await separer(trx, reseau, separation, outils)
  }
}

/** By the lieu that remains, those that it took the place of: of a chain, the last one remains. */
function groupByFinal(deplacements: readonly DeplacementDeNumeros[]): ReadonlyMap<number, readonly number[]> {
  const suite = new Map(deplacements.flatMap(({ genre, de, vers }) => (genre === 'reunion' ? [[de, vers]] : [])))
  const groupes = new Map<number, number[]>()
  for (const de of suite.keys()) {
    let vers = de
    for (let pas = 0; pas <= suite.size; pas++) vers = suite.get(vers) ?? vers
    groupes.set(vers, [...(groupes.get(vers) ?? []), de])
  }
  return groupes
}

async function reunir(
  trx: Trx,
  reseau: string,
  vers: number,
  sources: readonly number[],
  outils: OutilsActe
): Promise<void> {
  const dossiers: Dossier[] = []
  for (const id of await listDossiersDebout(trx, reseau, [vers, ...sources], vers))
    dossiers.push(await bringUpToDate(trx, id, outils))
  const [premier, ...suivants] = dossiers
  if (!premier || (suivants.length === 0 && premier.lieuId === vers)) return
  const gagnante = suivants.reduce<Dossier>(
    (a, b) => (plusSevere(a.situation, b.situation) === a.situation ? a : b),
    premier
  )
  const perdantes = dossiers.filter(({ id }) => id !== gagnante.id)
  for (const perdante of perdantes) {
    await noteReunion(trx, perdante, perdante.situation, outils)
    await absorbDossier(trx, perdante.id, gagnante.id, outils.now)
  }
  const change = gagnante.lieuId !== vers
  if (change) {
    await placeDossier(trx, gagnante.id, vers, outils.now)
    await noteReunion(trx, { ...gagnante, lieuId: vers }, gagnante.situation, outils)
  }
  if (perdantes.some(isSuivie) || (change && isSuivie(gagnante)))
    await tell(trx, { ...gagnante, lieuId: vers }, 'reunie', vers, outils)
}

async function separer(
  trx: Trx,
  reseau: string,
  { de, vers }: DeplacementDeNumeros,
  outils: OutilsActe
): Promise<void> {
  const [debout] = await listDossiersDebout(trx, reseau, [de], de)
  if (debout === undefined) return
  const reste = await bringUpToDate(trx, debout, outils)
  const barre = estBarre(reste.situation)
  const [voisin] = await listDossiersDebout(trx, reseau, [vers], vers)
  if (voisin !== undefined) {
    // The part went to a lieu that has its own story: a right that it holds or asks for is its own.
    const autre = await bringUpToDate(trx, voisin, outils)
    if (barre && !isAcquise(autre.situation)) await bar(trx, autre, reste, outils)
    return
  }

  const { partent, restent } = await partager(trx, reste, vers)
  if (partent.includes(reste.id)) {
    await placeDossier(trx, reste.id, vers, outils.now)
    await noteReunion(trx, { ...reste, lieuId: vers }, reste.situation, outils)
    await repoint(trx, partent, reste.id, outils)
    await raise(trx, restent, de, { ...reste, lieuId: vers }, outils)
    await tell(trx, { ...reste, lieuId: vers }, barre ? 'sanction' : 'rendue', de, outils)
    return
  }
  await raise(trx, partent, vers, reste, outils)
  if (barre) await tell(trx, reste, 'sanction', vers, outils)
  else if (partent.length === 0 && isSuivie(reste)) {
    await insertSeparation(trx, { adhesion_id: reste.id, de_lieu: de, vers_lieu: vers, le: outils.now })
    await tell(trx, reste, 'a-choisir', vers, outils)
  }
}

/** Of a dossier and all that merges put under it: those whose lieu is now `vers`, and the others. */
async function partager(
  trx: Trx,
  { id }: Dossier,
  vers: number
): Promise<{ readonly partent: readonly string[]; readonly restent: readonly string[] }> {
  const partent: string[] = []
  const restent: string[] = []
  for (const un of [{ id, lieuId: await findLieuOuverture(trx, id) }, ...(await listAbsorbees(trx, id))]) {
    const lieu = un.lieuId === undefined ? undefined : await findLieuActuel(trx, un.lieuId)
    if (lieu?.id === vers) partent.push(un.id)
    else restent.push(un.id)
  }
  return { partent, restent }
}

/**
 * Gives a lieu its dossier back, of those that a merge had put under another; the most severe when there are several. What
 * stays barred bars it too.
 */
async function raise(
  trx: Trx,
  ids: readonly string[],
  lieuId: number,
  reste: Dossier,
  outils: OutilsActe
): Promise<void> {
  const dossiers: Dossier[] = []
  for (const id of ids) {
    const dossier = await lockDossier(trx, id)
    if (dossier && dossier.id !== reste.id) dossiers.push(dossier)
  }
  const [premier, ...suivants] = dossiers
  if (!premier) {
    if (estBarre(reste.situation)) {
      const { reseauId, charteId } = reste
      await bar(trx, await openDossier(trx, { reseauId, charteId, lieuId }, outils.now), reste, outils)
    }
    return
  }
  const rendue = suivants.reduce((a, b) => (plusSevere(a.situation, b.situation) === a.situation ? a : b), premier)
  await placeDossier(trx, rendue.id, lieuId, outils.now)
  await repoint(
    trx,
    dossiers.map(({ id }) => id),
    rendue.id,
    outils
  )
  const ici = { ...rendue, lieuId }
  if (estBarre(reste.situation)) return bar(trx, ici, reste, outils)
  await noteReunion(trx, ici, rendue.situation, outils)
  const actuelle = await bringUpToDate(trx, rendue.id, outils)
  if (isSuivie(actuelle)) await tell(trx, actuelle, 'rendue', reste.lieuId, outils)
}

async function repoint(trx: Trx, ids: readonly string[], vers: string, { now }: OutilsActe): Promise<void> {
  for (const id of ids) if (id !== vers) await absorbDossier(trx, id, vers, now)
}

/** The sanction of one, on the other: what loses the right there loses it here. */
async function bar(trx: Trx, dossier: Dossier, { situation, charteId }: Dossier, outils: OutilsActe): Promise<void> {
  const barree: Situation =
    situation.etat === 'SUSPENDU' && charteId === dossier.charteId
      ? situation
      : { etat: 'RETIRE', depuis: outils.now, barre: true }
  await noteReunion(trx, dossier, barree, outils)
}

/** Keeps that fiches became one, or parted, with what the dossier then is. */
async function noteReunion(trx: Trx, avant: Dossier, situation: Situation, outils: OutilsActe): Promise<void> {
  const transition: Transition = {
    numero: 'reunion',
    de: avant.situation.etat,
    vers: situation.etat,
    le: outils.now
  }
  const regles = await chargerRegles(trx, avant.charteId)
  await ecrire(trx, { avant, avancee: { situation, transitions: [transition], rappels: [] }, regles }, outils)
}

async function bringUpToDate(trx: Trx, id: string, outils: OutilsActe): Promise<Dossier> {
  await mettreAJour(trx, id, outils)
  const dossier = await findDossier(trx, id)
  if (!dossier) throw new Error(`l’adhésion ${id} n’existe pas`)
  return dossier
}

/** Somebody did something about it, and would miss it. */
const isSuivie = ({ situation: { etat } }: Dossier): boolean =>
  etat !== 'REFERENCE' && etat !== 'INVITE' && etat !== 'NON_RENOUVELE'

const isAcquise = (situation: Situation): boolean =>
  'membre' in situation || situation.etat === 'FENETRE' || situation.etat === 'DECLARE' || estBarre(situation)

async function tell(
  trx: Trx,
  dossier: Dossier,
  suite: SuiteDeReunion,
  autre: number,
  { now }: OutilsActe
): Promise<void> {
  const autreLieu = (await findLieu(trx, autre))?.nom ?? ''
  const { situation } = dossier
  await ecrireAuxGensDuLieu(trx, dossier, now, (cadre) =>
    courrielFichesReunies(cadre, { suite, situation, autreLieu, jours: JOURS_POUR_DEPLACER })
  )
}

/** The lieux to which an adhesion may be moved, since theirs were split, and the first instant when it is too late. */
export async function listDeplacementsPossibles(
  db: Db,
  dossier: Pick<Dossier, 'id' | 'lieuId' | 'charteId'>,
  now: Date
): Promise<{ readonly versLieu: number; readonly fin: Date }[]> {
  const { zone } = await chargerRegles(db, dossier.charteId)
  return (await listSeparations(db, dossier))
    .map(({ versLieu, le }) => ({
      versLieu,
      fin: debutDuJour(plusJours(jourDe(le, zone), JOURS_POUR_DEPLACER + 1), zone)
    }))
    .filter(({ fin }) => now < fin)
}

export type DeplacementRefuse = 'inconnue' | 'interdit' | 'trop-tard' | 'occupe'

/**
 * A lieu was split: its adhesion goes to the part that left, because who answers for both says so. A part that is already
 * on its own way with this réseau keeps it.
 */
export async function deplacerAdhesion(
  trx: Trx,
  adhesionId: string,
  versLieu: number,
  { acteur, geo, now }: { readonly acteur: Acteur; readonly geo: Geographie; readonly now: Date }
): Promise<Result<undefined, DeplacementRefuse>> {
  const vu = await findDossier(trx, adhesionId)
  if (!vu || vu.absorbeePar) return refuse('inconnue')
  // One order for all: the lieux, then the dossiers, then the journals.
  for (const id of [vu.lieuId, versLieu].sort((a, b) => a - b)) {
    const lieu = await retenirLieuTenu(trx, id, { acteur, geo })
    if (!lieu.ok) return refuse(lieu.error === 'interdit' ? 'interdit' : 'inconnue')
    const objet = { lieu: id, dans: zonesDuLieu(geo, lieu.value) }
    if (!estAutorise(PERMISSIONS_CHARTE['adhesion:engager'], acteur, objet)) return refuse('interdit')
  }
  await lockDossiersDesLieux(trx, [vu.lieuId, versLieu])
  const outils: OutilsActe = { acteur: acteur.nom, now }
  const dossier = await bringUpToDate(trx, adhesionId, outils)
  if (dossier.absorbeePar || dossier.lieuId !== vu.lieuId) return refuse('inconnue')
  const possibles = await listDeplacementsPossibles(trx, dossier, now)
  // A sanction is on both parts already.
  if (estBarre(dossier.situation) || !possibles.some((un) => un.versLieu === versLieu)) return refuse('trop-tard')
  const [voisin] = await listDossiersDebout(trx, dossier.reseauId, [versLieu], versLieu)
  if (voisin !== undefined) {
    const autre = await bringUpToDate(trx, voisin, outils)
    if (isSuivie(autre)) return refuse('occupe')
    await noteReunion(trx, autre, autre.situation, outils)
    await absorbDossier(trx, autre.id, dossier.id, now)
  }
  await giveDossier(trx, adhesionId, versLieu, now)
  await noteReunion(trx, { ...dossier, lieuId: versLieu }, dossier.situation, outils)
  await toucherLieux(trx, [dossier.lieuId])
  return ok(undefined)
}
