import type { Acteur } from '../../../../kernel/acteur.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import type { Db, Trx } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { retenirLieuTenu, zonesDuLieu } from '../../../annuaire/index.ts'
import type { GeographieFrance } from '../../../territoires/index.ts'
import type { ActeRefuse } from '../../domain/adhesion/actes.ts'
import { demandeEnAttente } from '../../domain/adhesion/bureau.ts'
import { ACTES_DU_LIEU } from '../../domain/adhesion/suivi.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { versionEnVigueur } from '../../domain/version.ts'
import { courrielDemandeDeRetour } from '../../mails/demande-de-retour.mail.tsx'
import { type Dossier, findDossier, lockDossier } from '../../store/adhesion.store.ts'
import { findCharte } from '../../store/charte.store.ts'
import { insertPiece, listPieces } from '../../store/piece.store.ts'
import { tenter } from '../tenter.ts'
import { agirSur, mettreAJour } from './agir-sur.ts'
import { inscrire } from './decisions.ts'
import { ecrireAuComite } from './prevenir.ts'
import { deplacerAdhesion } from './reunions.ts'

/** What the people of a lieu ask for, read and checked by its form. */
export type DemandeDuLieu =
  | { readonly acte: 'corriger'; readonly texte: string }
  | { readonly acte: 'demander'; readonly texte: string }
  | { readonly acte: 'confirmer' }
  /** `numero`: the version that the page showed. */
  | { readonly acte: 'accepter'; readonly numero: number }
  /** To a part of a fiche that was split. */
  | { readonly acte: 'deplacer'; readonly versLieu: number }
  | { readonly acte: 'quitter'; readonly cesse: boolean; readonly sansConfusion: boolean; readonly texte: string }

export type RefusDuLieu =
  | ActeRefuse
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  /** The fiche is withdrawn, or became one with another. */
  | { readonly raison: 'lieu-inconnu' }
  /** A request waits for its answer already. */
  | { readonly raison: 'deja-demande' }
  /** This version binds already. */
  | { readonly raison: 'deja-acceptee' }
  /** Not a part of the split fiche, or too late; or that part is already on its way with the réseau. */
  | { readonly raison: 'ailleurs' | 'occupe' }

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
  readonly geo: GeographieFrance
}

/**
 * An act of the lieu's people: the right to do it is looked at again under the locks, the lieu's then the dossier's, and what
 * is written and what it causes exist together or not at all.
 */
export function agirDuLieu(
  db: Db,
  dossierId: string,
  demande: DemandeDuLieu,
  { acteur, now, geo }: Outils
): Promise<Result<undefined, RefusDuLieu>> {
  return tenter(db, async (trx) => {
    if (demande.acte === 'deplacer') return move(trx, dossierId, demande.versLieu, { acteur, now, geo })
    const connu = await findDossier(trx, dossierId)
    if (!connu) return refuse({ raison: 'inconnue' })
    const lieu = await retenirLieuTenu(trx, connu.lieuId, { acteur, geo })
    if (!lieu.ok) return refuse({ raison: lieu.error })
    const objet = { lieu: lieu.value.id, dans: zonesDuLieu(geo, lieu.value) }
    const { permission } = ACTES_DU_LIEU[demande.acte]
    if (!estAutorise(PERMISSIONS_CHARTE[permission], acteur, objet)) return refuse({ raison: 'interdit' })
    await mettreAJour(trx, dossierId, { acteur: 'systeme', now })
    const dossier = await lockDossier(trx, dossierId)
    if (!dossier || dossier.absorbeePar || dossier.lieuId !== connu.lieuId) return refuse({ raison: 'inconnue' })
    return faire(trx, dossier, demande, { acteur: acteur.nom, now })
  })
}

type Faits = { readonly acteur: string; readonly now: Date }

async function faire(
  trx: Trx,
  dossier: Dossier,
  demande: Exclude<DemandeDuLieu, { acte: 'deplacer' }>,
  outils: Faits
): Promise<Result<undefined, RefusDuLieu>> {
  const { id } = dossier
  switch (demande.acte) {
    case 'corriger': {
      const piece = { genre: 'rectification', texte: demande.texte } as const
      return vide(await inscrire(trx, id, { genre: 'rectifier' }, piece, outils))
    }
    case 'quitter': {
      const { cesse, sansConfusion, texte } = demande
      return vide(
        await inscrire(trx, id, { genre: 'retirer', cesse, sansConfusion }, { genre: 'retrait', texte }, outils)
      )
    }
    case 'confirmer': {
      const issue = await agirSur(trx, id, { genre: 'confirmer' }, outils)
      if (issue.ok) await tell(trx, dossier, 'adhesion.confirmee', {}, outils)
      return vide(issue)
    }
    case 'accepter':
      return accept(trx, dossier, demande.numero, outils)
    case 'demander':
      return ask(trx, dossier, demande.texte, outils)
  }
}

/** The right is asked on both parts, under their locks. */
async function move(
  trx: Trx,
  dossierId: string,
  versLieu: number,
  outils: Outils
): Promise<Result<undefined, RefusDuLieu>> {
  const issue = await deplacerAdhesion(trx, dossierId, versLieu, outils)
  if (issue.ok) return issue
  return refuse({ raison: issue.error === 'trop-tard' ? 'ailleurs' : issue.error })
}

const vide = <E>(issue: Result<unknown, E>): Result<undefined, E> => (issue.ok ? ok(undefined) : issue)

/** A new version binds at once where the member accepts it (AMB-15): the journal keeps which, and when. */
async function accept(
  trx: Trx,
  dossier: Dossier,
  numero: number,
  outils: Faits
): Promise<Result<undefined, RefusDuLieu>> {
  const charte = await findCharte(trx, dossier.charteId)
  const version = charte && versionEnVigueur(charte.versions, outils.now)
  if (version?.numero !== numero) return refuse({ raison: 'version-depassee', enVigueur: version?.id ?? 0 })
  if ('membre' in dossier.situation && dossier.situation.membre.version === version.id)
    return refuse({ raison: 'deja-acceptee' })
  const issue = await agirSur(trx, dossier.id, { genre: 'accepter-version' }, outils)
  if (issue.ok) await tell(trx, dossier, 'adhesion.version-acceptee', { version: numero }, outils)
  return vide(issue)
}

/** « The member can file a reinstatement request that the committee must answer » (AMB-08): one at a time. */
async function ask(trx: Trx, dossier: Dossier, texte: string, outils: Faits): Promise<Result<undefined, RefusDuLieu>> {
  const { situation } = dossier
  if (situation.etat !== 'SUSPENDU' && !(situation.etat === 'RETIRE' && situation.barre))
    return refuse({ raison: 'etat', etat: situation.etat })
  if (demandeEnAttente(await listPieces(trx, dossier.id))) return refuse({ raison: 'deja-demande' })
  const piece = await insertPiece(
    trx,
    { adhesion_id: dossier.id, genre: 'demande', texte, auteur: outils.acteur },
    outils.now
  )
  await tell(trx, dossier, 'adhesion.demande', { piece }, outils)
  const retour = situation.etat === 'SUSPENDU' ? 'levee' : 'reouverture'
  await ecrireAuComite(trx, dossier, outils.now, (cadre) => courrielDemandeDeRetour(cadre, retour))
  return ok(undefined)
}

const tell = (
  trx: Trx,
  { id, reseauId }: Dossier,
  genre: string,
  contenu: Readonly<Record<string, string | number>>,
  { acteur, now }: Faits
) => consigner(trx, { reseau: reseauId, genre, acteur, objet: `adhesion/${id}`, contenu }, now)
