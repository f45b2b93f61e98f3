import { type Result, refuse } from '../../../../kernel/result.ts'
import type { Trx } from '../../../../platform/db/index.ts'
import { type Acte, type ActeRefuse, agir } from '../../domain/adhesion/actes.ts'
import { lockDossier } from '../../store/adhesion.store.ts'
import { insertPiece, type Piece } from '../../store/piece.store.ts'
import { agirSur, type Effet, mettreAJour, type OutilsActe } from './agir-sur.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

export type IssueDActe = Result<Effet, ActeRefuse | { readonly raison: 'inconnue' }>

type Outils = Omit<OutilsActe, 'pieceId'>

/** On what ground: the lieu does not conform to the charter, or its declaration is inaccurate (article 3). */
export type Fondement = NonNullable<Piece['fondement']>

/**
 * « Le comité de gouvernance peut s'opposer […] pour non-conformité à la charte […] ou en cas de déclaration inexacte »
 * (article 3). A decision of the committee, however it was taken (AMB-01): who calls has checked that it was.
 */
export const opposer = (
  trx: Trx,
  dossierId: string,
  { fondement, raisons }: { readonly fondement: Fondement; readonly raisons: string },
  outils: Outils
): Promise<IssueDActe> =>
  inscrire(trx, dossierId, { genre: 'opposer', raisons }, { genre: 'opposition', fondement, texte: raisons }, outils)

/**
 * An opposition is put to the vote of the committee (AMB-01): silence waits for its count. Who calls has checked who asks.
 * @param cloture before the end of the window
 */
export const deliberer = (trx: Trx, dossierId: string, cloture: Date, outils: Outils): Promise<IssueDActe> =>
  agirSur(trx, dossierId, { genre: 'deliberer', cloture }, outils)

/** Only the committee ends a suspension, with written reasons (article 13). Who calls has checked that it decided. */
export const lever = (
  trx: Trx,
  dossierId: string,
  { raisons }: { readonly raisons: string },
  outils: Outils
): Promise<IssueDActe> =>
  inscrire(trx, dossierId, { genre: 'lever', raisons }, { genre: 'levee', texte: raisons }, outils)

/** A lieu that left under sanction may declare again. Who calls has checked that the committee decided. */
export const rouvrir = (
  trx: Trx,
  dossierId: string,
  { raisons }: { readonly raisons: string },
  outils: Outils
): Promise<IssueDActe> =>
  inscrire(trx, dossierId, { genre: 'rouvrir', raisons }, { genre: 'reouverture', texte: raisons }, outils)

/**
 * An act and what it says in writing, together: the piece is there before the transition that names it, and a refused act
 * leaves nothing.
 */
export async function inscrire(
  trx: Trx,
  dossierId: string,
  acte: Acte,
  piece: Pick<Piece, 'genre' | 'texte'> & Partial<Piece>,
  outils: Outils
): Promise<IssueDActe> {
  // What time has brought is written first, the count of a vote that has closed included.
  await mettreAJour(trx, dossierId, { acteur: 'systeme', now: outils.now })
  const permis = await essayer(trx, dossierId, acte, outils.now)
  if (!permis.ok) return permis
  const pieceId = await insertPiece(trx, { ...piece, adhesion_id: dossierId, auteur: outils.acteur }, outils.now)
  return agirSur(trx, dossierId, acte, { ...outils, pieceId })
}

/** What an act would be answered now, under the lock that it will act under: nothing is written. */
export async function essayer(
  trx: Trx,
  dossierId: string,
  acte: Acte,
  now: Date
): Promise<Result<undefined, ActeRefuse | { readonly raison: 'inconnue' }>> {
  const dossier = await lockDossier(trx, dossierId)
  if (!dossier || dossier.absorbeePar) return refuse({ raison: 'inconnue' })
  const issue = agir(dossier.situation, acte, await chargerRegles(trx, dossier.charteId), now)
  return issue.ok ? { ok: true, value: undefined } : issue
}
