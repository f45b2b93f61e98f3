import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { type LieuPublic, listSemblables, retenirLieuTenu, zonesDuLieu } from '../../annuaire/index.ts'
import { countGeste } from '../../comptes/index.ts'
import type { GeographieFrance } from '../../territoires/index.ts'
import type { ActeRefuse } from '../domain/adhesion/actes.ts'
import { avancer } from '../domain/adhesion/avancer.ts'
import { type RefusDeclaration, verifierDeclaration } from '../domain/declaration.ts'
import { type ChoixEcrit, etapesDeclaration, reprendreChoix, toChoix } from '../domain/etapes-declaration.ts'
import { PERMISSIONS_CHARTE } from '../domain/permissions.ts'
import { empreinteChoix, empreinteStructure, type StructureSaisie } from '../domain/saisie-declaration.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { type Dossier, listDossiersDuLieu, lockDossier, openDossier } from '../store/adhesion.store.ts'
import { type Charte, findCharte, findContenu } from '../store/charte.store.ts'
import {
  type Declaration,
  findDerniereDeclaration,
  freezeDeclaration,
  insertBrouillon,
  listLieuxBarres,
  lockBrouillon,
  saveAbandon,
  saveChoix,
  saveStructure,
  saveVersion
} from '../store/declaration.store.ts'
import { agirSur } from './adhesion/agir-sur.ts'
import { chargerRegles } from './adhesion/regles-de-la-charte.ts'
import { lirePerimetre } from './perimetre.ts'
import { tenter } from './tenter.ts'

/** Which declaration: of a lieu, to a charter. */
export interface Cible {
  readonly lieuId: number
  readonly charteId: string
}

export interface OutilsDeclarer {
  readonly acteur: Acteur
  readonly now: Date
  readonly geo: GeographieFrance
}

export type RefusDeclarer =
  | { readonly raison: 'lieu-inconnu' | 'interdit' | 'charte-inconnue' | 'hors-perimetre' | 'autre-charte' }
  /** The version of the page is not the one that binds, or not the one of the draft any more. */
  | { readonly raison: 'version' }
  /** Nobody has begun, or it is over: sent, given up. */
  | { readonly raison: 'sans-brouillon' }
  | { readonly raison: 'acte'; readonly acte: ActeRefuse | { readonly raison: 'inconnue' } }

interface Retenu {
  readonly lieu: LieuPublic
  readonly charte: Charte
}

// Lieux first, then dossiers, then declarations: everybody takes them in this order, and nobody waits in a circle.
async function retenir(
  trx: Trx,
  { lieuId, charteId }: Cible,
  permission: 'adhesion:preparer' | 'adhesion:engager',
  { acteur, geo }: OutilsDeclarer
): Promise<Result<Retenu, RefusDeclarer>> {
  const lieu = await retenirLieuTenu(trx, lieuId, { acteur, geo })
  if (!lieu.ok) return refuse({ raison: lieu.error })
  const objet = { lieu: lieu.value.id, dans: zonesDuLieu(geo, lieu.value) }
  if (!estAutorise(PERMISSIONS_CHARTE[permission], acteur, objet)) return refuse({ raison: 'interdit' })
  const charte = await findCharte(trx, charteId)
  return charte ? ok({ lieu: lieu.value, charte }) : refuse({ raison: 'charte-inconnue' })
}

/** The dossier of a lieu in the réseau of a charter, under its lock, and its draft. */
async function retenirBrouillon(
  trx: Trx,
  { lieu, charte }: Retenu
): Promise<Result<{ readonly dossier: Dossier; readonly brouillon: Declaration }, RefusDeclarer>> {
  const ouvert = (await listDossiersDuLieu(trx, lieu.id)).find(({ reseauId }) => reseauId === charte.reseau_id)
  const dossier = ouvert && (await lockDossier(trx, ouvert.id))
  if (dossier && dossier.charteId !== charte.id) return refuse({ raison: 'autre-charte' })
  const brouillon = dossier && (await lockBrouillon(trx, dossier.id))
  return dossier && brouillon ? ok({ dossier, brouillon }) : refuse({ raison: 'sans-brouillon' })
}

/**
 * Accepts the version in force and opens the draft (T2, T17), with what the last declaration said; a draft begun under an
 * older version goes over to it. Done twice, nothing changes.
 * @param numero the version that the page showed
 */
export function accepterCharte(
  db: Db,
  cible: Cible,
  numero: number,
  outils: OutilsDeclarer
): Promise<Result<undefined, RefusDeclarer>> {
  return tenter(db, async (trx) => {
    const retenu = await retenir(trx, cible, 'adhesion:preparer', outils)
    if (!retenu.ok) return retenu
    return ouvrirBrouillon(trx, retenu.value, { numero, accepteeLe: outils.now }, outils)
  })
}

/** The same inside a transaction, for who was found to have the right. */
export async function ouvrirBrouillon(
  trx: Trx,
  { lieu, charte }: Retenu,
  { numero, accepteeLe }: { readonly numero: number; readonly accepteeLe: Date },
  { acteur, now, geo }: OutilsDeclarer
): Promise<Result<undefined, RefusDeclarer>> {
  const version = versionEnVigueur(charte.versions, now)
  if (!version) return refuse({ raison: 'charte-inconnue' })
  if (version.numero !== numero) return refuse({ raison: 'version' })
  const estDuReseau = await lirePerimetre(trx, geo, charte.reseau_id)
  if (!estDuReseau(lieu.code_insee)) return refuse({ raison: 'hors-perimetre' })
  const dossier = await openDossier(trx, { reseauId: charte.reseau_id, charteId: charte.id, lieuId: lieu.id }, now)
  if (dossier.charteId !== charte.id) return refuse({ raison: 'autre-charte' })
  const contenu = await findContenu(trx, version.id)
  const brouillon = await lockBrouillon(trx, dossier.id)
  const situation = avancer(dossier.situation, await chargerRegles(trx, charte.id), now).situation
  if (situation.etat === 'BROUILLON' && brouillon) {
    if (brouillon.version === version.id) return ok(undefined)
    const choix = reprendreChoix(contenu, brouillon.choix)
    await saveVersion(trx, brouillon.id, { version: version.id, accepteePar: acteur.nom, choix }, now)
    await consigner(
      trx,
      {
        reseau: charte.reseau_id,
        genre: 'adhesion.version-acceptee',
        acteur: acteur.nom,
        objet: `adhesion/${dossier.id}`,
        contenu: { version: version.numero }
      },
      now
    )
    return ok(undefined)
  }
  if (situation.etat !== 'BROUILLON') {
    const commencee = await agirSur(trx, dossier.id, { genre: 'commencer' }, { acteur: acteur.nom, now })
    if (!commencee.ok) return refuse({ raison: 'acte', acte: commencee.error })
  }
  // A draft that an admission as of right had left behind.
  if (brouillon) await saveAbandon(trx, brouillon.id, now)
  const avant = (await findDerniereDeclaration(trx, dossier.id)) ?? brouillon
  const reprise = avant && { ...avant, choix: reprendreChoix(contenu, avant.choix) }
  await insertBrouillon(
    trx,
    { adhesionId: dossier.id, version: version.id, accepteePar: acteur.nom, accepteeLe, reprise },
    now
  )
  return ok(undefined)
}

/** What one page of the declaration says. */
export type Page =
  | { readonly genre: 'structure'; readonly valeurs: StructureSaisie }
  | { readonly genre: 'choix'; readonly etape: string; readonly choix: readonly ChoixEcrit[] }

export type RefusEnregistrer =
  | RefusDeclarer
  /** Somebody wrote on the same page in between: what it holds now. */
  | { readonly raison: 'conflit'; readonly brouillon: Declaration }

/**
 * Writes one page of the draft.
 * @param avant what the page held when it was opened (`empreinteStructure`, `empreinteChoix`)
 * @param numero the version that the page was about
 * @returns what it holds now, to write again from the same page
 */
export function enregistrerPage(
  db: Db,
  cible: Cible,
  { page, avant, numero }: { readonly page: Page; readonly avant: string; readonly numero: number },
  outils: OutilsDeclarer
): Promise<Result<{ readonly empreinte: string }, RefusEnregistrer>> {
  return tenter(db, async (trx): Promise<Result<{ readonly empreinte: string }, RefusEnregistrer>> => {
    const retenu = await retenir(trx, cible, 'adhesion:preparer', outils)
    if (!retenu.ok) return retenu
    const trouve = await retenirBrouillon(trx, retenu.value)
    if (!trouve.ok) return trouve
    const { brouillon } = trouve.value
    if (retenu.value.charte.versions.find(({ numero: n }) => n === numero)?.id !== brouillon.version)
      return refuse({ raison: 'version' })
    if (page.genre === 'structure') {
      const [ici, voulue] = [empreinteStructure(brouillon), empreinteStructure(page.valeurs)]
      if (ici === voulue) return ok({ empreinte: ici })
      if (ici !== avant) return refuse({ raison: 'conflit', brouillon })
      await saveStructure(trx, brouillon.id, page.valeurs, outils.now)
      return ok({ empreinte: voulue })
    }
    const contenu = await findContenu(trx, brouillon.version)
    const criteres = etapesDeclaration(contenu).find(({ cle }) => cle === page.etape)?.criteres ?? []
    const [ici, voulue] = [empreinteChoix(brouillon.choix, criteres), empreinteChoix(page.choix, criteres)]
    if (ici === voulue) return ok({ empreinte: ici })
    if (ici !== avant) return refuse({ raison: 'conflit', brouillon })
    const ids = criteres.map(({ id }) => id)
    await saveChoix(trx, brouillon, ids, page.choix, outils.now)
    return ok({ empreinte: voulue })
  })
}

export type RefusEnvoyer =
  | RefusDeclarer
  /** The draft changed since it was read again. */
  | { readonly raison: 'modifiee' }
  | { readonly raison: 'incomplete'; readonly fautes: readonly RefusDeclaration[]; readonly structure: boolean }
  | { readonly raison: 'pas-sincere' }
  /** It looks like a lieu that lost its right, or left under sanction: their numbers. */
  | { readonly raison: 'semblable'; readonly dossier: Dossier; readonly lieux: readonly number[] }

/**
 * Sends the declaration: everything is verified again, then it is frozen, the dossier moves (T3, then T4 or the signature)
 * and its messages are queued, wholly or not at all. Sent twice, the second finds no draft.
 * @param revision of the draft that was read again
 */
export async function envoyerDeclaration(
  db: Db,
  cible: Cible,
  { revision, sincere }: { readonly revision: number; readonly sincere: boolean },
  outils: OutilsDeclarer
): Promise<Result<undefined, RefusEnvoyer>> {
  const { acteur, now, geo } = outils
  const envoi = await tenter(db, async (trx): Promise<Result<undefined, RefusEnvoyer>> => {
    const retenu = await retenir(trx, cible, 'adhesion:engager', outils)
    if (!retenu.ok) return retenu
    const { lieu, charte } = retenu.value
    const trouve = await retenirBrouillon(trx, retenu.value)
    if (!trouve.ok) return trouve
    const { dossier, brouillon } = trouve.value
    if (versionEnVigueur(charte.versions, now)?.id !== brouillon.version) return refuse({ raison: 'version' })
    if (brouillon.revision !== revision) return refuse({ raison: 'modifiee' })
    const estDuReseau = await lirePerimetre(trx, geo, charte.reseau_id)
    if (!estDuReseau(lieu.code_insee)) return refuse({ raison: 'hors-perimetre' })
    const contenu = await findContenu(trx, brouillon.version)
    const choix = toChoix(brouillon.choix)
    const verifiee = verifierDeclaration(contenu, choix)
    const structure = brouillon.structure !== '' && brouillon.signataire !== ''
    if (!verifiee.ok || !structure)
      return refuse({ raison: 'incomplete', fautes: verifiee.ok ? [] : verifiee.error, structure })
    if (!sincere) return refuse({ raison: 'pas-sincere' })
    const barres = await listLieuxBarres(trx, charte.reseau_id, lieu.id, now)
    const semblables = await listSemblables(trx, lieu, barres)
    if (semblables.length > 0) return refuse({ raison: 'semblable', dossier, lieux: semblables })
    await freezeDeclaration(trx, brouillon.id, acteur.nom, now)
    const envoyee = await agirSur(
      trx,
      dossier.id,
      { genre: 'declarer', version: brouillon.version, contenu, choix, sincere },
      { acteur: acteur.nom, now }
    )
    return envoyee.ok ? ok(undefined) : refuse({ raison: 'acte', acte: envoyee.error })
  })
  if (!envoi.ok && envoi.error.raison === 'semblable') await noterSemblables(db, envoi.error, outils)
  return envoi
}

// A refusal that somebody may contest is kept, in the réseau's own chain.
async function noterSemblables(
  db: Db,
  { dossier, lieux }: Extract<RefusEnvoyer, { raison: 'semblable' }>,
  { acteur, now }: OutilsDeclarer
): Promise<void> {
  if (await countGeste(db, 'refus', dossier.id, now)) return
  await transaction(db, (trx) =>
    consigner(
      trx,
      {
        reseau: dossier.reseauId,
        genre: 'adhesion.semblable',
        acteur: acteur.nom,
        objet: `adhesion/${dossier.id}`,
        contenu: { lieu: dossier.lieuId, semblables: lieux.join(' ') }
      },
      now
    )
  )
}

/** Gives the draft up: the lieu is only listed again. It is kept, and a new one begins empty or from what was last sent. */
export function abandonnerDeclaration(
  db: Db,
  cible: Cible,
  outils: OutilsDeclarer
): Promise<Result<undefined, RefusDeclarer>> {
  return tenter(db, async (trx): Promise<Result<undefined, RefusDeclarer>> => {
    const retenu = await retenir(trx, cible, 'adhesion:preparer', outils)
    if (!retenu.ok) return retenu
    const trouve = await retenirBrouillon(trx, retenu.value)
    if (!trouve.ok) return trouve
    const { dossier, brouillon } = trouve.value
    const { acteur, now } = outils
    const abandonnee = await agirSur(trx, dossier.id, { genre: 'abandonner' }, { acteur: acteur.nom, now })
    if (!abandonnee.ok) return refuse({ raison: 'acte', acte: abandonnee.error })
    await saveAbandon(trx, brouillon.id, now)
    return ok(undefined)
  })
}
