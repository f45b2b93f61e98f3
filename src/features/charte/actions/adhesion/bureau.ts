import type { Acteur } from '../../../../kernel/acteur.ts'
import { jourDe } from '../../../../kernel/dates-legales.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { type Jour, parseJour } from '../../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { type Acte, type ActeRefuse, agir } from '../../domain/adhesion/actes.ts'
import { type Avancee, avancer } from '../../domain/adhesion/avancer.ts'
import { ACTES_DU_BUREAU, decisionDuComite, demandeEnAttente, estPartie } from '../../domain/adhesion/bureau.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { courrielRetourRefuse } from '../../mails/retour-refuse.mail.tsx'
import { type Dossier, lockDossier } from '../../store/adhesion.store.ts'
import { findPiece, insertPiece, listPieces, type Piece, setReception } from '../../store/piece.store.ts'
import { type RefusSurReclamation, retenirPourAvertir } from '../reclamation/instruire.ts'
import { agirSur } from './agir-sur.ts'
import { comite } from './comite.ts'
import { essayer, type Fondement, type IssueDActe, inscrire, lever, opposer, rouvrir } from './decisions.ts'
import { ecrireAuxGensDuLieu } from './prevenir.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

/** What somebody at the desk asks for, read and checked by its form. */
export type DemandeDuBureau =
  | { readonly acte: 'opposer'; readonly fondement: Fondement; readonly raisons: string }
  | { readonly acte: 'lever'; readonly raisons: string }
  | { readonly acte: 'rouvrir'; readonly raisons: string }
  /** Of a request to come back: nothing changes, and the lieu reads why. */
  | { readonly acte: 'refuser'; readonly raisons: string }
  | ({ readonly acte: 'avertir' } & Lettre)
  | { readonly acte: 'reception'; readonly piece: string; readonly recueLe: Jour }
  | { readonly acte: 'juger'; readonly rectifie: boolean; readonly raisons: string }
  | { readonly acte: 'retirer'; readonly cesse: boolean; readonly sansConfusion: boolean }

/** A registered letter that leaves: it has no effect until its notice of receipt comes back. */
export interface Lettre {
  readonly manquement: string
  readonly constateLe: Jour
  readonly envoyeeLe: Jour
  readonly support: NonNullable<Piece['support']>
  readonly reference: string
  /** The complaint that it ends. */
  readonly reclamation?: string
}

export type RefusDuBureau =
  | ActeRefuse
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  /** Who asks looks after this lieu. */
  | { readonly raison: 'partie' }
  /** The committee of this réseau votes: nobody decides alone. */
  | { readonly raison: 'par-vote' }
  /** Another member was chosen to decide for the committee. */
  | { readonly raison: 'presidence' }
  | { readonly raison: 'lettre-inconnue' }
  | { readonly raison: 'sans-demande' }
  /** The complaint that the letter was to end cannot end so. */
  | { readonly raison: 'reclamation'; readonly refus: RefusSurReclamation }

/**
 * An act of the desk: the right to do it is looked at again under the dossier's lock, and what is written and what it causes
 * exist together or not at all.
 */
export function agirAuBureau(
  db: Db,
  dossierId: string,
  demande: DemandeDuBureau,
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, RefusDuBureau>> {
  return transaction(db, async (trx) => {
    const dossier = await lockDossier(trx, dossierId)
    if (!dossier || dossier.absorbeePar) return refuse({ raison: 'inconnue' })
    const { permission } = ACTES_DU_BUREAU[demande.acte]
    if (!estAutorise(PERMISSIONS_CHARTE[permission], acteur, { reseau: dossier.reseauId }))
      return refuse({ raison: 'interdit' })
    if (estPartie(acteur.attributions, dossier.lieuId)) return refuse({ raison: 'partie' })
    const genre = decisionDuComite(demande.acte)
    if (genre) {
      const regle = await comite().regleDe(trx, dossier.reseauId)
      if (regle.vote) return refuse({ raison: 'par-vote' })
      if (regle.presidence && regle.presidence !== acteur.compte?.id) return refuse({ raison: 'presidence' })
    }
    const issue = await faire(trx, dossier, demande, { acteur: acteur.nom, now })
    if (!issue.ok) return issue
    if (genre && 'raisons' in demande) {
      const fondement = demande.acte === 'opposer' ? demande.fondement : null
      await comite().inscrire(trx, { dossier, genre, raisons: demande.raisons, fondement }, now)
    }
    return ok(undefined)
  })
}

interface Outils {
  readonly acteur: string
  readonly now: Date
}

function faire(
  trx: Trx,
  dossier: Dossier,
  demande: DemandeDuBureau,
  outils: Outils
): Promise<IssueDActe | Result<undefined, RefusDuBureau>> {
  const { id } = dossier
  switch (demande.acte) {
    case 'opposer':
      return opposer(trx, id, demande, outils)
    case 'lever':
      return lever(trx, id, demande, outils)
    case 'rouvrir':
      return rouvrir(trx, id, demande, outils)
    case 'refuser':
      return refuseDemande(trx, dossier, demande, outils)
    case 'avertir':
      return prepareLettre(trx, dossier, demande, outils)
    case 'reception':
      return recordReception(trx, dossier, demande, outils)
    case 'juger':
      return inscrire(
        trx,
        id,
        { genre: 'juger', rectifie: demande.rectifie },
        { genre: 'jugement', texte: demande.raisons, favorable: demande.rectifie },
        outils
      )
    case 'retirer':
      return inscrire(
        trx,
        id,
        { genre: 'retirer', cesse: demande.cesse, sansConfusion: demande.sansConfusion },
        { genre: 'retrait', texte: '', support: 'papier' },
        outils
      )
  }
}

/** Answers no to a lieu's request to come back. Who calls has checked that the committee decided. */
export async function refuseDemande(
  trx: Trx,
  dossier: Dossier,
  { raisons }: { readonly raisons: string },
  { acteur, now }: Outils
): Promise<Result<undefined, RefusDuBureau>> {
  const { id, reseauId, situation } = dossier
  const demande = demandeEnAttente(await listPieces(trx, id))
  const attend = situation.etat === 'SUSPENDU' || (situation.etat === 'RETIRE' && situation.barre)
  if (!demande || !attend) return refuse({ raison: 'sans-demande' })
  const piece = await insertPiece(
    trx,
    { adhesion_id: id, genre: 'refus-de-levee', texte: raisons, auteur: acteur },
    now
  )
  const contenu = { demande: demande.id, piece }
  await consigner(trx, { reseau: reseauId, genre: 'adhesion.refus', acteur, objet: `adhesion/${id}`, contenu }, now)
  await ecrireAuxGensDuLieu(trx, dossier, now, (cadre) => courrielRetourRefuse(cadre, { raisons }))
  return ok(undefined)
}

async function prepareLettre(
  trx: Trx,
  { id, charteId, reseauId, lieuId, situation }: Dossier,
  lettre: Lettre,
  { acteur, now }: Outils
): Promise<Result<undefined, RefusDuBureau>> {
  const refus = verifierLettre(situation, lettre, await chargerRegles(trx, charteId), now)
  if (refus) return refuse(refus)
  const clore =
    lettre.reclamation === undefined
      ? undefined
      : await retenirPourAvertir(trx, lettre.reclamation, { reseauId, lieuId }, now)
  if (clore && !clore.ok) return refuse({ raison: 'reclamation', refus: clore.error })
  const piece = await insertPiece(
    trx,
    {
      adhesion_id: id,
      genre: 'avertissement',
      texte: lettre.manquement,
      auteur: acteur,
      support: lettre.support,
      reference: lettre.reference,
      constatee_le: lettre.constateLe,
      envoyee_le: lettre.envoyeeLe
    },
    now
  )
  await consigner(
    trx,
    {
      reseau: reseauId,
      genre: 'adhesion.lettre',
      acteur,
      objet: `adhesion/${id}`,
      contenu: { piece, constatee: lettre.constateLe, envoyee: lettre.envoyeeLe }
    },
    now
  )
  await clore?.value(piece, acteur)
  return ok(undefined)
}

/** Why a letter cannot be prepared, if it cannot: only a member is warned, of what is already seen. */
function verifierLettre(
  depart: Situation,
  { constateLe, envoyeeLe }: Pick<Lettre, 'constateLe' | 'envoyeeLe'>,
  regles: Regles,
  now: Date
): ActeRefuse | undefined {
  const { situation } = avancer(depart, regles, now)
  if (situation.etat !== 'MEMBRE') return { raison: 'etat', etat: situation.etat }
  if (regles.parametres(situation.membre.version).mise_en_conformite_jours === null) return { raison: 'sans-procedure' }
  if (envoyeeLe > jourDe(now, regles.zone)) return { raison: 'date-a-venir' }
  return envoyeeLe < constateLe ? { raison: 'envoyee-avant-manquement' } : undefined
}

async function recordReception(
  trx: Trx,
  { id }: Dossier,
  { piece: pieceId, recueLe }: Extract<DemandeDuBureau, { acte: 'reception' }>,
  outils: Outils
): Promise<IssueDActe | Result<undefined, RefusDuBureau>> {
  const piece = await findPiece(trx, pieceId)
  const acte = piece?.adhesion_id === id ? acteDeReception(piece, recueLe) : undefined
  if (!acte) return refuse({ raison: 'lettre-inconnue' })
  const permis = await essayer(trx, id, acte, outils.now)
  if (!permis.ok) return permis
  if (!(await setReception(trx, pieceId, recueLe))) return refuse({ raison: 'lettre-inconnue' })
  return agirSur(trx, id, acte, { ...outils, pieceId })
}

/** The warning that a letter becomes on the day its notice gives. */
function acteDeReception({ constatee_le, envoyee_le }: Piece, recueLe: Jour): Acte | undefined {
  const [constateLe, envoyeeLe] = [parseJour(constatee_le ?? ''), parseJour(envoyee_le ?? '')]
  return constateLe && envoyeeLe ? { genre: 'avertir', constateLe, envoyeeLe, recueLe } : undefined
}

/**
 * What a demand would lead to if it were made now: the rules say it, nothing is written.
 * @param pieces those of the dossier
 */
export function prevoir(
  demande: DemandeDuBureau,
  depart: Situation,
  { regles, pieces, now }: { readonly regles: Regles; readonly pieces: readonly Piece[]; readonly now: Date }
): Result<Pick<Avancee, 'situation' | 'transitions'>, RefusDuBureau> {
  switch (demande.acte) {
    case 'avertir': {
      const refus = verifierLettre(depart, demande, regles, now)
      return refus ? refuse(refus) : ok(avancer(depart, regles, now))
    }
    case 'refuser':
      return ok(avancer(depart, regles, now))
    case 'reception': {
      const lettre = pieces.find(({ id }) => id === demande.piece)
      const acte = lettre && acteDeReception(lettre, demande.recueLe)
      return acte ? agir(depart, acte, regles, now) : refuse({ raison: 'lettre-inconnue' })
    }
    case 'opposer':
    case 'lever':
    case 'rouvrir':
      return agir(depart, { genre: demande.acte, raisons: demande.raisons }, regles, now)
    case 'juger':
      return agir(depart, { genre: 'juger', rectifie: demande.rectifie }, regles, now)
    case 'retirer':
      return agir(depart, { genre: 'retirer', cesse: demande.cesse, sansConfusion: demande.sansConfusion }, regles, now)
  }
}
