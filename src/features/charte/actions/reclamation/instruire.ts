import type { Acteur } from '../../../../kernel/acteur.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { findLieuActuel, type LieuPublic, zonesDuLieu } from '../../../annuaire/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import type { GeographieFrance } from '../../../territoires/index.ts'
import { estPartie } from '../../domain/adhesion/bureau.ts'
import { direJour } from '../../domain/adhesion/dire.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import {
  agirSurReclamation,
  finDeReponse,
  type GenreEtape,
  type GesteReclamation,
  type IssueReclamation,
  type RefusReclamation
} from '../../domain/reclamation.ts'
import {
  courrielIssuePourLaPersonne,
  courrielIssuePourLeLieu,
  courrielReclamationTransmise,
  courrielReponseDuLieu
} from '../../mails/reclamation.mail.tsx'
import {
  findReclamation,
  listEtapes,
  lockReclamation,
  type Reclamation,
  saveReclamation
} from '../../store/reclamation.store.ts'
import { ecrireALaPersonne, ecrireAuLieu, ecrireAuSecretariat } from './prevenir.ts'

/** What the secrétariat does, read and checked by its form. A warning has its own: a registered letter. */
export type DemandeSurReclamation =
  /** The facts in the secrétariat's words: what the lieu reads. */
  | { readonly geste: 'transmettre'; readonly texte: string }
  /** What was seen, or the lieu's answer when it came otherwise. */
  | { readonly geste: 'noter'; readonly genre: 'constat' | 'reponse'; readonly texte: string }
  | { readonly geste: 'clore'; readonly issue: Exclude<IssueReclamation, 'avertissement'>; readonly texte: string }

export type RefusSurReclamation =
  | RefusReclamation
  | { readonly raison: 'inconnue' | 'interdit' }
  /** Who asks looks after this lieu. */
  | { readonly raison: 'partie' }
  /** The lieu has answered as often as it may. */
  | { readonly raison: 'trop-de-reponses' }

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

/** An act of the secrétariat: the right to do it is looked at again under the lock. */
export function instruireReclamation(
  db: Db,
  id: string,
  demande: DemandeSurReclamation,
  { acteur, now }: Outils
): Promise<Result<undefined, RefusSurReclamation>> {
  return transaction(db, async (trx) => {
    const affaire = await lockAffaire(trx, id)
    if (!affaire) return refuse({ raison: 'inconnue' })
    const { reclamation, lieu } = affaire
    if (!estAutorise(PERMISSIONS_CHARTE['adhesion:instruire'], acteur, { reseau: reclamation.reseauId }))
      return refuse({ raison: 'interdit' })
    if (estPartie(acteur.attributions, lieu.id)) return refuse({ raison: 'partie' })
    const outils = { acteur: acteur.nom, now }
    switch (demande.geste) {
      case 'transmettre':
        return transmettre(trx, affaire, demande.texte, outils)
      case 'noter':
        return inscrire(
          trx,
          affaire,
          { genre: demande.genre === 'reponse' ? 'repondre' : 'constater' },
          { genre: demande.genre, texte: demande.texte },
          outils
        )
      case 'clore':
        return clore(trx, affaire, demande, outils)
    }
  })
}

/** Answers in all from one lieu to one complaint: what more it has to say, it says to the secrétariat. */
const REPONSES_MAX = 5

/** The answer of the lieu, by one of its people. */
export function repondreReclamation(
  db: Db,
  id: string,
  texte: string,
  { acteur, now, geo }: Outils & { readonly geo: GeographieFrance }
): Promise<Result<undefined, RefusSurReclamation>> {
  return transaction(db, async (trx) => {
    const affaire = await lockAffaire(trx, id)
    if (!affaire) return refuse({ raison: 'inconnue' })
    const objet = { lieu: affaire.lieu.id, dans: zonesDuLieu(geo, affaire.lieu) }
    if (!estAutorise(PERMISSIONS_CHARTE['adhesion:preparer'], acteur, objet)) return refuse({ raison: 'interdit' })
    const dites = (await listEtapes(trx, id)).filter(({ genre }) => genre === 'reponse')
    // A button pressed twice says it once.
    if (dites.at(-1)?.texte === texte) return ok(undefined)
    if (dites.length >= REPONSES_MAX) return refuse({ raison: 'trop-de-reponses' })
    const outils = { acteur: acteur.nom, now }
    const issue = await inscrire(trx, affaire, { genre: 'repondre' }, { genre: 'reponse', texte }, outils)
    if (issue.ok) await ecrireAuSecretariat(trx, affaire, now, courrielReponseDuLieu)
    return issue
  })
}

/**
 * Of a letter of warning that a complaint led to: the complaint that may end by it, locked; or why it may not. Asked before
 * the letter is written, so that neither exists without the other.
 */
export async function retenirPourAvertir(
  trx: Trx,
  id: string,
  dossier: { readonly reseauId: string; readonly lieuId: number },
  now: Date
): Promise<Result<(piece: string, acteur: string) => Promise<void>, RefusSurReclamation>> {
  const affaire = await lockAffaire(trx, id)
  const memeLieu = affaire?.lieu.id === dossier.lieuId && affaire.reclamation.reseauId === dossier.reseauId
  if (!affaire || !memeLieu) return refuse({ raison: 'inconnue' })
  const geste = { genre: 'clore', issue: 'avertissement' } as const
  const permis = agirSurReclamation(affaire.reclamation.situation, geste, now)
  if (!permis.ok) return permis
  return ok(async (pieceId, acteur) => {
    // What is to be mended is in the letter, which counts from the day it is received.
    await inscrire(trx, affaire, geste, { genre: 'decision', texte: '', pieceId }, { acteur, now })
    await direLaFin(trx, affaire, { issue: 'avertissement', texte: '' }, now)
  })
}

/**
 * First words of the letter of warning that a complaint leads to: what the lieu was told, and what was seen since. Undefined
 * for one that is closed, or about another lieu.
 */
export async function ecrireManquement(
  db: Db,
  id: string,
  dossier: { readonly reseauId: string; readonly lieuId: number }
): Promise<string | undefined> {
  const reclamation = await findReclamation(db, id)
  if (reclamation?.situation.etat !== 'instruction' || reclamation.reseauId !== dossier.reseauId) return undefined
  if ((await findLieuActuel(db, reclamation.lieuId))?.id !== dossier.lieuId) return undefined
  const etapes = await listEtapes(db, id)
  return etapes
    .flatMap(({ genre, texte }) => (genre === 'transmise' || genre === 'constat' ? [texte] : []))
    .join('\n\n')
}

interface AffaireEntiere {
  readonly reclamation: Reclamation
  readonly lieu: LieuPublic
}

/** A complaint that somebody really made, under its lock. */
async function lockAffaire(trx: Trx, id: string): Promise<AffaireEntiere | undefined> {
  const reclamation = await lockReclamation(trx, { id })
  const lieu = reclamation && (await findLieuActuel(trx, reclamation.lieuId))
  return reclamation && lieu && reclamation.situation.etat !== 'deposee' ? { reclamation, lieu } : undefined
}

type Faits = { readonly acteur: string; readonly now: Date }

async function transmettre(
  trx: Trx,
  affaire: AffaireEntiere,
  texte: string,
  outils: Faits
): Promise<Result<undefined, RefusSurReclamation>> {
  const issue = await inscrire(trx, affaire, { genre: 'transmettre' }, { genre: 'transmise', texte }, outils)
  if (!issue.ok) return issue
  const reseau = await findReseau(trx, affaire.reclamation.reseauId)
  const reponseAvant = direJour(finDeReponse(outils.now), reseau?.fuseau ?? 'Europe/Paris')
  await ecrireAuLieu(trx, affaire, outils.now, (cadre, lien) =>
    courrielReclamationTransmise(cadre, { faits: texte, reponseAvant, lien })
  )
  return issue
}

async function clore(
  trx: Trx,
  affaire: AffaireEntiere,
  { issue, texte }: Extract<DemandeSurReclamation, { geste: 'clore' }>,
  outils: Faits
): Promise<Result<undefined, RefusSurReclamation>> {
  const faite = await inscrire(trx, affaire, { genre: 'clore', issue }, { genre: 'decision', texte }, outils)
  if (faite.ok) await direLaFin(trx, affaire, { issue, texte }, outils.now)
  return faite
}

/** Who reported is told; so is the lieu, if it had been told that somebody did. */
async function direLaFin(
  trx: Trx,
  affaire: AffaireEntiere,
  { issue, texte }: { readonly issue: IssueReclamation; readonly texte: string },
  now: Date
): Promise<void> {
  const { courriel, situation } = affaire.reclamation
  if (courriel)
    await ecrireALaPersonne(trx, affaire, courriel, '', {
      now,
      ecrire: (cadre) => courrielIssuePourLaPersonne(cadre, { issue, raisons: texte })
    })
  if ('transmiseLe' in situation && situation.transmiseLe)
    await ecrireAuLieu(trx, affaire, now, (cadre, lien) =>
      courrielIssuePourLeLieu(cadre, { issue, raisons: texte, lien })
    )
}

const GENRES_DU_JOURNAL: Readonly<Record<Exclude<GenreEtape, 'recue'>, string>> = {
  transmise: 'reclamation.transmise',
  reponse: 'reclamation.reponse',
  constat: 'reclamation.constat',
  decision: 'reclamation.close'
}

async function inscrire(
  trx: Trx,
  { reclamation }: AffaireEntiere,
  geste: GesteReclamation,
  etape: { readonly genre: Exclude<GenreEtape, 'recue'>; readonly texte: string; readonly pieceId?: string },
  { acteur, now }: Faits
): Promise<Result<undefined, RefusSurReclamation>> {
  const issue = agirSurReclamation(reclamation.situation, geste, now)
  if (!issue.ok) return issue
  await saveReclamation(trx, reclamation.id, issue.value, { ...etape, auteur: acteur }, now)
  await consigner(
    trx,
    {
      reseau: reclamation.reseauId,
      genre: GENRES_DU_JOURNAL[etape.genre],
      acteur,
      objet: `reclamation/${reclamation.id}`,
      // Identifiers and outcome only: neither what was said nor by whom.
      contenu: { issue: geste.genre === 'clore' ? geste.issue : null, piece: etape.pieceId ?? null }
    },
    now
  )
  return ok(undefined)
}
